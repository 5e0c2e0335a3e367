import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DevicesSnapshot, Readings } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { Screen } from '../../ui/screen.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import { registerCan } from './register-can.ts'
import { CheckPanel } from './check-panel.tsx'
import { DeviceCard } from './device-card.tsx'
import { DoubtList } from './doubt-list.tsx'
import { RegisterInstrument } from './register-instrument.tsx'
import { ScaleInstrument } from './scale-instrument.tsx'
import { ScannerInstrument } from './scanner-instrument.tsx'
import { TerminalInstrument } from './terminal-instrument.tsx'
import { useChecks } from './use-checks.ts'
import styles from './test-screen.module.css'

/** Two by two, each column as high as it needs. */
const columns: readonly (readonly Role[])[] = [
  ['fiscal-register', 'scale'],
  ['scanner', 'payment-terminal'],
]

/** «Проверка»: four cards, live, and a check at the side. */
export function TestScreen() {
  const words = useWords()
  const search = useSearch({ from: '/check' })
  const navigate = useNavigate({ from: '/check' })
  const devices = useLive(live.devices)
  const readings = useLive(live.readings)
  const checks = useChecks()
  const open = checks.data?.find(({ id }) => id === search.check)
  const show = (check: string | undefined) =>
    void navigate({ search: { ...(search.role && { role: search.role }), ...(check && { check }) }, replace: true })
  return (
    <div className={styles.layout}>
      <Screen title={words.t('ui.test.title')} lead={words.t('ui.test.lead')}>
        <DoubtList />
        {checks.isError && <FailurePanel failure={failureOf(checks.error)} onRetry={() => void checks.refetch()} />}
        <div className={styles.grid}>
          {columns.map((column) => (
            <div key={column[0]} className={styles.column}>
              {column.map((role) => (
                <DeviceCard
                  key={role}
                  role={role}
                  devices={devices}
                  checks={checks.data?.filter((check) => check.role === role) ?? []}
                  openCheckId={open?.id}
                  onOpenCheck={(id) => show(id === open?.id ? undefined : id)}
                  sought={search.role === role}
                >
                  {instrumentOf(role, readings, devices)}
                </DeviceCard>
              ))}
            </div>
          ))}
        </div>
      </Screen>
      {open && <CheckPanel key={open.id} check={open} onClose={() => show(undefined)} />}
    </div>
  )
}

function instrumentOf(role: Role, readings: Readings | undefined, devices: DevicesSnapshot | undefined): ReactNode {
  if (!readings) return null
  switch (role) {
    case 'fiscal-register':
      return (
        readings.register && (
          <RegisterInstrument register={readings.register} hasTables={registerCan(devices, 'tables')} />
        )
      )
    case 'scanner':
      return <ScannerInstrument scans={readings.scans} canCheckMarking={registerCan(devices, 'check-marking')} />
    case 'scale':
      return <ScaleInstrument scale={readings.scale} />
    case 'payment-terminal':
      return <TerminalInstrument terminal={readings.terminal} />
  }
}
