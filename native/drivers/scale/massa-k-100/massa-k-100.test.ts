import { beforeEach, describe, expect, it } from 'vitest'
import { isFailure } from '../../../foundation/device-failure.ts'
import { seededRandom } from '../../../foundation/random.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import { SimulatedLine } from '../../../virtual-bench/simulated-line.ts'
import type { DeviceSimulator } from '../../device-simulator.ts'
import { scaleChecks } from '../checks.ts'
import type { Scale } from '../scale.ts'
import { massaK100 } from './index.ts'
import { parseRange } from './range.ts'

const seed = { shopName: 'Ромашка', taxpayerNumber: '7704358518' }

let clock: SimulatedClock
let simulator: DeviceSimulator
let line: SimulatedLine
let scale: Scale

function plugIn(settings: Record<string, string> = {}): void {
  line = new SimulatedLine(simulator, clock, { path: 'COM4', hostBaudRate: 19_200, deviceBaudRate: 19_200 })
  scale = massaK100.createDriver({ access: { kind: 'bytes', link: line.link }, clock, settings })
}

beforeEach(() => {
  clock = new SimulatedClock()
  simulator = massaK100.createSimulator({ clock, random: seededRandom(1), seed }) as DeviceSimulator
  plugIn()
})

const run = <T>(work: Promise<T>) => clock.runUntilSettled(work)
const failureOf = (work: Promise<unknown>) =>
  run(
    work.then(
      () => undefined,
      (error: unknown) => error,
    ),
  )

describe('weight', () => {
  it('moves, settles within 0.8 s and is told to the milligram', async () => {
    simulator.control('put-weight', 1235)
    expect((await run(scale.readWeight({}))).stable).toBe(false)
    await clock.advance(800)
    expect(await run(scale.readWeight({}))).toEqual({
      milligrams: 1_235_000,
      divisionMilligrams: 1000,
      stable: true,
      zero: false,
      net: false,
      tareMilligrams: 0,
      condition: 'normal',
      unit: 'kg',
    })
  })

  it('is the same by «Протокол 1С»', async () => {
    await run(line.link.close())
    plugIn({ protocol: '1c' })
    simulator.control('put-weight', 500)
    await clock.advance(1000)
    expect(await run(scale.readWeight({}))).toMatchObject({
      milligrams: 500_000,
      stable: true,
      tareMilligrams: undefined,
    })
    simulator.control('put-weight', 18_000)
    await clock.advance(1000)
    expect(await run(scale.readWeight({}))).toMatchObject({
      milligrams: undefined,
      condition: 'overload',
      stable: false,
    })
  })

  it('above Max is an overload, without a weighing module a fault', async () => {
    simulator.control('put-weight', 18_000)
    await clock.advance(1000)
    expect(await run(scale.readWeight({}))).toMatchObject({ milligrams: undefined, condition: 'overload' })
    simulator.control('no-weighing-module')
    expect(await run(scale.readWeight({}))).toMatchObject({ milligrams: undefined, condition: 'fault' })
  })

  it('comes through split replies, and at more than ten readings a second', async () => {
    simulator.control('split-reply')
    const start = clock.now()
    for (let reading = 0; reading < 10; reading++) await run(scale.readWeight({}))
    expect(clock.now() - start).toBeLessThan(1000)
  })

  it('is asked for again when the answer was spoilt, and three times at most', async () => {
    simulator.control('bad-checksum')
    expect(await failureOf(scale.readWeight({}))).toMatchObject({ code: 'link.garbled' })
    simulator.control('bad-checksum', false)
    simulator.control('lose-byte')
    expect(await failureOf(scale.readWeight({}))).toMatchObject({ code: 'link.garbled' })
    simulator.control('lose-byte', false)
    simulator.control('silence')
    const start = clock.now()
    expect(await failureOf(scale.readWeight({}))).toMatchObject({ code: 'link.timeout' })
    expect(clock.now() - start).toBeLessThan(1300)
    simulator.control('silence', false)
    expect((await run(scale.readWeight({}))).condition).toBe('normal')
  })

  it('a pulled cable and a cancelled reading end at once', async () => {
    simulator.control('silence')
    const controller = new AbortController()
    const cancelled = scale.readWeight({ signal: controller.signal }).catch((error: unknown) => error)
    await clock.advance(50)
    controller.abort()
    expect(isFailure(await run(cancelled), 'operation.cancelled')).toBe(true)
    const pulled = scale.readWeight({}).catch((error: unknown) => error)
    await clock.advance(50)
    line.pull('COM4')
    expect(isFailure(await run(pulled), 'link.lost')).toBe(true)
  })
})

