import type { SettingsPreview } from '../../../electron/contract/wizard.ts'
import { useWords } from '../../i18n/use-words.ts'
import { classNames } from '../../ui/class-names.ts'
import styles from './diff-view.module.css'

const signs = { same: ' ', added: '+', removed: '−' } as const

/** A file before and after: what goes, what comes; told by sign and word, not by colour alone. */
export function DiffView({ lines, label }: { readonly lines: SettingsPreview['lines']; readonly label: string }) {
  const { t } = useWords()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls
    <div className={styles.diff} role="region" aria-label={label} tabIndex={0}>
      {lines.map((line, index) => (
        <div key={index} className={classNames(styles.line, styles[line.kind])}>
          <span className={styles.sign} aria-hidden>
            {signs[line.kind]}
          </span>
          {line.kind !== 'same' && <span className={styles.hidden}>{t(`ui.wizard.settings.${line.kind}`)} </span>}
          <code>{line.text}</code>
        </div>
      ))}
    </div>
  )
}
