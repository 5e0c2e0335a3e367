import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { tokenPixels } from '../../ui/token-pixels.ts'
import { DocumentRowView } from './document-row.tsx'
import { indexAfter } from './list-keys.ts'
import { LogSearchField } from './log-search-field.tsx'
import type { Documents } from './use-documents.ts'
import styles from './document-list.module.css'

interface Properties {
  readonly documents: Documents
  readonly text: string
  readonly filtered: boolean
  readonly selectedId: number | undefined
  /** Documents of several storages stand in the list: each says whose it is. */
  readonly namesStorages?: boolean
  readonly onText: (text: string) => void
  readonly onOpen: (documentId: number) => void
  /** Beside the search. */
  readonly actions?: ReactNode
}

/** Hundreds of thousands of documents: only what is on screen exists. Arrows, PgUp, PgDn, Home, End; `/` searches. */
export function DocumentList({
  documents,
  text,
  filtered,
  selectedId,
  namesStorages,
  onText,
  onOpen,
  actions,
}: Properties) {
  const { t, number } = useWords()
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [active, setActive] = useState(-1)
  const rowHeight = tokenPixels('--row-list', 48)
  const total = documents.total ?? 0
  // oxlint-disable-next-line react/incompatible-library -- its answers are not memoised here
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  const { show } = documents
  useEffect(() => show(first, last), [show, first, last])
  useSlashKey(field)
  const open = (index: number) => {
    setActive(index)
    const row = documents.rowAt(index)
    if (row) onOpen(row.documentId)
  }
  const activeRow = active >= 0 ? documents.rowAt(active) : undefined
  // A row that was reached before its page came opens when it is there.
  const reached = useRef<number>(undefined)
  useEffect(() => {
    if (reached.current !== active || !activeRow) return
    reached.current = undefined
    onOpen(activeRow.documentId)
  }, [active, activeRow, onOpen])
  return (
    <div className={styles.pane}>
      <div className={styles.bar}>
        <LogSearchField ref={field} value={text} onChange={onText} onLeave={() => list.current?.focus()} />
        {actions}
      </div>
      {documents.error ? <FailurePanel failure={failureOf(documents.error)} onRetry={documents.retry} /> : null}
      {documents.total === undefined && !documents.error && <Skeleton lines={8} />}
      {documents.total === 0 && (
        <EmptyState
          title={t(filtered ? 'ui.log.nothingFound' : 'ui.log.nothingRead')}
          text={t(filtered ? 'ui.log.nothingFoundText' : 'ui.log.nothingReadText')}
        />
      )}
      <div
        ref={list}
        className={styles.list}
        role="listbox"
        tabIndex={0}
        aria-label={t('ui.log.list')}
        aria-busy={documents.isFetching}
        aria-activedescendant={items.some(({ index }) => index === active) ? `${id}-${active}` : undefined}
        hidden={total === 0}
        onKeyDown={(event) => {
          const page = Math.floor((list.current?.clientHeight ?? 0) / rowHeight)
          const next = indexAfter(event.key, active, total, page)
          if (next === undefined) {
            if (event.key === 'Enter' && active >= 0) open(active)
            return
          }
          event.preventDefault()
          virtual.scrollToIndex(next, { align: 'auto' })
          reached.current = documents.rowAt(next) ? undefined : next
          open(next)
        }}
      >
        <div className={styles.rows} role="presentation" style={{ blockSize: `${virtual.getTotalSize()}px` }}>
          {items.map((item) => {
            const row = documents.rowAt(item.index)
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the list has the focus and the keys
              <div
                key={item.key}
                id={`${id}-${item.index}`}
                role="option"
                aria-selected={row !== undefined && row.documentId === selectedId}
                aria-setsize={total}
                aria-posinset={item.index + 1}
                data-active={item.index === active || undefined}
                className={styles.row}
                style={{ blockSize: `${item.size}px`, transform: `translateY(${item.start}px)` }}
                onClick={() => open(item.index)}
              >
                <DocumentRowView row={row} namesStorage={namesStorages ?? false} />
              </div>
            )
          })}
        </div>
      </div>
      <p className={styles.count} role="status">
        {documents.total !== undefined && t('ui.log.documents', { count: total, figure: number(total) })}
      </p>
    </div>
  )
}

/** `/` goes to the search from anywhere on the screen but a field. */
function useSlashKey(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]')
      if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || inField) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [field])
}
