import type { DeviceSimulator } from '../../native/drivers/device-simulator.ts'
import type { FiscalRegister } from '../../native/drivers/fiscal-register/fiscal-register.ts'
import { simulatedLink } from '../../native/drivers/fiscal-register/shared/simulator/simulated-link.ts'
import { DeviceFailure } from '../../native/foundation/device-failure.ts'
import type { Outcome } from '../../native/foundation/operation.ts'
import { seededRandom } from '../../native/foundation/random.ts'
import type { SimulatedClock } from '../../native/foundation/simulated-clock.ts'
import type { ByteLink } from '../../native/transports/byte-link.ts'
import { faultyLink, type LinkFault } from '../../native/transports/faulty-link.ts'

/**
 * Spoils every byte of every exchange of a register and judges what comes out: nothing is executed twice, `done` and `not-done`
 * are true, a question is answered rightly in spite of one spoiled byte, and the machine is left fit for the next host.
 */

/** A played register of a family and a way to put a host at a cable of it. */
export interface Played<S extends DeviceSimulator> {
  readonly clock: SimulatedClock
  readonly simulator: S
  /** What the machine did to the world, counted. */
  readonly executed: ReadonlyMap<string, number>
  readonly connect: (link: ByteLink) => FiscalRegister
}

export interface Exchange<S extends DeviceSimulator> {
  readonly run: (register: FiscalRegister) => Promise<unknown>
  /** State of the machine before the exchange. */
  readonly prepare?: (simulator: S) => void
}

export interface Run {
  readonly result: unknown
  readonly executed: Readonly<Record<string, number>>
  readonly sent: number
  readonly received: number
  /** What comes next over the same cable, and what another host gets over a sound one. */
  readonly nextOperation: () => Promise<string | undefined>
  readonly nextHost: () => Promise<string | undefined>
}

export async function perform<S extends DeviceSimulator>(
  play: () => Played<S>,
  exchange: Exchange<S>,
  ...faults: readonly LinkFault[]
): Promise<Run> {
  const { clock, simulator, executed, connect } = play()
  exchange.prepare?.(simulator)
  const inner = faults
    .slice(1)
    .reduce<ByteLink>((link, fault) => faultyLink(link, clock, fault), simulatedLink(simulator, clock))
  const link = faultyLink(inner, clock, faults[0])
  const register = connect(link)
  const result = await clock.runUntilSettled(
    exchange.run(register).catch((error: unknown) => error),
    3_600_000,
  )
  const askShift = (by: FiscalRegister) => clock.runUntilSettled(by.readShift({}).catch((error: unknown) => error))
  return {
    result,
    executed: Object.fromEntries(executed),
    sent: link.sent,
    received: link.received,
    async nextOperation() {
      const shift = await askShift(register)
      return shift instanceof DeviceFailure || isShift(shift) ? undefined : `next operation: ${String(shift)}`
    },
    async nextHost() {
      const shift = await askShift(connect(simulatedLink(simulator, clock)))
      return isShift(shift) ? undefined : `next host: ${String(shift)}`
    },
  }
}

/** The small storage that tests play with has a closed first shift; an exchange may have opened or closed the second. */
const isShift = (value: unknown): boolean =>
  /^\{"open":(?:false,"number":[012],"receiptNumber":[01]|true,"number":2,"receiptNumber":0)\}$/u.test(
    JSON.stringify(value),
  )

/** The machine's clock runs on while a fault is got over. */
const withoutClock = (value: unknown): string =>
  JSON.stringify(value, (key, part: unknown) => (key === 'clock' ? undefined : part))

export const isOutcome = (value: unknown): value is Outcome<void> =>
  typeof value === 'object' && value !== null && 'state' in value

type Executed = Pick<Run, 'result' | 'executed'>

/** What is wrong with a run under a fault, if anything. */
export function judge({ result, executed }: Executed, clean: Executed, fault: LinkFault): string | undefined {
  for (const [effect, count] of Object.entries(executed)) {
    if (count > (clean.executed[effect] ?? 0)) return `${effect} was executed ${count} times`
  }
  if (result instanceof DeviceFailure) {
    // One spoiled byte is no reason to fail: a question is asked again. Only a cut cable ends it.
    return fault.kind === 'cut' && !isOutcome(clean.result) ? undefined : `threw ${result.message}`
  }
  if (result instanceof Error) return `escaped: ${result.stack}`
  if (!isOutcome(result))
    return withoutClock(result) === withoutClock(clean.result) ? undefined : `wrong: ${withoutClock(result)}`
  const own = JSON.stringify(executed)
  if (result.state === 'done' && !sameEffects(executed, clean.executed)) return `done, but executed ${own}`
  if (result.state === 'not-done' && Object.keys(executed).length > 0) return `not done, but executed ${own}`
  return undefined
}

