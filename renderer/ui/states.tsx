import { Inbox, RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { errorCatalogue, type Failure } from '../../electron/contract/error-catalogue.ts'
import { useWords } from '../i18n/use-words.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { healthIcons } from './status-mark.tsx'
import styles from './states.module.css'

interface EmptyProperties {
  readonly title: string
  /** What would fill it. */
  readonly text: ReactNode
  readonly action?: ReactNode
  readonly icon?: ReactNode
}

/** A list or a panel that has nothing yet: says what would fill it and offers to begin. */
export function EmptyState({ title, text, action, icon }: EmptyProperties) {
  return (
    <div className={styles.empty}>
      <span className={styles.emptyIcon}>{icon ?? <Inbox aria-hidden />}</span>
      <p className={styles.emptyTitle}>{title}</p>
      <p className={styles.emptyText}>{text}</p>
      {action}
    </div>
  )
}

interface FailureProperties {
  readonly failure: Failure
  readonly onRetry?: (() => void) | undefined
  readonly isRetrying?: boolean
  /** What to do besides pressing «Повторить». */
  readonly actions?: ReactNode
  /** One line in a card rather than a panel. */
  readonly compact?: boolean
}

/** What happened, what to do, the code in small print for support, and «Повторить» where that can help. */
export function FailurePanel({ failure, onRetry, isRetrying = false, actions, compact }: FailureProperties) {
  const words = useWords()
  const { what, todo, detail } = words.failure(failure)
  const { severity, retryable } = errorCatalogue[failure.code]
  const health = severity === 'failure' ? 'fails' : severity === 'attention' ? 'attention' : 'not-checked'
  const Icon = healthIcons[health]
  const retry = retryable && onRetry
  return (
    <div className={classNames(styles.failure, styles[health], compact && styles.compact)} role="group">
      <Icon aria-hidden className={styles.failureIcon} />
      <div className={styles.failureBody}>
        <p className={styles.what}>{what}</p>
        {todo && <p>{todo}</p>}
        {failure.next && <p>{words.t(`nextSteps.${failure.next}`)}</p>}
        {detail && <p className={styles.detail}>{words.t('ui.failure.deviceSays', { text: detail })}</p>}
        <p className={styles.code}>{words.t('ui.failure.code', { code: failure.code })}</p>
        {(retry || actions) && (
          <div className={styles.failureActions}>
            {retry && (
              <Button icon={<RefreshCw aria-hidden />} onPress={onRetry} isPending={isRetrying}>
                {words.t('ui.actions.retry')}
              </Button>
            )}
            {actions}
          </div>
        )}
      </div>
    </div>
  )
}

/** Grey lines where something is being loaded; they show only if it takes longer than a blink. */
export function Skeleton({ lines = 3, label }: { readonly lines?: number; readonly label?: string }) {
  const { t } = useWords()
  return (
    <div className={styles.skeleton} role="status">
      <span className={styles.hidden}>{label ?? t('ui.states.loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles.bone} style={{ inlineSize: `${92 - ((index * 23) % 47)}%` }} />
      ))}
    </div>
  )
}

/** A remark that is neither a failure nor a state: offline, partial, virtual. */
export function Note({
  children,
  tone = 'not-checked',
}: {
  readonly children: ReactNode
  readonly tone?: 'not-checked' | 'attention' | 'in-progress' | 'works'
}) {
  const Icon = healthIcons[tone]
  return (
    <div className={classNames(styles.note, styles[tone])}>
      <Icon aria-hidden />
      <div>{children}</div>
    </div>
  )
}
