import { describe, expect, test } from 'vitest'
import type { FiscalRegister } from '../../native/drivers/fiscal-register/fiscal-register.ts'
import { xReport } from '../../native/drivers/fiscal-register/shtrih-m/commands/receipts.ts'
import { encodeFrame } from '../../native/drivers/fiscal-register/shtrih-m/link-v1/frame.ts'
import { ShtrihRegister } from '../../native/drivers/fiscal-register/shtrih-m/driver.ts'
import type { ShtrihSimulator } from '../../native/drivers/fiscal-register/shtrih-m/simulator.ts'
import { standardTables, TableStore } from '../../native/drivers/fiscal-register/shtrih-m/simulator/machine-tables.ts'
import { simulatedLink } from '../../native/drivers/fiscal-register/shared/simulator/simulated-link.ts'
import { bench } from '../../native/drivers/fiscal-register/shtrih-m/test-bench.ts'
import { DeviceFailure } from '../../native/foundation/device-failure.ts'
import { sleep } from '../../native/foundation/clock.ts'
import { authorise, type Outcome } from '../../native/foundation/operation.ts'
import { seededRandom } from '../../native/foundation/random.ts'
import type { SimulatedClock } from '../../native/foundation/simulated-clock.ts'
import type { ByteLink } from '../../native/transports/byte-link.ts'
import { faultyLink, type LinkFault } from '../../native/transports/faulty-link.ts'

type LinkLayer = 'v1' | 'v2'

interface Exchange {
  readonly run: (register: FiscalRegister) => Promise<unknown>
  /** State of the machine before the exchange. */
  readonly prepare?: (simulator: ShtrihSimulator) => void
}

const slip = ['Первая строка', 'Вторая строка', 'Третья строка']

/** Every operation of the role. */
const exchanges: Readonly<Record<keyof Omit<FiscalRegister, 'capabilities'>, Exchange>> = {
  identify: { run: (register) => register.identify({}) },
  readStatus: { run: (register) => register.readStatus({}) },
  readStorage: { run: (register) => register.readStorage({}) },
  readOperatorExchange: { run: (register) => register.readOperatorExchange({}) },
  readShift: { run: (register) => register.readShift({}) },
  readRegistration: { run: (register) => register.readRegistration({}) },
  readDocument: { run: (register) => register.readDocument(2, {}) },
  listTables: { run: (register) => register.listTables({}), prepare: keepTwoTables },
  readTableField: { run: (register) => register.readTableField(5, 1, 1, {}) },
  writeTableField: {
    run: (register) =>
      register.writeTableField(7, 1, 1, 'Хлеб', { authorisation: authorise('register.write-table', 'setting') }),
  },
  setClock: {
    run: (register) =>
      register.setClock('2027-01-02T03:04:05', { authorisation: authorise('register.set-clock', 'setting') }),
  },
  printXReport: { run: (register) => register.printXReport({}) },
  printText: { run: (register) => register.printText(slip, {}) },
  continuePrint: { run: (register) => register.continuePrint({}), prepare: breakPrint },
  cut: { run: (register) => register.cut({}) },
  openDrawer: { run: (register) => register.openDrawer({}) },
  beep: { run: (register) => register.beep({}) },
}

/** Two short tables, and then a machine that lists no more: every byte of a whole list would be the same exchange many times. */
function keepTwoTables(simulator: ShtrihSimulator): void {
  const tables = standardTables({ shopName: '', taxpayerNumber: '', registrationNumber: '', factoryNumber: '' })
  const short = tables.slice(0, 2).map((table) => ({ ...table, fields: table.fields.slice(0, 1) }))
  Object.assign(simulator.machine, { tables: new TableStore(short) })
  simulator.use((_, payload) => (payload[0] === 0x2d && (payload[5] ?? 0) > 3 ? Uint8Array.of(0x2d, 0x37) : undefined))
}

function breakPrint({ machine }: ShtrihSimulator): void {
  machine.printer.print(['начало', 'конец'])
  machine.printer.breakPrint()
}

