import { describe, expect, test } from 'vitest'
import type { FiscalRegister } from '../../native/drivers/fiscal-register/fiscal-register.ts'
import { simulatedLink } from '../../native/drivers/fiscal-register/shared/simulator/simulated-link.ts'
import { xReport } from '../../native/drivers/fiscal-register/shtrih-m/commands/receipts.ts'
import { ShtrihRegister } from '../../native/drivers/fiscal-register/shtrih-m/driver.ts'
import { encodeFrame } from '../../native/drivers/fiscal-register/shtrih-m/link-v1/frame.ts'
import type { ShtrihSimulator } from '../../native/drivers/fiscal-register/shtrih-m/simulator.ts'
import { standardTables, TableStore } from '../../native/drivers/fiscal-register/shtrih-m/simulator/machine-tables.ts'
import { bench } from '../../native/drivers/fiscal-register/shtrih-m/test-bench.ts'
import { DeviceFailure } from '../../native/foundation/device-failure.ts'
import { sleep } from '../../native/foundation/clock.ts'
import { authorise, type Outcome } from '../../native/foundation/operation.ts'
import type { SimulatedClock } from '../../native/foundation/simulated-clock.ts'
import type { ByteLink } from '../../native/transports/byte-link.ts'
import { faultyLink } from '../../native/transports/faulty-link.ts'
import { judge, perform, spoilEveryByte, spoilSeveralBytes, type Exchange, type Played } from './every-byte.ts'

type LinkLayer = 'v1' | 'v2'
type Operation = keyof Omit<FiscalRegister, 'capabilities'>

const play = (linkLayer: LinkLayer) => (): Played<ShtrihSimulator> => {
  const { clock, simulator, machine } = bench({ linkLayer })
  const connect = (link: ByteLink) =>
    new ShtrihRegister({ access: { kind: 'bytes', link }, clock, settings: { linkLayer } })
  return { clock, simulator, executed: machine.executed, connect }
}

const slip = ['Первая строка', 'Вторая строка', 'Третья строка']

/** Every operation of the role. */
const exchanges: Readonly<Record<Operation, Exchange<ShtrihSimulator>>> = {
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

describe.each(['v1', 'v2'] as const)('every byte of every exchange over %s is spoiled', (layer) => {
  test.each(Object.keys(exchanges) as Operation[])(
    '%s',
    async (name) => {
      const { wrong, runs, expectedRuns } = await spoilEveryByte(play(layer), exchanges[name])
      expect(runs).toBe(expectedRuns)
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

test.each(['v1', 'v2'] as const)(
  'several faults at once over %s',
  async (layer) => {
    const chosen = Object.fromEntries(severalTimes[layer].map((name) => [name, exchanges[name]]))
    expect(await spoilSeveralBytes(play(layer), chosen)).toEqual([])
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
  const clean = await perform(play('v1'), exchanges.printXReport)
  for (const at of [0, 1, 2, 3]) {
    const { clock, simulator } = bench({ linkLayer: 'v1' })
    const link = faultyLink(simulatedLink(simulator, clock), clock, { direction: 'from-device', at, kind: 'drop' })
    const result = await clock.runUntilSettled(blindHost(link, clock))
    const executed = Object.fromEntries(simulator.machine.executed)
    findings.push(judge({ result, executed }, clean, { direction: 'from-device', at, kind: 'drop' }) ?? 'nothing')
  }
  expect(findings).toContain('x-report was executed 2 times')
})
