import { beforeEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../foundation/random.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import { SimulatedLine } from '../../../virtual-bench/simulated-line.ts'
import type { DeviceSimulator } from '../../device-simulator.ts'
import { scaleChecks } from '../checks.ts'
import type { Scale } from '../scale.ts'
import { cas } from './index.ts'
import { readWeight } from './weight.ts'

const seed = { shopName: 'Ромашка', taxpayerNumber: '7704358518' }

let clock: SimulatedClock
let simulator: DeviceSimulator
let line: SimulatedLine

function plugIn(variant = 'cas'): Scale {
  line = new SimulatedLine(simulator, clock, { path: 'COM4', hostBaudRate: 9600, deviceBaudRate: 9600 })
  return cas.createDriver({ access: { kind: 'bytes', link: line.link }, clock, settings: { variant } })
}

beforeEach(() => {
  clock = new SimulatedClock()
  simulator = cas.createSimulator({ clock, random: seededRandom(1), seed }) as DeviceSimulator
})

const run = <T>(work: Promise<T>) => clock.runUntilSettled(work)
const failureOf = (work: Promise<unknown>) => run(work.catch((error: unknown) => error))

describe('CAS', () => {
  it('weighs: moving, stable, overloaded', async () => {
    const scale = plugIn()
    simulator.control('put-weight', 1235)
    expect(await run(scale.readWeight({}))).toMatchObject({ stable: false })
    await clock.advance(1000)
    expect(await run(scale.readWeight({}))).toEqual({
      milligrams: 1_235_000,
      divisionMilligrams: 1000,
      stable: true,
      zero: false,
      net: false,
      tareMilligrams: undefined,
      condition: 'normal',
      unit: 'kg',
    })
    simulator.control('put-weight', 18_000)
    await clock.advance(1000)
    expect(await run(scale.readWeight({}))).toMatchObject({ condition: 'overload', milligrams: undefined })
  })

  it('asks again after NAK, a spoilt frame and silence, and says which it was', async () => {
    const scale = plugIn()
    simulator.control('split-reply')
    expect(await run(scale.readWeight({}))).toMatchObject({ milligrams: 0, zero: true })
    simulator.control('bad-checksum')
    expect(await failureOf(scale.readWeight({}))).toMatchObject({ code: 'link.garbled' })
    simulator.control('bad-checksum', false)
    simulator.control('busy')
    expect(await failureOf(scale.readWeight({}))).toMatchObject({ code: 'link.garbled' })
    simulator.control('silence')
    expect(await failureOf(scale.readWeight({}))).toMatchObject({ code: 'link.timeout' })
  })

  it('has no keys of its own, Mertech’s has', async () => {
    expect(await failureOf(plugIn().zero({}))).toMatchObject({ code: 'operation.not-supported' })
    await run(line.link.close())
    const scale = plugIn('mertech')
    expect(await run(scale.identify({}))).toMatchObject({
      vendor: 'Mertech',
      serialNumber: '20B31623',
      facts: [{ value: 'CASMProV1' }],
    })
    simulator.control('put-weight', 200)
    await clock.advance(1000)
    await run(scale.zero({}))
    expect(await run(scale.readWeight({}))).toMatchObject({ milligrams: 0 })
    simulator.control('put-weight', 5000)
    await clock.advance(1000)
    expect(await failureOf(scale.zero({}))).toMatchObject({ code: 'scale.zero-refused' })
    await run(scale.tare('present-load', {}))
    expect(await run(scale.readWeight({}))).toMatchObject({ milligrams: 0 })
  })

  it('is found, and passes the role’s checks', async () => {
    const scale = plugIn()
    expect(
      await run(cas.probe({ access: { kind: 'bytes', link: line.link }, clock, settings: {}, patience: 700 })),
    ).toMatchObject({ certainty: 0.95 })
    const weigh = scaleChecks.find(({ id }) => id === 'scale.weigh')
    if (!weigh) throw new Error('no such check')
    const work = weigh.run({
      driver: scale,
      clock,
      signal: new AbortController().signal,
      authorisation: undefined,
      report: () => {},
    })
    simulator.control('put-weight', 1235)
    expect(await run(work)).toMatchObject({
      verdict: 'passed',
      evidence: [{ value: '1.235' }, { value: true }],
    })
    simulator.control('silence')
    expect(
      await run(cas.probe({ access: { kind: 'bytes', link: line.link }, clock, settings: {}, patience: 700 })),
    ).toBeUndefined()
  })

  it('reads weights in every unit and spelling', () => {
    expect(readWeight('02.755', 'lb', false)).toMatchObject({ milligrams: 1_249_646, unit: 'lb' })
    expect(readWeight('001234', 'kg', false)).toMatchObject({ milligrams: 1_234_000, divisionMilligrams: 1000 })
    expect(readWeight('  0.76', 'kg', true)).toMatchObject({ milligrams: -760_000, divisionMilligrams: 10_000 })
    expect(readWeight('001234', ' g', false)).toMatchObject({ milligrams: 1_234_000 })
    expect(readWeight('      ', 'kg', false)).toBeUndefined()
  })
})