interface Run {
  readonly result: unknown
  readonly executed: Readonly<Record<string, number>>
  readonly sent: number
  readonly received: number
  readonly clock: SimulatedClock
  readonly simulator: ShtrihSimulator
  readonly register: FiscalRegister
}

async function perform(layer: LinkLayer, exchange: Exchange, ...faults: readonly LinkFault[]): Promise<Run> {
  const { clock, simulator } = bench({ linkLayer: layer })
  exchange.prepare?.(simulator)
  const inner = faults
    .slice(1)
    .reduce<ByteLink>((link, fault) => faultyLink(link, clock, fault), simulatedLink(simulator, clock))
  const link = faultyLink(inner, clock, faults[0])
  const register = new ShtrihRegister({ access: { kind: 'bytes', link }, clock, settings: { linkLayer: layer } })
  const result = await clock.runUntilSettled(
    exchange.run(register).catch((error: unknown) => error),
    3_600_000,
  )
  const executed = Object.fromEntries(simulator.machine.executed)
  return { result, executed, sent: link.sent, received: link.received, clock, simulator, register }
}

/** The machine's clock runs on while a fault is got over. */
const withoutClock = (value: unknown): string =>
  JSON.stringify(value, (key, part: unknown) => (key === 'clock' ? undefined : part))

const isOutcome = (value: unknown): value is Outcome<void> =>
  typeof value === 'object' && value !== null && 'state' in value

