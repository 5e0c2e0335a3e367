import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RegisterField, RegisterTable } from '../../../electron/contract/register-tables.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/field.tsx'
import { FailurePanel, Skeleton } from '../../ui/states.tsx'
import { FieldDialog } from './field-dialog.tsx'
import styles from './table-view.module.css'

/** One row of a table, field by field. Tables of one row show it; of others the row is chosen. */
export function TableView({ table }: { readonly table: RegisterTable }) {
  const { t } = useWords()
  const [row, setRow] = useState(1)
  const [changing, setChanging] = useState<RegisterField>()
  const values = useQuery(api.registerTables.readRow.queryOptions({ input: { table: table.number, row } }))
  const valueOf = (field: RegisterField) => values.data?.values.find((one) => one.field === field.number)?.value
  return (
    <section className={styles.view} aria-label={table.title}>
      <h2>{table.title}</h2>
      {table.rows > 1 && (
        <NumberField
          label={t('ui.tables.row')}
          value={row}
          minimum={1}
          maximum={table.rows}
          onChange={setRow}
          increaseLabel={t('ui.tables.increase')}
          decreaseLabel={t('ui.tables.decrease')}
        />
      )}
      {values.isError ? (
        <FailurePanel failure={failureOf(values.error)} onRetry={() => void values.refetch()} />
      ) : !values.data ? (
        <Skeleton lines={6} />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('ui.tables.field')}</th>
              <th scope="col">{t('ui.tables.value')}</th>
              <th scope="col">
                <span className={styles.unseen}>{t('ui.tables.change')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {table.fields.map((field) => (
              <tr key={field.number}>
                <th scope="row">
                  <span className={styles.number}>{field.number}</span>
                  {field.title}
                </th>
                <td className={styles.value}>{shown(field, valueOf(field), t)}</td>
                <td>
                  <Button
                    variant="quiet"
                    aria-label={`${t('ui.tables.change')}: ${field.title}`}
                    onPress={() => setChanging(field)}
                  >
                    {t('ui.tables.change')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {changing && (
        <FieldDialog
          place={{ table: table.number, row, field: changing.number }}
          field={changing}
          value={valueOf(changing)}
          shown={shown(changing, valueOf(changing), t)}
          onClose={() => setChanging(undefined)}
        />
      )}
    </section>
  )
}

function shown(field: RegisterField, value: string | number | undefined, t: ReturnType<typeof useWords>['t']): string {
  if (field.secret) return t('ui.tables.secret')
  return value === undefined || value === '' ? t('ui.tables.empty') : String(value)
}
