import { ArrowLeft, ArrowRight, ChevronDown, Dot, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import type { TrafficEntry } from '../../../electron/contract/traffic.ts'
import { formatClock, formatHex } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { classNames } from '../../ui/class-names.ts'
import { DecodedView } from './decoded-view.tsx'
import styles from './traffic-row.module.css'

interface Properties {
  readonly entry: TrafficEntry
  readonly isOpen: boolean
  /** The one row that Tab reaches. */
  readonly isActive: boolean
  readonly onToggle: () => void
}

const shownBytes = 48

/** One frame: when, which device, which way, what it is called, its bytes. */
export const TrafficRow = memo(function TrafficRow({ entry, isOpen, isActive, onToggle }: Properties) {
  const words = useWords()
  const { t } = words
  const toDevice = entry.direction === 'to-device'
  const Arrow =
    entry.kind === 'event' ? Dot : entry.kind === 'discarded' ? TriangleAlert : toDevice ? ArrowRight : ArrowLeft
  const isEvent = entry.kind === 'event'
  return (
    <div className={classNames(entry.kind === 'discarded' && styles.discarded, isOpen && styles.open)}>
      <button
        type="button"
        className={styles.line}
        tabIndex={isActive ? 0 : -1}
        data-entry={entry.id}
        aria-expanded={isEvent ? undefined : isOpen}
        onClick={isEvent ? undefined : onToggle}
      >
        <span className={styles.time}>{formatClock(entry.at, 'milliseconds')}</span>
        <span className={styles.device}>{entry.role ? t(`ui.roles.${entry.role}.short`) : entry.address}</span>
        <Arrow
          role="img"
          aria-label={t(`ui.traffic.direction.${isEvent ? 'event' : entry.direction}`)}
          data-direction={entry.direction}
        />
        {isEvent ? (
          <span className={styles.event}>
            {words.first([`ui.traffic.events.${entry.hex}`, 'ui.traffic.events.other'], {
              name: entry.hex,
              address: entry.address,
            })}
            {entry.reason && ` ${entry.reason}`}
          </span>
        ) : (
          <>
            <span className={styles.name}>
              {entry.kind === 'discarded' ? discardReason(entry, words) : (entry.name ?? t('ui.traffic.unnamed'))}
            </span>
            <span className={styles.hex}>
              {formatHex(entry.hex.slice(0, shownBytes * 2))}
              {entry.hex.length > shownBytes * 2 && ' …'}
            </span>
            <span className={styles.text} aria-hidden>
              {entry.text.slice(0, shownBytes)}
            </span>
            <ChevronDown aria-hidden className={styles.chevron} />
          </>
        )}
      </button>
      {isOpen && !isEvent && <DecodedView entry={entry} />}
    </div>
  )
})

function discardReason(entry: TrafficEntry, words: ReturnType<typeof useWords>): string {
  return words.first([`ui.traffic.discarded.${entry.reason ?? ''}`, 'ui.traffic.discarded.other'], {
    reason: entry.reason ?? '',
  })
}
