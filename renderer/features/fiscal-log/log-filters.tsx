import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { paymentSchema } from '../../../electron/contract/fiscal-log.ts'
import { formatDeviceTime } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import {
  conditionCount,
  filterOf,
  isKindGroup,
  kindGroups,
  noConditions,
  parseDate,
  parseShift,
  parseSum,
  paymentOf,
  typedSum,
  type KindGroup,
  type LogSearch,
  type LogSearchChange,
} from './filters.ts'
import { TypedField } from './typed-field.tsx'
import styles from './log-filters.module.css'

interface Properties {
  readonly search: LogSearch
  readonly storageIds: readonly string[]
  readonly onChange: (part: LogSearchChange) => void
}

/** What of the documents to show. The first conditions are at hand; the rest are one press away. */
export function LogFilters({ search, storageIds, onChange }: Properties) {
  const { t } = useWords()
  const count = conditionCount(search)
  const groups = ['all', ...Object.keys(kindGroups)] as ('all' | KindGroup)[]
  const rare = search.cashier ?? search.payment ?? search.sumFrom ?? search.sumTo ?? search.shiftFrom ?? search.shiftTo
  const [open, setOpen] = useState(rare !== undefined)
  return (
    <section className={styles.filters} aria-label={t('ui.log.filters')}>
      <Select
        label={t('ui.log.kind')}
        value={isKindGroup(search.kind) ? search.kind : 'all'}
        onChange={(kind) => onChange({ kind: kind === 'all' ? undefined : kind })}
        options={groups.map((value) => ({ value, label: t(`ui.log.kindGroups.${value}`) }))}
      />
      <div className={styles.pair}>
        {(['from', 'to'] as const).map((end) => (
          <TypedField
            key={end}
            label={t(`ui.log.${end}`)}
            value={search[end]}
            parse={parseDate}
            show={formatDeviceTime}
            problem={t('ui.log.noDate')}
            maxLength={10}
            onChange={(date) => onChange({ [end]: date })}
          />
        ))}
      </div>
      <Select
        label={t('ui.log.sentState')}
        value={search.sent ?? 'any'}
        onChange={(sent) => onChange({ sent: sent === 'any' ? undefined : sent })}
        options={(['any', 'sent', 'unsent'] as const).map((value) => ({
          value,
          label: t(`ui.log.sentStates.${value}`),
        }))}
      />
      <Button
        variant="quiet"
        icon={<SlidersHorizontal aria-hidden />}
        aria-expanded={open}
        onPress={() => setOpen(!open)}
      >
        {t(open ? 'ui.log.fewerConditions' : 'ui.log.moreConditions')}
      </Button>
      {open && <RareConditions search={search} storageIds={storageIds} onChange={onChange} />}
      {count > 0 && (
        <Button variant="quiet" onPress={() => onChange(noConditions)}>
          {t('ui.log.clearFilters', { count })}
        </Button>
      )}
    </section>
  )
}

/** Cashier, payment, sum and shift. Who has worked at the till the log knows itself. */
function RareConditions({ search, storageIds, onChange }: Properties) {
  const { t, number } = useWords()
  const facets = useQuery(
    api.fiscalLog.facets.queryOptions({
      input: { filter: filterOf(search, storageIds) },
      placeholderData: keepPreviousData,
      staleTime: 10_000,
    }),
  )
  const cashiers = facets.data?.cashiers ?? []
  const known = new Set(cashiers.map(({ cashier }) => cashier))
  const payment = paymentOf(search.payment)
  return (
    <>
      <Select
        label={t('ui.log.cashier')}
        value={search.cashier ?? ''}
        onChange={(cashier) => onChange({ cashier: cashier === '' ? undefined : cashier })}
        options={[
          { value: '', label: t('ui.log.anyCashier') },
          ...(search.cashier && !known.has(search.cashier) ? [{ value: search.cashier, label: search.cashier }] : []),
          ...cashiers.map(({ cashier, count }) => ({ value: cashier, label: cashier, note: number(count) })),
        ]}
      />
      <Select
        label={t('ui.log.payment')}
        value={payment ?? 'any'}
        onChange={(value) => onChange({ payment: value === 'any' ? undefined : value })}
        options={(['any', ...paymentSchema.options] as const).map((value) => ({
          value,
          label: t(`ui.log.payments.${value}`),
        }))}
      />
      <div className={styles.pair}>
        {(['sumFrom', 'sumTo'] as const).map((end) => (
          <TypedField
            key={end}
            label={t(`ui.log.${end}`)}
            value={search[end]}
            parse={parseSum}
            show={typedSum}
            problem={t('ui.log.noSum')}
            maxLength={16}
            onChange={(sum) => onChange({ [end]: sum })}
          />
        ))}
      </div>
      <div className={styles.pair}>
        {(['shiftFrom', 'shiftTo'] as const).map((end) => (
          <TypedField
            key={end}
            label={t(`ui.log.${end}`)}
            value={search[end]}
            parse={parseShift}
            show={String}
            problem={t('ui.log.noShift')}
            maxLength={9}
            onChange={(shift) => onChange({ [end]: shift })}
          />
        ))}
      </div>
    </>
  )
}
