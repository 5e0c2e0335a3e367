import fastCheck from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { latinTextOf } from '../../../codecs/text-bytes.ts'
import { seededRandom } from '../../../foundation/random.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import { SimulatedLine } from '../../../virtual-bench/simulated-line.ts'
import type { SettingValues } from '../../device-family.ts'
import type { DeviceSimulator } from '../../device-simulator.ts'
import { scannerChecks } from '../checks.ts'
import { sampleSheet } from '../sample-sheet.ts'
import type { Scan, Scanner } from '../scanner.ts'
import { framerOptions } from './driver.ts'
import { unescapeBytes } from './escapes.ts'
import { ScanFramer } from './framer.ts'
import { serialScanner } from './index.ts'
import { samples } from './samples.ts'

const seed = { shopName: 'Ромашка', taxpayerNumber: '7704358518' }
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

describe('framer', () => {
  async function frame(pieces: readonly string[], settings: SettingValues = {}, gap = 0) {
    const clock = new SimulatedClock()
    const scans: Scan[] = []
    const framer = new ScanFramer(clock, framerOptions(settings), (scan) => scans.push(scan))
    for (const piece of pieces) {
      framer.push(bytes(piece))
      await clock.advance(gap)
    }
    await clock.advance(1000)
    return scans.map((scan) => ({ ...scan, text: latinTextOf(scan.bytes) }))
  }

  it.each([
    ['4606203090785\r', 'cr'],
    ['4606203090785\n', 'lf'],
    ['4606203090785\r\n', 'cr-lf'],
    ['4606203090785\t', 'tab'],
    ['\u00024606203090785\u0003', 'etx'],
    ['4606203090785', 'silence'],
  ])('%j ends with %s', async (text, terminator) => {
    expect(await frame([text])).toMatchObject([{ text: '4606203090785', terminator, damaged: false }])
    // One byte at a time, CR and LF apart.
    expect(await frame([...text], {}, 10)).toMatchObject([{ text: '4606203090785', terminator }])
  })

  it('keeps GS, cuts and keeps the AIM identifier, cuts prefix, suffix and ESC … FS', async () => {
    const [scan] = await frame(['\u001B]d20104\u001D93Zjqw\u001C\r'])
    expect(scan).toMatchObject({ text: '0104\u001D93Zjqw', aimIdentifier: ']d2', symbology: 'gs1-data-matrix' })
    const [wrapped] = await frame(['<<]E04606203090785>>\r'], { prefix: '<<', suffix: '\\x3e>' })
    expect(wrapped).toMatchObject({ text: '4606203090785', aimIdentifier: ']E0', symbology: 'ean-13' })
    expect(latinTextOf(wrapped?.raw ?? new Uint8Array())).toBe('<<]E04606203090785>>\r')
  })

  it('tells two codes apart and a chosen terminator from others', async () => {
    expect((await frame(['111\r222\r\n333\n'])).map(({ text }) => text)).toEqual(['111', '222', '333'])
    expect((await frame(['line 1\nline 2\r'], { terminator: 'cr' })).map(({ text }) => text)).toEqual([
      'line 1\nline 2',
    ])
    expect((await frame(['a\rb\r\n'], { terminator: 'cr-lf' })).map(({ text }) => text)).toEqual(['a\rb'])
  })

  it('bounds a line that never ends and says that it is damaged', async () => {
    const [scan, ...others] = await frame(['x'.repeat(10_000), '\r'])
    expect([scan?.bytes.length, scan?.damaged, others.length]).toEqual([4096, true, 0])
  })

  it('gives the same scans for any chunking', async () => {
    const stream = ']E04606203090785\r\n]d20103041094787443215Qbag!\u001D93Zjqw\r\nплохо\r\n'
    const whole = (await frame([stream])).map(({ text, terminator }) => [text, terminator])
    await fastCheck.assert(
      fastCheck.asyncProperty(fastCheck.array(fastCheck.nat(stream.length), { maxLength: 12 }), async (cuts) => {
        const places = [0, ...cuts.sort((left, right) => left - right), stream.length]
        const pieces = places.slice(1).map((end, index) => stream.slice(places[index], end))
        expect((await frame(pieces)).map(({ text, terminator }) => [text, terminator])).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  it('survives any bytes', async () => {
    await fastCheck.assert(
      fastCheck.asyncProperty(fastCheck.uint8Array({ maxLength: 300 }), async (noise) => {
        for (const scan of await frame([latinTextOf(noise)])) expect(scan.bytes.length).toBeLessThanOrEqual(4096)
      }),
      { numRuns: 60 },
    )
  })

  it('reads control characters in settings', () => {
    expect([...unescapeBytes('\\r\\x02A\\\\\\q')]).toEqual([0x0d, 0x02, 0x41, 0x5c, 0x5c, 0x71])
  })
})

let clock: SimulatedClock
let simulator: DeviceSimulator
let line: SimulatedLine
let scanner: Scanner

beforeEach(() => {
  clock = new SimulatedClock()
  simulator = serialScanner.createSimulator({ clock, random: seededRandom(1), seed }) as DeviceSimulator
  line = new SimulatedLine(simulator, clock, { path: 'COM5', hostBaudRate: 9600, deviceBaudRate: 9600 })
  scanner = serialScanner.createDriver({ access: { kind: 'bytes', link: line.link }, clock, settings: {} })
})

const run = <T>(work: Promise<T>) => clock.runUntilSettled(work)

describe('scanner', () => {
  it('hands on every sample as it stands', async () => {
    const scans: string[] = []
    scanner.listen(({ bytes: code }) => scans.push(latinTextOf(code)))
    for (const { value } of samples) {
      simulator.control('scan', value)
      await clock.advance(1000)
    }
    expect(scans).toEqual(samples.map(({ value }) => value.replaceAll('␝', '\u001D')))
  })

  it('names itself without its answer being taken for a code', async () => {
    const scans: Scan[] = []
    scanner.listen((scan) => scans.push(scan))
    expect(await run(scanner.identify({}))).toMatchObject({
      vendor: 'Newland',
      model: 'EM3080',
      serialNumber: 'TR0000001',
      firmware: 'V1.02.003',
    })
    simulator.control('brand', 'Honeywell')
    expect(await run(scanner.identify({}))).toMatchObject({ vendor: 'Honeywell', model: 'Xenon 1900' })
    simulator.control('deaf')
    expect(await run(scanner.identify({}))).toEqual({ facts: [] })
    expect(scans).toEqual([])
  })

  it('loses no code that is scanned while it is asked', async () => {
    simulator.control('deaf')
    const scans: string[] = []
    scanner.listen((scan) => scans.push(latinTextOf(scan.bytes)))
    const work = scanner.identify({})
    await clock.advance(100)
    simulator.control('scan', sampleSheet.ean13)
    await run(work)
    await clock.advance(1000)
    expect(scans).toEqual([sampleSheet.ean13])
  })

  it('is found when it answers, when it is used meanwhile, and otherwise not', async () => {
    const probe = () =>
      serialScanner.probe({ access: { kind: 'bytes', link: line.link }, clock, settings: {}, patience: 700 })
    expect(await run(probe())).toMatchObject({ certainty: 0.95, identity: { model: 'EM3080' } })
    simulator.control('deaf')
    expect(await run(probe())).toBeUndefined()
    const work = probe()
    await clock.advance(100)
    simulator.control('scan', sampleSheet.ean13)
    expect(await run(work)).toMatchObject({ certainty: 0.8 })
  })
})

describe('checks', () => {
  function start(id: string) {
    const check = scannerChecks.find((candidate) => candidate.id === id)
    if (!check) throw new Error(id)
    const controller = new AbortController()
    const work = check.run({
      driver: scanner,
      clock,
      signal: controller.signal,
      authorisation: undefined,
      report: () => {},
    })
    work.catch(() => {})
    return { work, controller }
  }

  async function verdict(id: string, ...codes: string[]) {
    const { work } = start(id)
    for (const code of codes) {
      await clock.advance(1500)
      simulator.control('scan', code)
    }
    return run(work)
  }
  const medicine = sampleSheet.dataMatrix

  it('a goods bar code passes, tells terminator and AIM identifier, and other codes are passed over', async () => {
    simulator.control('aim', true)
    expect(await verdict('scanner.ean13', medicine, sampleSheet.ean13)).toEqual({
      verdict: 'passed',
      evidence: [
        { name: 'code', value: sampleSheet.ean13 },
        { name: 'terminator', value: 'cr' },
        { name: 'aimIdentifier', value: ']E0' },
        { name: 'doubleScans', value: 0 },
      ],
    })
  })

  it('double scans and a missing terminator get attention', async () => {
    simulator.control('double')
    expect(await verdict('scanner.ean13', sampleSheet.ean13)).toMatchObject({
      verdict: 'attention',
      reason: 'scanner-double',
    })
    simulator.control('double', false)
    simulator.control('terminator', 'нет')
    expect(await verdict('scanner.ean13', sampleSheet.ean13)).toMatchObject({
      verdict: 'attention',
      reason: 'scanner-no-terminator',
    })
  })

  it('a Data Matrix passes with both separators, and fails without them or with another case', async () => {
    expect(await verdict('scanner.data-matrix', medicine)).toMatchObject({ verdict: 'passed' })
    simulator.control('drop-separators')
    expect(await verdict('scanner.data-matrix', medicine)).toMatchObject({
      verdict: 'failed',
      failure: { code: 'scanner.damaged-code', data: { damage: 'separators' } },
    })
    simulator.control('drop-separators', false)
    simulator.control('swap-case')
    expect(await verdict('scanner.data-matrix', medicine)).toMatchObject({
      failure: { data: { damage: 'letter-case' } },
    })
    simulator.control('swap-case', false)
    expect(await verdict('scanner.data-matrix', "0104670540176099215'W9Um␝93dGVz")).toMatchObject({
      reason: 'scanner-one-separator',
    })
  })

  it('letters pass as they are and fail with another case or half of them', async () => {
    expect(await verdict('scanner.letters', sampleSheet.letters)).toMatchObject({ verdict: 'passed' })
    simulator.control('swap-case')
    expect(await verdict('scanner.letters', sampleSheet.letters)).toMatchObject({
      failure: { data: { damage: 'letter-case' } },
    })
    simulator.control('swap-case', false)
    simulator.control('half')
    expect(await verdict('scanner.letters', sampleSheet.letters)).toMatchObject({
      failure: { data: { damage: 'letters' } },
    })
  })

  it('speed counts five scans', async () => {
    const codes = Array.from({ length: 5 }, () => sampleSheet.ean13)
    expect(await verdict('scanner.speed', ...codes)).toMatchObject({
      verdict: 'passed',
      evidence: [{ value: 5 }, { value: 1.5 }],
    })
  })

  it('nothing scanned is a failure, and cancelling ends at once', async () => {
    expect(await run(start('scanner.ean13').work)).toMatchObject({ failure: { code: 'scanner.nothing-scanned' } })
    const { work, controller } = start('scanner.ean13')
    await clock.advance(100)
    controller.abort()
    await expect(run(work)).rejects.toMatchObject({ code: 'operation.cancelled' })
  })
})
