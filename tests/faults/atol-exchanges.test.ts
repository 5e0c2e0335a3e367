import { describe, expect, test } from 'vitest'
import { beep } from '../../native/drivers/fiscal-register/atol/commands/actions.ts'
import { AtolRegister } from '../../native/drivers/fiscal-register/atol/driver.ts'
import { encodePacket, START } from '../../native/drivers/fiscal-register/atol/link-v3/packet.ts'
import * as task from '../../native/drivers/fiscal-register/atol/link-v3/task.ts'
import type { AtolSimulator } from '../../native/drivers/fiscal-register/atol/simulator.ts'
import { standardCapabilities } from '../../native/drivers/fiscal-register/atol/simulator/capabilities.ts'
import { bench } from '../../native/drivers/fiscal-register/atol/test-bench.ts'
import { simulatedLink } from '../../native/drivers/fiscal-register/shared/simulator/simulated-link.ts'
import { DeviceFailure } from '../../native/foundation/device-failure.ts'
import { sleep } from '../../native/foundation/clock.ts'
import { authorise, type Outcome } from '../../native/foundation/operation.ts'
import type { SimulatedClock } from '../../native/foundation/simulated-clock.ts'
import type { ByteLink } from '../../native/transports/byte-link.ts'
import { faultyLink } from '../../native/transports/faulty-link.ts'
import { judge, perform, spoilEveryByte, spoilSeveralBytes, type Exchange, type Played } from './every-byte.ts'

type LinkLayer = 'v2' | 'v3'

/** Prints at once: every question while it prints would be the same exchange many times. */
const quick = { ...standardCapabilities, lineTime: 1, reportTime: 50 }

const play = (linkLayer: LinkLayer) => (): Played<AtolSimulator> => {
  const { clock, simulator, machine } = bench({ linkLayer }, quick)
  const connect = (link: ByteLink) =>
    new AtolRegister({ access: { kind: 'bytes', link }, clock, settings: { linkLayer } })
  return { clock, simulator, executed: machine.executed, connect }
}

/** Every operation that the family can do. */
const exchanges: Readonly<Record<string, Exchange<AtolSimulator>>> = {
  identify: { run: (register) => register.identify({}) },
  readStatus: { run: (register) => register.readStatus({}) },
  readStorage: { run: (register) => register.readStorage({}) },
  readOperatorExchange: { run: (register) => register.readOperatorExchange({}) },
  readShift: { run: (register) => register.readShift({}) },
  readDocument: { run: (register) => register.readDocument(2, {}) },
  setClock: {
    run: (register) =>
      register.setClock('2027-01-02T03:04:05', { authorisation: authorise('register.set-clock', 'setting') }),
  },
  printXReport: { run: (register) => register.printXReport({}) },
  printText: { run: (register) => register.printText(['Первая', 'Вторая'], {}) },
  continuePrint: { run: (register) => register.continuePrint({}), prepare: breakPrint },
  cut: { run: (register) => register.cut({}) },
  openDrawer: { run: (register) => register.openDrawer({}) },
  beep: { run: (register) => register.beep({}) },
}

function breakPrint({ machine }: AtolSimulator): void {
  machine.printer.print(['начало', 'конец'])
  machine.printer.breakPrint()
}

describe.each(['v3', 'v2'] as const)('every byte of every exchange over %s is spoiled', (layer) => {
  test.each(Object.keys(exchanges))(
    '%s',
    async (name) => {
      const { wrong, runs, expectedRuns } = await spoilEveryByte(
        play(layer),
        exchanges[name] as Exchange<AtolSimulator>,
      )
      expect(runs).toBe(expectedRuns)
      expect(wrong).toEqual([])
    },
    60_000,
  )
})

test.each(['v3', 'v2'] as const)(
  'several faults at once over %s',
  async (layer) => {
    const moving = Object.entries(exchanges).filter(([name]) => name !== 'identify' && !name.startsWith('read'))
    expect(await spoilSeveralBytes(play(layer), Object.fromEntries(moving))).toEqual([])
  },
  60_000,
)

/** A host as they are written in a hurry: the same task under another id if no answer comes. */
async function blindHost(link: ByteLink, clock: SimulatedClock): Promise<Outcome<void>> {
  let heard: number[] = []
  link.subscribe((bytes) => heard.push(...bytes))
  for (let tid = 1; tid <= 3; tid++) {
    heard = []
    const command = { code: task.Add, flags: task.flag.needResult, tid, command: beep.encode({}, '0000') } as const
    await link.write(encodePacket({ id: tid, data: task.encodeBufferCommand(command) }))
    await sleep(clock, 3_000)
    if (heard[0] === START) return { state: 'done', value: undefined }
  }
  return { state: 'not-done', failure: new DeviceFailure('link.timeout') }
}

test('negative control: a host that adds its task again is found out', async () => {
  const clean = await perform(play('v3'), exchanges['beep'] as Exchange<AtolSimulator>)
  const fault = { direction: 'from-device', at: 0, kind: 'drop' } as const
  const { clock, simulator } = bench({ linkLayer: 'v3' })
  const link = faultyLink(simulatedLink(simulator, clock), clock, fault)
  const result = await clock.runUntilSettled(blindHost(link, clock))
  const executed = Object.fromEntries(simulator.machine.executed)
  expect(judge({ result, executed }, clean, fault)).toBe('beep was executed 2 times')
})
