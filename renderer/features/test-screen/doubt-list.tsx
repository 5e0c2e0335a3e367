import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleHelp } from 'lucide-react'
import type { OperationRecord } from '../../../electron/contract/checks.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import styles from './doubt-list.module.css'

/** Operations whose answer was lost: nothing is repeated until a person has found out what happened. */
export function DoubtList() {
  const { t } = useWords()
  const query = useQuery(api.operations.list.queryOptions({ input: { inDoubtOnly: true }, refetchInterval: 15_000 }))
  const operations = query.data?.filter(({ state }) => state === 'in-doubt') ?? []
  if (operations.length === 0) return null
  return (
    <section className={styles.doubts} aria-label={t('ui.doubt.title')}>
      <h2>
        <CircleHelp aria-hidden />
        {t('ui.doubt.title')}
      </h2>
      {operations.map((operation) => (
        <Doubt key={operation.id} operation={operation} />
      ))}
    </section>
  )
}

function Doubt({ operation }: { readonly operation: OperationRecord }) {
  const words = useWords()
  const queryClient = useQueryClient()
  const resolve = useMutation(
    api.operations.resolve.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.operations.list.key() }),
    }),
  )
  const kopecks = operation.subject['kopecks']
  const name = words.first(
    [`operations.${operation.operation}`, `checks.${operation.operation}.title`, 'ui.doubt.operation'],
    {
      ...operation.subject,
      ...(typeof kopecks === 'number' && { sum: words.kopecks(kopecks) }),
    },
  )
  return (
    <div className={styles.doubt}>
      <p className={styles.what}>
        {words.t('ui.doubt.what', {
          operation: name,
          role: words.t(`ui.roles.${operation.role}.full`),
          time: formatInstant(operation.startedAt),
        })}
      </p>
      <p>{operation.next ? words.t(`nextSteps.${operation.next}`) : words.t('ui.doubt.todo')}</p>
      <div className={styles.actions}>
        <Button onPress={() => resolve.mutate({ id: operation.id, happened: true })} isPending={resolve.isPending}>
          {words.t('ui.doubt.happened')}
        </Button>
        <Button onPress={() => resolve.mutate({ id: operation.id, happened: false })} isPending={resolve.isPending}>
          {words.t('ui.doubt.notHappened')}
        </Button>
      </div>
      {resolve.isError && <FailurePanel compact failure={failureOf(resolve.error)} />}
    </div>
  )
}
