import { sleep, type Clock } from '../../../native/foundation/clock.ts'
import type { DeviceSession } from './device-session.ts'

/** Milliseconds between two polls, while somebody looks and while nobody does. */
const rates = {
  scale: { watched: 70, unwatched: 2_000 },
  'fiscal-register': { watched: 2_000, unwatched: 10_000 },
} as const
/** Every so many-th poll of a register also asks its storage and its exchange with the operator. */
const storageInterval = 5

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
    if (session.idle) await poll(session, signal, round).catch(() => {})
    await sleepUntil(clock, rate, isWatched, signal)
  }
}

/** Goes on early when somebody begins to look. */
async function sleepUntil(
  clock: Clock,
  rate: { watched: number; unwatched: number },
  isWatched: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  for (let slept = 0; !signal.aborted && slept < (isWatched() ? rate.watched : rate.unwatched);) {
    const piece = Math.min(rate.watched, 500)
    await sleep(clock, piece, signal).catch(() => {})
    slept += piece
  }
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
