import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Check } from '../../../electron/contract/checks.ts'
import type { Binding } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api, client } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { roleIcons } from '../../ui/roles.ts'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { CheckList } from './check-list.tsx'
import styles from './device-card.module.css'

interface Properties {
  readonly role: Role
  readonly binding: Binding | undefined
  readonly checks: readonly Check[]
  readonly openCheckId: string | undefined
  readonly onOpenCheck: (checkId: string) => void
  /** The role strip brought the person here. */
  readonly sought: boolean
  readonly children: ReactNode
}

/** One device: its state, its live instrument, its checks. */
export function DeviceCard({ role, binding, checks, openCheckId, onOpenCheck, sought, children }: Properties) {
  const words = useWords()
  const navigate = useNavigate()
  const reconnect = useMutation(api.devices.reconnect.mutationOptions())
  const RoleIcon = roleIcons[role]
  const findDevices = async () => {
    await client.wizard.go({ step: 'find' }).catch(() => undefined)
    await navigate({ to: '/setup' })
  }
  return (
    <section
      className={styles.card}
      aria-labelledby={`card-${role}`}
      data-sought={sought || undefined}
      ref={(element) => {
        if (sought && typeof element?.scrollIntoView === 'function') element.scrollIntoView({ block: 'nearest' })
      }}
    >
      <header className={styles.header}>
        <RoleIcon aria-hidden />
        <h2 id={`card-${role}`}>{words.t(`ui.roles.${role}.full`)}</h2>
        <StatusMark health={binding?.health ?? 'not-checked'} />
      </header>
      {!binding ? (
        <div className={styles.instrument}>
          <Skeleton />
        </div>
      ) : !binding.familyId ? (
        <EmptyState
          icon={<RoleIcon aria-hidden />}
          title={words.t(`ui.roles.${role}.missing`)}
          text={words.t('ui.test.missingText')}
          action={<Button onPress={() => void findDevices()}>{words.t('ui.test.find')}</Button>}
        />
      ) : (
        <>
          <p className={styles.line}>
            {[
              binding.identity?.model ?? (binding.familyName && words.local(binding.familyName)),
              binding.identity?.serialNumber && `№ ${binding.identity.serialNumber}`,
              binding.addressText,
              binding.health !== 'works' &&
                binding.lastSeenAt &&
                words.t('ui.test.lastSeen', { time: formatInstant(binding.lastSeenAt) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <div className={styles.columns}>
            <div className={styles.instrument}>
              {binding.failure && (
                <FailurePanel
                  compact
                  failure={binding.failure}
                  onRetry={() => reconnect.mutate({ role })}
                  isRetrying={reconnect.isPending || binding.health === 'in-progress'}
                />
              )}
              {reconnect.isError && <FailurePanel compact failure={failureOf(reconnect.error)} />}
              {children}
            </div>
            <CheckList checks={checks} openId={openCheckId} onOpen={onOpenCheck} />
          </div>
        </>
      )}
    </section>
  )
}
