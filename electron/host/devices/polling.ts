import { sleep, type Clock } from '../../../native/foundation/clock.ts'
import type { DeviceSession } from './device-session.ts'

/** Milliseconds from the start of one poll to the start of the next, while somebody looks and while nobody does. */
const rates = {
  scale: { watched: 70, unwatched: 2_000 },
  'fiscal-register': { watched: 2_000, unwatched: 10_000 },
} as const
/** Every so many-th poll of a register also asks its storage and its exchange with the operator. */
const storageInterval = 5
/** Milliseconds that a device is left alone between two polls, whatever the rate. */
const shortestRest = 5

/**
 * Keeps the readings of a connected device fresh. Polls only when nobody else wants the device, so it never makes an
 * operation wait longer than one exchange. A scanner is listened to, a terminal is left alone.
 */
export async function pollDevice(
  session: DeviceSession,
  clock: Clock,
  isWatched: () => boolean,
  listen: (session: DeviceSession) => () => void,
): Promise<void> {
  const { signal } = session
  if (session.role === 'scanner') {
    const stop = listen(session)
    signal.addEventListener('abort', stop, { once: true })
    return
  }
  if (session.role === 'payment-terminal') return
  const rate = rates[session.role]
  for (let round = 0; !signal.aborted; round++) {
    const begun = clock.now()
    if (session.idle) await poll(session, signal, round).catch(() => {})
    await sleepUntil(clock, begun, rate, isWatched, signal)
  }
}

/** Goes on early when somebody begins to look. Rests a little even where a poll took longer than its turn. */
async function sleepUntil(
  clock: Clock,
  begun: number,
  rate: { watched: number; unwatched: number },
  isWatched: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  const left = () => begun + (isWatched() ? rate.watched : rate.unwatched) - clock.now()
  do {
    await sleep(clock, Math.max(shortestRest, Math.min(left(), rate.watched, 500)), signal).catch(() => {})
  } while (!signal.aborted && left() > 0)
}

async function poll(session: DeviceSession, signal: AbortSignal, round: number): Promise<void> {
  if (session.role === 'scale') {
    await session.driver<'scale'>('poll').readWeight({ signal })
    return
  }
  const register = session.driver<'fiscal-register'>('poll')
  await register.readStatus({ signal })
  if (round % storageInterval !== 0) return
  if (register.capabilities.has('storage')) await register.readStorage({ signal })
  if (register.capabilities.has('operator-exchange')) await register.readOperatorExchange({ signal })
  if (register.capabilities.has('storage')) await register.readShift({ signal })
}
