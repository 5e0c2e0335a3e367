import { Link } from '@tanstack/react-router'
import { CalendarClock, FileWarning, Minus, Plus, Repeat, Send } from 'lucide-react'
import type { Storage } from '../../../electron/contract/fiscal-log.ts'
import { formatDeviceTime, formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { LevelBar } from '../../ui/level-bar.tsx'
import { storageLevels, unsentHealth, unsentText } from '../test-screen/storage-levels.ts'
import styles from './storage-card.module.css'

interface Properties {
  readonly storage: Storage
  readonly isChosen: boolean
  /** It is the only one that is shown, so there is room for how it stands. */
  readonly isAlone: boolean
  readonly onSelect: () => void
  /** Shows it beside others, or no more. */
  readonly onToggle?: () => void
}

/** A fiscal storage: its number, the register, term and load, what the operator has not got yet, and when it will block. */
export function StorageCard({ storage, isChosen, isAlone, onSelect, onToggle }: Properties) {
  const words = useWords()
  const { t } = words
  const levels = storageLevels({ ...storage, lastDocumentNumber: storage.lastNumberOnDevice }, words)
  const { unsent } = storage
  const health = unsentHealth(unsent)
  return (
    <div className={styles.card} data-selected={isChosen || undefined} data-several={onToggle && true}>
      <div className={styles.head}>
        <button type="button" className={styles.select} aria-pressed={isChosen} onClick={onSelect}>
          <span className={styles.number}>{t('ui.log.storage', { number: storage.storageId })}</span>
          <span className={styles.small}>
            {[
              storage.registerModel,
              t('ui.log.documents', { count: storage.documentCount, figure: words.number(storage.documentCount) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <span className={styles.small}>
            {storage.connected
              ? t('ui.log.connected')
              : storage.lastReadAt
                ? t('ui.log.lastRead', { time: formatInstant(storage.lastReadAt) })
                : t('ui.log.neverRead')}
            {storage.bench && ` · ${t('ui.log.virtual')}`}
          </span>
        </button>
        {onToggle && (
          <Button
            variant="quiet"
            icon={isChosen ? <Minus aria-hidden /> : <Plus aria-hidden />}
            aria-label={t(isChosen ? 'ui.log.leaveStorage' : 'ui.log.addStorage', { number: storage.storageId })}
            onPress={onToggle}
          />
        )}
      </div>
      {isAlone && (
        <div className={styles.levels}>
          {levels.map((level) => (
            <LevelBar key={level.label} {...level} />
          ))}
          {/* Of a storage that only a file has shown nobody knows what the operator has. */}
          {storage.lastReadAt && (
            <p className={styles.unsent} data-health={health}>
              {unsent.count === 0 ? <Send aria-hidden /> : <FileWarning aria-hidden />}
              {unsentText(unsent, words)}
            </p>
          )}
          {unsent.blocksOn !== undefined && (
            <p className={styles.unsent} data-health={health}>
              <CalendarClock aria-hidden />
              {t((unsent.daysToBlock ?? 0) < 0 ? 'ui.storage.blocked' : 'ui.storage.blocks', {
                date: formatDeviceTime(unsent.blocksOn),
                count: unsent.daysToBlock ?? 0,
              })}
            </p>
          )}
          {storage.connected && (
            <Link to="/replace" className={styles.replace ?? ''}>
              <Repeat aria-hidden />
              {t('ui.replacement.link')}
            </Link>
          )}
        </div>
      )}
    </div>
  )
}
