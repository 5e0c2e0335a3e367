import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Bench } from '../../../electron/contract/bench.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { roleIcons } from '../../ui/roles.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { BenchDevice } from './bench-device.tsx'
import styles from './bench-device.module.css'

/** The hands of the trainee: what a person does at each simulated device, and what may go wrong with it. */
export function BenchPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const bench = useLive(live.bench)
  const [chosen, setChosen] = useState<Role>()
  const keep = (next: Bench) => queryClient.setQueryData(live.bench.key, next)
  const control = useMutation(api.bench.control.mutationOptions({ onSuccess: keep }))
  const plug = useMutation(api.bench.plug.mutationOptions({ onSuccess: keep }))
  return (
    <SidePanel title={t('ui.bench.title')} width="bench" onClose={onClose}>
      {!bench ? (
        <Skeleton lines={6} />
      ) : bench.devices.length === 0 ? (
        <EmptyState title={t('ui.bench.empty')} text={t('ui.bench.emptyText')} />
      ) : (
        <>
          {control.isError && <FailurePanel compact failure={failureOf(control.error)} onRetry={control.reset} />}
          {plug.isError && <FailurePanel compact failure={failureOf(plug.error)} onRetry={plug.reset} />}
          <div className={styles.tabs}>
            <Tabs<Role>
              label={t('ui.bench.devices')}
              value={chosen ?? bench.devices[0]?.role ?? 'scanner'}
              onChange={setChosen}
              tabs={bench.devices.map((device) => ({
                id: device.role,
                label: <DeviceTab role={device.role} />,
                content: (
                  <BenchDevice
                    device={device}
                    onControl={(name, value) =>
                      control.mutate({ role: device.role, name, ...(value !== undefined && { value }) })
                    }
                    onPlug={(plugged) => plug.mutate({ role: device.role, plugged })}
                  />
                ),
              }))}
            />
          </div>
        </>
      )}
    </SidePanel>
  )
}

function DeviceTab({ role }: { readonly role: Role }) {
  const { t } = useWords()
  const Icon = roleIcons[role]
  return (
    <span className={styles.tab}>
      <Icon aria-hidden />
      {t(`ui.roles.${role}.short`)}
    </span>
  )
}
