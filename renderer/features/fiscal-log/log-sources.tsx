import { Layers, Plug } from 'lucide-react'
import type { Storage } from '../../../electron/contract/fiscal-log.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { searchFor, toggled } from './chosen-storages.ts'
import type { LogSearch, LogSearchChange } from './filters.ts'
import { ImportButton } from './import-button.tsx'
import { LogFilters } from './log-filters.tsx'
import { ReadButton } from './reading-panel.tsx'
import { StorageCard } from './storage-card.tsx'
import styles from './log-sources.module.css'

interface Properties {
  readonly storages: readonly Storage[]
  readonly chosen: readonly Storage[]
  readonly search: LogSearch
  readonly onChange: (part: LogSearchChange) => void
}

/** Which storages are known, how each stands, and what of their documents to show. */
export function LogSources({ storages, chosen, search, onChange }: Properties) {
  const { t } = useWords()
  const several = storages.length > 1
  const connected = storages.find((storage) => storage.connected)
  const choose = (next: readonly Storage[]) =>
    onChange({ storage: searchFor(next, storages), document: undefined, finding: undefined })
  return (
    <aside className={styles.sources} aria-label={t('ui.log.sources')}>
      <h1>{t('ui.log.title')}</h1>
      <div className={styles.take}>
        <ReadButton wide missing={connected?.missingCount} />
        <ImportButton wide />
      </div>
      {several && (
        <Button
          icon={<Layers aria-hidden />}
          aria-pressed={chosen.length === storages.length}
          onPress={() => choose(storages)}
        >
          {t('ui.log.allStorages', { count: storages.length })}
        </Button>
      )}
      <ul className={styles.storages} data-several={several || undefined}>
        {storages.map((storage) => (
          <li key={storage.storageId}>
            <StorageCard
              storage={storage}
              isChosen={chosen.includes(storage)}
              isAlone={chosen.length === 1 && chosen[0] === storage}
              onSelect={() => choose([storage])}
              {...(several && { onToggle: () => choose(toggled(chosen, storage)) })}
            />
          </li>
        ))}
      </ul>
      <LogFilters search={search} storageIds={chosen.map(({ storageId }) => storageId)} onChange={onChange} />
      {!chosen.some((storage) => storage.connected) && (
        <p className={styles.offline}>
          <Plug aria-hidden />
          {t('ui.log.offline')}
        </p>
      )}
    </aside>
  )
}