/** What is wrong with a run under a fault, if anything. */
function judge(run: Run, clean: Run, fault: LinkFault): string | undefined {
  const { result, executed } = run
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

/** The machine is left so that the next host, on a sound cable, gets its answer. */
async function judgeNextHost({ clock, simulator }: Run, layer: LinkLayer): Promise<string | undefined> {
  const link = simulatedLink(simulator, clock)
  const register = new ShtrihRegister({ access: { kind: 'bytes', link }, clock, settings: { linkLayer: layer } })
  const shift = await clock.runUntilSettled(register.readShift({}).catch((error: unknown) => error))
  return JSON.stringify(shift) === '{"open":false,"number":1,"receiptNumber":1}'
    ? undefined
    : `next host: ${String(shift)}`
}

/** What comes next over the same cable is right or fails honestly. */
async function judgeNextOperation({ clock, register }: Run): Promise<string | undefined> {
  const shift = await clock.runUntilSettled(register.readShift({}).catch((error: unknown) => error))
  if (shift instanceof DeviceFailure) return undefined
  return JSON.stringify(shift) === '{"open":false,"number":1,"receiptNumber":1}'
    ? undefined
    : `next operation: ${String(shift)}`
}

/** 13h turns ACK into NAK and NAK into ACK; FFh turns everything. The delay outlasts every question about a control byte. */
const kinds: readonly Pick<LinkFault, 'kind' | 'mask' | 'milliseconds'>[] = [
  { kind: 'cut' },
  { kind: 'corrupt', mask: 0xff },
  { kind: 'corrupt', mask: 0x13 },
  { kind: 'drop' },
  { kind: 'duplicate' },
  { kind: 'delay', milliseconds: 2_500 },
]
/** More of them on demand: each run is another line gone wrong. */
const severalFaultRuns = Number(process.env['FAULT_RUNS'] ?? 40)
/** Longer than any patience, for what moves something. */
const longDelay = { kind: 'delay', milliseconds: 50_000 } as const

describe.each(['v1', 'v2'] as const)('every byte of every exchange over %s is spoiled', (layer) => {
  test.each(Object.keys(exchanges) as (keyof typeof exchanges)[])(
    '%s',
    async (name) => {
      const exchange = exchanges[name]
      const clean = await perform(layer, exchange)
      expect(clean.result).not.toBeInstanceOf(Error)
      if (isOutcome(clean.result)) expect(clean.result.state).toBe('done')
      const tried = isOutcome(clean.result) ? [...kinds, longDelay] : kinds
      const wrong: string[] = []
      let runs = 0
      for (const direction of ['to-device', 'from-device'] as const) {
        const length = direction === 'to-device' ? clean.sent : clean.received
        for (let at = 0; at < length; at++) {
          for (const kind of tried) {
            const fault: LinkFault = { direction, at, ...kind }
            runs++
            try {
              const run = await perform(layer, exchange, fault)
              const finding =
                judge(run, clean, fault) ?? (await judgeNextOperation(run)) ?? (await judgeNextHost(run, layer))
              if (finding) wrong.push(`${JSON.stringify(fault)}: ${finding}`)
            } catch (error) {
              wrong.push(`${JSON.stringify(fault)}: ${String(error)}`)
            }
          }
        }
      }
      expect(runs).toBe((clean.sent + clean.received) * tried.length)
      expect(wrong).toEqual([])
    },
    60_000,
  )
})

/** One byte of parity lets some pairs of faults in an answer through, so answers are judged only over the layer with a CRC. */
const moving = [
  'beep',
  'cut',
  'openDrawer',
  'printXReport',
  'printText',
  'continuePrint',
  'writeTableField',
  'setClock',
] as const
const severalTimes = { v1: moving, v2: [...moving, 'readDocument', 'readShift'] } as const

/**
 * Several faults in one exchange: failing is allowed then, being wrong or doing it twice is not. Each fault turns a bit of its
 * own and at most one byte is lost or doubled, so that parity sees that something is wrong.
 */
test.each(['v1', 'v2'] as const)(
  'several faults at once over %s',
  async (layer) => {
    const random = seededRandom(20_261_123)
    const pick = (count: number) => Math.floor(random() * count)
    const wrong: string[] = []
    for (const name of severalTimes[layer]) {
      const clean = await perform(layer, exchanges[name])
      for (let turn = 0; turn < severalFaultRuns; turn++) {
        const faults = Array.from({ length: 2 + pick(3) }, (_, index): LinkFault => {
          const direction = pick(2) ? 'to-device' : 'from-device'
          const at = pick((direction === 'to-device' ? clean.sent : clean.received) + 20)
          const kind =
            index > 0 ? (['corrupt', 'delay'] as const)[pick(2)] : (['drop', 'duplicate', 'cut'] as const)[pick(3)]
          return { direction, at, kind: kind ?? 'corrupt', mask: 1 << index, milliseconds: 2_500 }
        })
        const run = await perform(layer, exchanges[name], ...faults)
        if (run.result instanceof DeviceFailure && !isOutcome(clean.result)) continue
        const finding = judge(run, clean, faults[0] as LinkFault)
        if (finding) wrong.push(`${name} ${JSON.stringify(faults)}: ${finding}`)
      }
    }
    expect(wrong).toEqual([])
  },
  60_000,
)

/** A host as they are written in a hurry: no ENQ, and the same frame again if no answer comes. */
async function blindHost(link: ByteLink, clock: SimulatedClock): Promise<Outcome<void>> {
  let heard: number[] = []
  link.subscribe((bytes) => heard.push(...bytes))
  for (let attempt = 0; attempt < 3; attempt++) {
    heard = []
    await link.write(encodeFrame(xReport.encode({ password: 30 })))
    await sleep(clock, 3_000)
    if (heard.join().includes([2, 3, 0x40, 0].join())) return { state: 'done', value: undefined }
  }
  return { state: 'not-done', failure: new DeviceFailure('link.timeout') }
}

test('negative control: a host that sends blindly is found out', async () => {
  const findings: string[] = []
  const clean = await perform('v1', { run: (register) => register.printXReport({}) })
  for (const at of [0, 1, 2, 3]) {
    const { clock, simulator } = bench({ linkLayer: 'v1' })
    const link = faultyLink(simulatedLink(simulator, clock), clock, { direction: 'from-device', at, kind: 'drop' })
    const result = await clock.runUntilSettled(blindHost(link, clock))
    const run = { ...clean, result, executed: Object.fromEntries(simulator.machine.executed) }
    findings.push(judge(run, clean, { direction: 'from-device', at, kind: 'drop' }) ?? 'nothing')
  }
  expect(findings).toContain('x-report was executed 2 times')
})