/** The feed that brings a slip to the tear bar is no part of «printed». */
function sameEffects(left: Readonly<Record<string, number>>, right: Readonly<Record<string, number>>): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  names.delete('feed')
  return [...names].every((name) => left[name] === right[name])
}

export type FaultKind = Pick<LinkFault, 'kind' | 'mask' | 'milliseconds'>

/** 13h turns ACK into NAK and NAK into ACK; FFh turns everything. The delay outlasts every question about a control byte. */
const kinds: readonly FaultKind[] = [
  { kind: 'cut' },
  { kind: 'corrupt', mask: 0xff },
  { kind: 'corrupt', mask: 0x13 },
  { kind: 'drop' },
  { kind: 'duplicate' },
  { kind: 'delay', milliseconds: 2_500 },
]
/** Longer than any patience, for what moves something. */
const longDelay = { kind: 'delay', milliseconds: 50_000 } as const

/**
 * Every kind of fault at every byte of both directions. Returns what was wrong; throws if even the sound line fails. `inTurn`: one
 * kind at each byte, the next kind at the next byte, for lines that say much in many words.
 */
export async function spoilEveryByte<S extends DeviceSimulator>(
  play: () => Played<S>,
  exchange: Exchange<S>,
  possible: (kind: FaultKind) => boolean = () => true,
  inTurn = false,
): Promise<{ readonly wrong: readonly string[]; readonly runs: number; readonly expectedRuns: number }> {
  const clean = await perform(play, exchange)
  if (clean.result instanceof Error) throw clean.result
  if (isOutcome(clean.result) && clean.result.state !== 'done') throw clean.result.failure
  const tried = (isOutcome(clean.result) ? [...kinds, longDelay] : kinds).filter(possible)
  const wrong: string[] = []
  let runs = 0
  for (const direction of ['to-device', 'from-device'] as const) {
    const length = direction === 'to-device' ? clean.sent : clean.received
    for (let at = 0; at < length; at++) {
      for (const kind of inTurn ? tried.slice(at % tried.length).slice(0, 1) : tried) {
        const fault: LinkFault = { direction, at, ...kind }
        runs++
        try {
          const run = await perform(play, exchange, fault)
          const finding = judge(run, clean, fault) ?? (await run.nextOperation()) ?? (await run.nextHost())
          if (finding) wrong.push(`${JSON.stringify(fault)}: ${finding}`)
        } catch (error) {
          wrong.push(`${JSON.stringify(fault)}: ${String(error)}`)
        }
      }
    }
  }
  return { wrong, runs, expectedRuns: (clean.sent + clean.received) * (inTurn ? 1 : tried.length) }
}

/** More of them on demand: each run is another line gone wrong. */
const severalFaultRuns = Number(process.env['FAULT_RUNS'] ?? 40)

/**
 * Several faults in one exchange: failing is allowed then, being wrong or doing it twice is not. Each fault turns a bit of its
 * own and at most one byte is lost or doubled, so that a parity of one byte sees that something is wrong.
 */
export async function spoilSeveralBytes<S extends DeviceSimulator>(
  play: () => Played<S>,
  exchanges: Readonly<Record<string, Exchange<S>>>,
  possible: (kind: FaultKind) => boolean = () => true,
): Promise<string[]> {
  const random = seededRandom(20_261_123)
  const pick = (count: number) => Math.floor(random() * count)
  const wrong: string[] = []
  for (const [name, exchange] of Object.entries(exchanges)) {
    const clean = await perform(play, exchange)
    for (let turn = 0; turn < severalFaultRuns; turn++) {
      const faults = Array.from({ length: 2 + pick(3) }, (_, index): LinkFault => {
        const direction = pick(2) ? 'to-device' : 'from-device'
        const at = pick((direction === 'to-device' ? clean.sent : clean.received) + 20)
        const kind =
          index > 0 ? (['corrupt', 'delay'] as const)[pick(2)] : (['drop', 'duplicate', 'cut'] as const)[pick(3)]
        return { direction, at, kind: kind ?? 'corrupt', mask: 1 << index, milliseconds: 2_500 }
      }).filter(possible)
      const run = await perform(play, exchange, ...faults)
      if (run.result instanceof DeviceFailure && !isOutcome(clean.result)) continue
      const finding = judge(run, clean, faults[0] as LinkFault)
      if (finding) wrong.push(`${name} ${JSON.stringify(faults)}: ${finding}`)
    }
  }
  return wrong
}
