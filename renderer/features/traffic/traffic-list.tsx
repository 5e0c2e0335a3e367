import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TrafficEntry } from '../../../electron/contract/traffic.ts'
import { useWords } from '../../i18n/use-words.ts'
import { tokenPixels } from '../../ui/token-pixels.ts'
import { indexAfter } from '../fiscal-log/list-keys.ts'
import { TrafficRow } from './traffic-row.tsx'
import styles from './traffic-list.module.css'

interface Properties {
  readonly entries: readonly TrafficEntry[]
  /** Stay at the newest. */
  readonly follow: boolean
  /** The person looks at something older. */
  readonly onLeaveEnd: () => void
  readonly onReachStart: (() => void) | undefined
}

const nearEnd = 96

/** Entries oldest first; one of them may be open. Arrows move, Enter opens. */
export function TrafficList({ entries, follow, onLeaveEnd, onReachStart }: Properties) {
  const { t } = useWords()
  const list = useRef<HTMLDivElement>(null)
  // A row and the line below it.
  const rowHeight = tokenPixels('--row-traffic', 44) + tokenPixels('--line-thin', 1)
  const [openId, setOpenId] = useState<number>()
  const [activeId, setActiveId] = useState<number>()
  // oxlint-disable-next-line react/incompatible-library -- its answers are not memoised here
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 12,
  })
  const newest = entries.at(-1)?.id
  const size = virtual.getTotalSize()
  useEffect(() => {
    if (follow && entries.length > 0) virtual.scrollToIndex(entries.length - 1, { align: 'end' })
    // A new entry or the return to following moves the list; nothing else does.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [follow, newest, size])
  const focusRow = (id: number | undefined) =>
    list.current?.querySelector<HTMLElement>(`[data-entry="${id}"]`)?.focus({ preventScroll: true })
  const oldest = useRef<number>(undefined)
  useLayoutEffect(() => {
    // Older entries that come in above must not move what is being read.
    const before = oldest.current
    oldest.current = entries[0]?.id
    if (before === undefined || oldest.current === undefined || oldest.current >= before || !list.current) return
    list.current.scrollTop += entries.findIndex(({ id }) => id === before) * rowHeight
    requestAnimationFrame(() => document.activeElement === document.body && focusRow(activeId))
  }, [entries, rowHeight, activeId])
  const activeIndex = entries.findIndex(({ id }) => id === activeId)
  const move = (next: number) => {
    const entry = entries[next]
    if (!entry) return
    setActiveId(entry.id)
    virtual.scrollToIndex(next, { align: 'auto' })
    // The row may first have to be made.
    requestAnimationFrame(() => focusRow(entry.id))
  }
  return (
    <div className={styles.frame}>
      <div className={styles.head} aria-hidden>
        <span>{t('ui.traffic.columns.time')}</span>
        <span>{t('ui.traffic.columns.device')}</span>
        <span />
        <span>{t('ui.traffic.columns.name')}</span>
        <span>{t('ui.traffic.columns.bytes')}</span>
        <span>{t('ui.traffic.columns.text')}</span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows between its buttons */}
      <div
        ref={list}
        className={styles.list}
        role="list"
        aria-label={t('ui.traffic.title')}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          if (follow && scrollHeight - scrollTop - clientHeight > nearEnd) onLeaveEnd()
          if (scrollTop < rowHeight * 4) onReachStart?.()
        }}
        onKeyDown={(event) => {
          if (!(event.target instanceof HTMLElement) || event.target.dataset['entry'] === undefined) return
          const focusedId = Number(event.target.dataset['entry'])
          const from = entries.findIndex(({ id }) => id === focusedId)
          const page = Math.floor((list.current?.clientHeight ?? 0) / rowHeight)
          const next = indexAfter(event.key, from, entries.length, page)
          if (next === undefined) return
          event.preventDefault()
          onLeaveEnd()
          move(next)
        }}
      >
        <div className={styles.rows} role="presentation" style={{ blockSize: `${size}px` }}>
          {virtual.getVirtualItems().map((item) => {
            const entry = entries[item.index]
            if (!entry) return null
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="listitem"
                aria-setsize={entries.length}
                aria-posinset={item.index + 1}
                className={styles.row}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <TrafficRow
                  entry={entry}
                  isOpen={entry.id === openId}
                  isActive={activeIndex < 0 ? item.index === entries.length - 1 : item.index === activeIndex}
                  onToggle={() => {
                    setActiveId(entry.id)
                    setOpenId(entry.id === openId ? undefined : entry.id)
                    if (entry.id !== openId) onLeaveEnd()
                  }}
                />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
