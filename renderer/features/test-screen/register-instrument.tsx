import { Link } from '@tanstack/react-router'
import { FileWarning, Send, Table2 } from 'lucide-react'
import type { Readings } from '../../../electron/contract/devices.ts'
import type { Health } from '../../../electron/contract/vocabulary.ts'
import { formatDeviceTime } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { LevelBar } from '../../ui/level-bar.tsx'
import { Note } from '../../ui/states.tsx'
import { storageLevels, unsentHealth, unsentText } from './storage-levels.ts'
import styles from './register-instrument.module.css'

type Register = NonNullable<Readings['register']>

/** Shift, what is unsent and since when, and how long the fiscal storage still serves. */
export function RegisterInstrument({
  register,
  hasTables,
}: {
  readonly register: Register
  readonly hasTables: boolean
}) {
  const words = useWords()
  const { storage, unsent } = register
  const facts: { label: string; value: string; health?: Health }[] = [
    {
      label: words.t('ui.register.shift'),
      value: words.t(`ui.register.shiftState.${register.shift}`, { number: register.shiftNumber ?? '' }),
      ...(register.shift === 'open-over-24h' && { health: 'attention' as const }),
    },
    {
      label: words.t('ui.register.paper'),
      value: words.t(`ui.register.paperState.${register.paper}`),
      ...(register.paper === 'absent' && { health: 'attention' as const }),
    },
    ...(register.cover === 'open'
      ? [{ label: words.t('ui.register.cover'), value: words.t('ui.register.coverOpen'), health: 'attention' as const }]
      : []),
    ...(register.clock
      ? [
          {
            label: words.t('ui.register.clock'),
            value: `${formatDeviceTime(register.clock)}${drift(register, words)}`,
            ...(Math.abs(register.clockDriftSeconds ?? 0) > 300 && { health: 'attention' as const }),
          },
        ]
      : []),
  ]
  return (
    <div className={styles.instrument}>
      <p className={styles.mode}>{words.local(register.modeText)}</p>
      <dl className={styles.facts}>
        {facts.map(({ label, value, health }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={health && styles[health]}>{value}</dd>
          </div>
        ))}
      </dl>
      {storage && storageLevels(storage, words).map((level) => <LevelBar key={level.label} {...level} />)}
      {unsent && (
        <p className={styles.unsent} data-health={unsentHealth(unsent)}>
          {unsentHealth(unsent) === 'works' ? <Send aria-hidden /> : <FileWarning aria-hidden />}
          {unsentText(unsent, words)}
        </p>
      )}
      {hasTables && (
        <Link to="/tables" className={styles.link ?? ''}>
          <Table2 aria-hidden />
          {words.t('ui.tables.link')}
        </Link>
      )}
      {storage?.warnings.map((warning) => (
        <Note key={warning} tone="attention">
          {words.first([`storageWarnings.${warning}`, `ui.register.warnings.${warning}`, 'ui.register.warning'], {
            warning,
          })}
        </Note>
      ))}
    </div>
  )
}

function drift(register: Register, words: ReturnType<typeof useWords>): string {
  const seconds = register.clockDriftSeconds
  if (seconds === undefined || Math.abs(seconds) < 60) return ''
  const minutes = Math.round(Math.abs(seconds) / 60)
  return ` (${words.t(seconds > 0 ? 'ui.register.clockAhead' : 'ui.register.clockBehind', { count: minutes })})`
}
