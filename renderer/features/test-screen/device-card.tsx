import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Check } from '../../../electron/contract/checks.ts'
import type { DevicesSnapshot } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { roleIcons } from '../../ui/roles.ts'
import { FailurePanel, Skeleton } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { FindOne } from '../devices/find-one.tsx'
import { CheckList } from './check-list.tsx'
import styles from './device-card.module.css'

interface Properties {
  readonly role: Role
  readonly devices: DevicesSnapshot | undefined
  readonly checks: readonly Check[]
  readonly openCheckId: string | undefined
  readonly onOpenCheck: (checkId: string) => void
  /** The role strip brought the person here. */
  readonly sought: boolean
  readonly children: ReactNode
}

/** One device: its state, its live instrument, its checks. */
export function DeviceCard({ role, devices, checks, openCheckId, onOpenCheck, sought, children }: Properties) {
  const words = useWords()
  const reconnect = useMutation(api.devices.reconnect.mutationOptions())
  const RoleIcon = roleIcons[role]
  const binding = devices?.bindings.find((present) => present.role === role)
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
      {!devices || !binding ? (
        <div className={styles.instrument}>
          <Skeleton />
        </div>
      ) : !binding.familyId ? (
        <div className={styles.instrument}>
          <p className={styles.small}>{words.t('ui.test.missingText')}</p>
          <FindOne role={role} devices={devices} />
        </div>
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
