import { Plug } from 'lucide-react'
import { useState } from 'react'
import type { Storage } from '../../../electron/contract/fiscal-log.ts'
import { formatDeviceTime } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { isKindGroup, kindGroups, parseDate, type KindGroup, type LogSearch } from './filters.ts'
import { ImportButton } from './import-button.tsx'
import { ReadButton } from './reading-panel.tsx'
import { StorageCard } from './storage-card.tsx'
import styles from './log-sources.module.css'

interface Properties {
  readonly storages: readonly Storage[]
  readonly selected: Storage
  readonly search: LogSearch
  readonly onChange: (part: { [K in keyof LogSearch]?: LogSearch[K] | undefined }) => void
}

/** Which storages are known, how each stands, and what of its documents to show. */
export function LogSources({ storages, selected, search, onChange }: Properties) {
  const { t } = useWords()
  const filtered = Boolean(search.kind ?? search.from ?? search.to ?? search.unsent)
  const groups = ['all', ...Object.keys(kindGroups)] as ('all' | KindGroup)[]
  return (
    <aside className={styles.sources} aria-label={t('ui.log.sources')}>
      <h1>{t('ui.log.title')}</h1>
      <div className={styles.take}>
        <ReadButton wide missing={selected.connected ? selected.missingCount : undefined} />
        <ImportButton wide />
      </div>
      <ul className={styles.storages}>
        {storages.map((storage) => (
          <li key={storage.storageId}>
            <StorageCard
              storage={storage}
              isSelected={storage.storageId === selected.storageId}
              onSelect={() => onChange({ storage: storage.storageId, document: undefined, finding: undefined })}
            />
          </li>
        ))}
      </ul>
      <section className={styles.filters} aria-label={t('ui.log.filters')}>
        <Select
          label={t('ui.log.kind')}
          value={isKindGroup(search.kind) ? search.kind : 'all'}
          onChange={(kind) => onChange({ kind: kind === 'all' ? undefined : kind })}
          options={groups.map((value) => ({ value, label: t(`ui.log.kindGroups.${value}`) }))}
        />
        <div className={styles.dates}>
          <DateFilter label={t('ui.log.from')} value={search.from} onChange={(from) => onChange({ from })} />
          <DateFilter label={t('ui.log.to')} value={search.to} onChange={(to) => onChange({ to })} />
        </div>
        <Switch value={search.unsent === true} onChange={(unsent) => onChange({ unsent: unsent ? true : undefined })}>
          {t('ui.log.unsentOnly')}
        </Switch>
        {filtered && (
          <Button
            variant="quiet"
            onPress={() => onChange({ kind: undefined, from: undefined, to: undefined, unsent: undefined })}
          >
            {t('ui.log.clearFilters')}
          </Button>
        )}
      </section>
      {!selected.connected && (
        <p className={styles.offline}>
          <Plug aria-hidden />
          {t('ui.log.offline')}
        </p>
      )}
    </aside>
  )
}

interface DateProperties {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

/** A date as it is typed; half a date filters nothing yet. */
function DateFilter({ label, value, onChange }: DateProperties) {
  const { t } = useWords()
  const [typed, setTyped] = useState(value ? formatDeviceTime(value) : '')
  const [left, setLeft] = useState(true)
  const shown =
    value && parseDate(typed) !== value && left
      ? formatDeviceTime(value)
      : value === undefined && left && parseDate(typed)
        ? ''
        : typed
  return (
    <TextField
      label={label}
      value={shown}
      inputMode="numeric"
      maxLength={10}
      problem={left && shown !== '' && !parseDate(shown) ? t('ui.log.noDate') : undefined}
      onBlur={() => setLeft(true)}
      onChange={(text) => {
        setLeft(false)
        setTyped(text)
        const date = parseDate(text)
        if (text.trim() === '') onChange(undefined)
        else if (date) onChange(date)
      }}
    />
  )
}
