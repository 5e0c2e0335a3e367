import { useMemo, useRef, useState } from 'react'
import type { DocumentDetail } from '../../../electron/contract/fiscal-log.ts'
import { useWords } from '../../i18n/use-words.ts'
import { BytesView } from '../../ui/bytes-view.tsx'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState } from '../../ui/states.tsx'
import { useOnChange } from '../../ui/use-on-change.ts'
import { indexAfter } from './list-keys.ts'
import { flattenTags, rowAtByte } from './tag-rows.ts'
import styles from './tags-view.module.css'

/** The tag tree over the bytes that it was read from: what is pointed at or focused in one is lit in the other. */
export function TagsView({ document }: { readonly document: DocumentDetail }) {
  const words = useWords()
  const { t } = words
  const rows = useMemo(() => flattenTags(document.tags), [document.tags])
  const [focused, setFocused] = useState(0)
  const [pointed, setPointed] = useState<number>()
  const [hasFocus, setHasFocus] = useState(false)
  const tree = useRef<HTMLDivElement>(null)
  const bytes = useRef<HTMLDivElement>(null)
  const lit = pointed ?? (hasFocus ? focused : undefined)
  const node = lit === undefined ? undefined : rows[lit]?.node
  useOnChange(node, () => {
    const byte = bytes.current?.querySelector('[data-lit]')
    if (typeof byte?.scrollIntoView === 'function') byte.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  const hex = document.bytes.find(({ part }) => part === 'tlv')?.hex ?? ''
  if (rows.length === 0) return <EmptyState title={t('ui.log.noTags')} text={t('ui.log.noTagsText')} />
  return (
    <div className={styles.view}>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its items have the focus */}
      <div
        ref={tree}
        className={styles.tree}
        role="tree"
        aria-label={t('ui.log.view.tags')}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
        onPointerLeave={() => setPointed(undefined)}
        onKeyDown={(event) => {
          const next = indexAfter(event.key, focused, rows.length, 10)
          if (next === undefined) return
          event.preventDefault()
          setFocused(next)
          tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[next]?.focus()
        }}
      >
        {rows.map(({ node: row, depth }, index) => (
          <div
            key={index}
            role="treeitem"
            aria-level={depth + 1}
            aria-selected={index === lit}
            {...(row.children.length > 0 && { 'aria-expanded': true })}
            tabIndex={index === focused ? 0 : -1}
            className={classNames(styles.tag, index === lit && styles.lit)}
            style={{ paddingInlineStart: `calc(var(--space-4) * ${depth} + var(--space-3))` }}
            onFocus={() => setFocused(index)}
            onPointerEnter={() => setPointed(index)}
          >
            <span className={styles.number}>{row.tag}</span>
            <span className={styles.name}>
              {words.local(row.name)}
              {row.problem && <span className={styles.problem}>{row.problem}</span>}
              {!row.known && <span className={styles.unknown}>{t('ui.log.unknownTag')}</span>}
            </span>
            <span className={styles.value}>
              {row.text}
              {row.meaning && words.local(row.meaning) !== row.text && <small>{words.local(row.meaning)}</small>}
            </span>
          </div>
        ))}
      </div>
      {hex !== '' && (
        <div ref={bytes} className={styles.bytes}>
          <BytesView
            hex={hex}
            bytesPerRow={8}
            highlight={node}
            label={t('ui.log.bytesOfTags')}
            onPoint={(offset) => setPointed(offset === undefined ? undefined : rowAtByte(rows, offset))}
          />
        </div>
      )}
    </div>
  )
}
