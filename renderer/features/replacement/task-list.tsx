import { useMutation } from '@tanstack/react-query'
import { CheckCheck, Copy } from 'lucide-react'
import type { Replacement, ReplacementTask } from '../../../electron/contract/replacement.ts'
import { formatDeviceTime } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import styles from './task-list.module.css'

interface Properties {
  readonly replacement: Replacement
  readonly onChange: (replacement: Replacement) => void
}

/** What is left to people, each with the values that it takes. */
export function TaskList({ replacement, onChange }: Properties) {
  const { t } = useWords()
  const tick = useMutation(api.replacement.tick.mutationOptions({ onSuccess: onChange }))
  const finish = useMutation(api.replacement.finish.mutationOptions({ onSuccess: onChange }))
  const failure = tick.error ?? finish.error
  return (
    <>
      <ul className={styles.tasks}>
        {replacement.tasks.map((task) => (
          <li key={task.id}>
            <Switch value={task.done} onChange={(done) => tick.mutate({ task: task.id, done })}>
              <strong>{t(`replacement.tasks.${task.id}.title`)}</strong>
            </Switch>
            <p>{t(`replacement.tasks.${task.id}.text`)}</p>
            <Values task={task} />
          </li>
        ))}
      </ul>
      {failure && <FailurePanel compact failure={failureOf(failure)} onRetry={tick.reset} />}
      {replacement.state === 'running' && (
        <Button
          variant="primary"
          icon={<CheckCheck aria-hidden />}
          isPending={finish.isPending}
          isDisabled={replacement.step !== undefined}
          onPress={() => finish.mutate(undefined)}
        >
          {t('ui.replacement.finish')}
        </Button>
      )}
    </>
  )
}

function Values({ task }: { readonly task: ReplacementTask }) {
  const { t } = useWords()
  if (task.values.length === 0) return null
  return (
    <dl className={styles.values}>
      {task.values.map(({ name, value }) => (
        <div key={name}>
          <dt>{t(`replacement.values.${name}`)}</dt>
          <dd>
            <code>{formatDeviceTime(value)}</code>
            <Button
              variant="quiet"
              icon={<Copy aria-hidden />}
              aria-label={`${t('ui.replacement.copyValue')}: ${t(`replacement.values.${name}`)}`}
              onPress={() => void navigator.clipboard.writeText(formatDeviceTime(value))}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}
