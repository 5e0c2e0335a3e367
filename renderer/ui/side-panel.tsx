import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { useNarrow } from './layout.ts'
import styles from './side-panel.module.css'

interface Properties {
  readonly title: string
  /** Small print above the title. */
  readonly kicker?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
  readonly width?: 'drawer' | 'bench' | 'document'
  /** The focus stays where it is: the panel only shows what is chosen elsewhere. */
  readonly keepFocus?: boolean
}

/**
 * A panel beside the content; on a narrow screen it lies over its right part. It does not block the rest: what it is
 * about stays in sight and in reach. Esc closes it and gives the focus back.
 */
export function SidePanel({ title, kicker, onClose, children, width = 'drawer', keepFocus = false }: Properties) {
  const { t } = useWords()
  const narrow = useNarrow()
  const heading = useId()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    if (!keepFocus) panel.current?.focus({ preventScroll: true })
    return () => {
      // The panel is gone by now, and the focus with it if it was inside.
      const lost = document.activeElement === null || document.activeElement === document.body
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [keepFocus])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc from anything inside
    <aside
      ref={panel}
      tabIndex={-1}
      aria-labelledby={heading}
      className={classNames(styles.panel, styles[width], narrow && styles.over)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className={styles.header}>
        <div>
          {kicker !== undefined && <div className={styles.kicker}>{kicker}</div>}
          <h2 id={heading}>{title}</h2>
        </div>
        <Button variant="quiet" icon={<X aria-hidden />} aria-label={t('ui.actions.closePanel')} onPress={onClose} />
      </header>
      <div className={styles.body}>{children}</div>
    </aside>
  )
}
