import { Link } from '@tanstack/react-router'
import type { Binding } from '../../electron/contract/devices.ts'
import { useWords, type Words } from '../i18n/use-words.ts'
import { live, useLive } from '../rpc/subscriptions.ts'
import { classNames } from '../ui/class-names.ts'
import { roleIcons, roles } from '../ui/roles.ts'
import { healthIcons } from '../ui/status-mark.tsx'
import styles from './role-strip.module.css'

/** One chip a role: its device and state by icon, word and colour; a press opens its card. */
export function RoleStrip({ bench }: { readonly bench: boolean }) {
  const words = useWords()
  const devices = useLive(live.devices)
  return (
    <header className={styles.strip} aria-label={words.t('ui.frame.roles')}>
      {roles.map((role) => {
        const binding = devices?.bindings.find((candidate) => candidate.role === role)
        const health = binding?.health ?? 'not-checked'
        const Icon = healthIcons[health]
        const RoleIcon = roleIcons[role]
        return (
          <Link key={role} to="/check" search={{ role }} className={styles.chip ?? ''}>
            <RoleIcon aria-hidden className={styles.roleIcon} />
            <span className={styles.names}>
              <span className={styles.first}>
                <span className={styles.role}>{words.t(`ui.roles.${role}.short`)}</span>
                <span className={styles.device}>{deviceName(binding, words)}</span>
              </span>
              <span className={classNames(styles.state, styles[health])}>
                <Icon aria-hidden />
                {words.t(`ui.health.${health}`)}
              </span>
            </span>
          </Link>
        )
      })}
      {bench && <span className={styles.bench}>{words.t('ui.bench.mark')}</span>}
    </header>
  )
}

/** «РИТЕЙЛ-01Ф …017», as short as it can be and still told apart. */
function deviceName(binding: Binding | undefined, words: Words): string {
  if (!binding?.familyId) return words.t('ui.roles.noDevice')
  const name = binding.identity?.model ?? (binding.familyName ? words.local(binding.familyName) : binding.familyId)
  const serial = binding.identity?.serialNumber
  return serial ? `${name} …${serial.slice(-3)}` : name
}
