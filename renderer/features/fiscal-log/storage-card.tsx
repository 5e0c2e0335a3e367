import { Link } from '@tanstack/react-router'
import { FileWarning, Repeat, Send } from 'lucide-react'
import type { Storage } from '../../../electron/contract/fiscal-log.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { LevelBar } from '../../ui/level-bar.tsx'
import { storageLevels, unsentHealth, unsentText } from '../test-screen/storage-levels.ts'
import { ChainCheck } from './chain-check.tsx'
import styles from './storage-card.module.css'

interface Properties {
  readonly storage: Storage
  readonly isSelected: boolean
  readonly onSelect: () => void
}

/** A fiscal storage: its number, the register, term and load, and what the operator has not got yet. */
export function StorageCard({ storage, isSelected, onSelect }: Properties) {
  const words = useWords()
  const { t } = words
  const levels = storageLevels({ ...storage, lastDocumentNumber: storage.lastNumberOnDevice }, words)
  const { unsent } = storage
  return (
    <div className={styles.card} data-selected={isSelected || undefined}>
      <button type="button" className={styles.select} aria-pressed={isSelected} onClick={onSelect}>
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
      {isSelected && (
        <div className={styles.levels}>
          {levels.map((level) => (
            <LevelBar key={level.label} {...level} />
          ))}
          <p className={styles.unsent} data-health={unsentHealth(unsent)}>
            {unsent.count === 0 ? <Send aria-hidden /> : <FileWarning aria-hidden />}
            {unsentText(unsent, words)}
          </p>
          {storage.connected && (
            <Link to="/replace" className={styles.replace ?? ''}>
              <Repeat aria-hidden />
              {t('ui.replacement.link')}
            </Link>
          )}
          <ChainCheck key={storage.storageId} storageId={storage.storageId} />
        </div>
      )}
    </div>
  )
}