describe('zero and tare', () => {
  it('zero is refused above 2 % of Max and done below', async () => {
    simulator.control('put-weight', 1000)
    await clock.advance(1000)
    expect(await failureOf(scale.zero({}))).toMatchObject({ code: 'scale.zero-refused', data: { deviceCode: 0x15 } })
    simulator.control('put-weight', 200)
    await clock.advance(1000)
    await run(scale.zero({}))
    expect(await run(scale.readWeight({}))).toMatchObject({ milligrams: 0, zero: true })
  })

  it('a lost answer to zero is resolved by asking, and the command is not sent twice', async () => {
    let sent = 0
    const { link } = line
    const counting = {
      ...link,
      write: (bytes: Uint8Array) => {
        if (bytes[5] === 0x72) sent++
        return link.write(bytes)
      },
    }
    const driver = massaK100.createDriver({ access: { kind: 'bytes', link: counting }, clock, settings: {} })
    simulator.control('delay', 600)
    const work = driver.zero({})
    await clock.advance(450)
    simulator.control('delay', 0)
    await run(work)
    expect(sent).toBe(1)
  })

  it('tare of the present load makes the mass net, 0 clears it', async () => {
    simulator.control('put-weight', 350)
    await clock.advance(1000)
    await run(scale.tare('present-load', {}))
    expect(await run(scale.readWeight({}))).toMatchObject({ milligrams: 0, net: true, tareMilligrams: 350_000 })
    await run(scale.tare(0, {}))
    expect(await run(scale.readWeight({}))).toMatchObject({ milligrams: 350_000, net: false, tareMilligrams: 0 })
    expect(await failureOf(scale.tare(20_000_000, {}))).toMatchObject({ code: 'scale.tare-refused' })
    expect(await failureOf(scale.tare(-1, {}))).toMatchObject({ code: 'operation.wrong-argument' })
  })
})

describe('who it is', () => {
  it('names itself, with its limits', async () => {
    expect(await run(scale.identify({}))).toMatchObject({
      vendor: 'МАССА-К',
      model: 'MK-15.2-RA21',
      serialNumber: '123456',
      firmware: '4.12',
    })
    expect(await run(scale.readRange({}))).toEqual({
      maximumMilligrams: 15_000_000,
      minimumMilligrams: 40_000,
      divisionMilligrams: 5000,
      maximumTareMilligrams: 5_000_000,
    })
  })

  it('limits are read in the forms that they are met in, and left out where they make no sense', () => {
    expect(parseRange({ max: '6/15 кг', min: '40 г', e: '2/5 г', t: '' })).toEqual({
      maximumMilligrams: 15_000_000,
      minimumMilligrams: 40_000,
      divisionMilligrams: 2000,
      maximumTareMilligrams: undefined,
    })
  })

  it('is found by a probe, and silence or another speed is not it', async () => {
    const access = { kind: 'bytes', link: line.link } as const
    const found = await run(massaK100.probe({ access, clock, settings: {}, patience: 1000 }))
    expect(found).toMatchObject({ certainty: 1, identity: { model: 'MK-15.2-RA21' } })
    await run(line.link.close())
    const wrong = new SimulatedLine(simulator, clock, { path: 'COM4', hostBaudRate: 9600, deviceBaudRate: 19_200 })
    const start = clock.now()
    expect(
      await run(massaK100.probe({ access: { kind: 'bytes', link: wrong.link }, clock, settings: {}, patience: 600 })),
    ).toBeUndefined()
    expect(clock.now() - start).toBeLessThanOrEqual(600)
  })
})

describe('checks', () => {
  const check = (id: string) => {
    const found = scaleChecks.find((candidate) => candidate.id === id)
    if (!found) throw new Error(id)
    const signal = new AbortController().signal
    return found.run({ driver: scale, clock, signal, authorisation: undefined, report: () => {} })
  }

  it('weighing waits for a load and tells it with the device’s precision', async () => {
    const work = check('scale.weigh')
    await clock.advance(5000)
    simulator.control('put-weight', 1235)
    expect(await run(work)).toMatchObject({
      verdict: 'passed',
      evidence: [{ name: 'weight', value: '1.235' }, { value: true }],
    })
  })

  it('weighing fails as unstable when nothing comes to rest', async () => {
    simulator.control('vibration')
    simulator.control('put-weight', 1235)
    expect(await run(check('scale.weigh'))).toMatchObject({ verdict: 'failed', failure: { code: 'scale.unstable' } })
  })

  it('zero, tare, identity and rate pass on a sound scale', async () => {
    expect(await run(check('scale.zero'))).toMatchObject({ verdict: 'passed' })
    expect(await run(check('scale.rate'))).toMatchObject({ verdict: 'passed' })
    simulator.control('put-weight', 500)
    await clock.advance(1000)
    expect(await run(check('scale.tare'))).toMatchObject({ verdict: 'passed' })
    expect(await run(check('scale.identify'))).toMatchObject({ verdict: 'passed' })
  })

  it('a slow scale gets attention', async () => {
    simulator.control('delay', 200)
    expect(await run(check('scale.rate'))).toMatchObject({ verdict: 'attention', reason: 'scale-slow' })
  })

  it('a silent scale fails', async () => {
    simulator.control('silence')
    expect(await run(check('scale.identify'))).toMatchObject({ verdict: 'failed', failure: { code: 'link.timeout' } })
  })
})
