import type { Binding, RegisterReading } from '../../contract/devices.ts'
import type { Failure } from '../../contract/error-catalogue.ts'
import type { DeviceSession } from './device-session.ts'

/** How the device of a role is, as the role strip shows it. */
export function healthOf(session: DeviceSession | undefined, failure: Failure | undefined): Binding['health'] {
  if (!session) return 'not-checked'
  if (session.state === 'connected') return session.failure ? 'fails' : failure ? 'attention' : 'works'
  if (session.state === 'connecting') return 'in-progress'
  return failure ? 'fails' : 'not-checked'
}

/** A register's clock that is off by more is worth a word: the law allows five minutes. */
const tolerableDrift = 300

/** What needs attention at a register that answers. */
export function registerConcern(reading: RegisterReading | undefined): Failure | undefined {
  if (!reading) return undefined
  if (reading.cover === 'open') return { code: 'register.cover-open', data: {} }
  if (reading.paper === 'absent') return { code: 'register.paper-out', data: {} }
  if (reading.shift === 'open-over-24h') return { code: 'register.shift-too-long', data: {} }
  if (reading.clockDriftSeconds !== undefined && Math.abs(reading.clockDriftSeconds) > tolerableDrift) {
    return { code: 'register.clock', data: { seconds: reading.clockDriftSeconds } }
  }
  return undefined
}
