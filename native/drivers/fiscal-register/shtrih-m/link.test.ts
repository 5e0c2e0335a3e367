import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFailure } from '../../../foundation/device-failure.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { createShtrihDriver } from './driver.ts'
import { ACK, encodeFrame as standardFrame, ENQ, NAK, STX } from './link-v1/frame.ts'
import { encodeFrame as numberedFrame } from './link-v2/frame.ts'
import { bench } from './test-bench.ts'

/** A machine that answers each piece of bytes by a script. */
function scripted(clock: SimulatedClock, answer: (bytes: Uint8Array) => Uint8Array | undefined, delay = 1) {
  const listeners = new Set<(bytes: Uint8Array) => void>()
  const written: Uint8Array[] = []
  const link: ByteLink = {
    ended: new Promise(() => {}),
    async write(bytes) {
      written.push(bytes)
      const reply = answer(bytes)
      if (reply) clock.schedule(delay, () => listeners.forEach((listener) => listener(reply)))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {},
  }
  return { link, written }
}

const registerAt = (clock: SimulatedClock, link: ByteLink, linkLayer: string) =>
  createShtrihDriver({ access: { kind: 'bytes', link }, clock, settings: { linkLayer } })

/** Half an hour: whatever the line does, a question has an end. */
const limit = 1_800_000

describe('a machine that is out of its mind', () => {
  const scripts: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array | undefined])[] = [
    ['NAK to everything', () => Uint8Array.of(NAK)],
    ['ACK to everything', () => Uint8Array.of(ACK)],
    ['ENQ to everything', () => Uint8Array.of(ENQ)],
    ['STX to everything', () => Uint8Array.of(STX)],
    ['stray FFh to everything', () => new Uint8Array(1_000).fill(0xff)],
    ['its own echo', (bytes) => bytes],
    [
      'an answer to another command, for ever',
      (bytes) => (bytes[0] === ENQ ? Uint8Array.of(ACK, ...standardFrame(Uint8Array.of(0x1e, 0))) : Uint8Array.of(ACK)),
    ],
    [
      'answers with a wrong parity',
      (bytes) =>
        bytes.length > 1 ? Uint8Array.of(ACK, STX, 2, 0x11, 0, 0) : Uint8Array.of(bytes[0] === ENQ ? NAK : ACK),
    ],
    ['a number of its own', () => numberedFrame({ number: 777, payload: Uint8Array.of(0x1e, 0) })],
    [
      'the end of a frame never',
      (bytes) => (bytes.length > 1 ? Uint8Array.of(ACK, STX, 200, 1, 2) : Uint8Array.of(NAK)),
    ],
    ['nothing', () => undefined],
  ]

  test.each(scripts)('%s', async (_, script) => {
    for (const linkLayer of ['v1', 'v2', 'auto']) {
      const clock = new SimulatedClock()
      const { link } = scripted(clock, script)
      const register = registerAt(clock, link, linkLayer)
      await expect(clock.runUntilSettled(register.readStatus({}), limit)).rejects.toSatisfy((error) =>
        isFailure(error, 'link.timeout', 'link.garbled', 'device.wrong-answer'),
      )
      const outcome = await clock.runUntilSettled(register.beep({}), limit)
      expect(outcome.state).not.toBe('done')
    }
  })

  test('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 30 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('v1', 'v2'),
        async (answers, linkLayer) => {
          const clock = new SimulatedClock()
          let turn = 0
          const { link } = scripted(clock, () => answers[turn++ % answers.length])
          const register = registerAt(clock, link, linkLayer)
          const result = await clock.runUntilSettled(
            register.readShift({}).catch((error: unknown) => error),
            limit,
          )
          expect(isFailure(result)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('a command with an effect goes out once where its answer stays away', async () => {
  const clock = new SimulatedClock()
  const { link, written } = scripted(clock, (bytes) => Uint8Array.of(bytes[0] === ENQ ? NAK : ACK))
  const outcome = await clock.runUntilSettled(registerAt(clock, link, 'v1').beep({}), limit)
  expect(outcome).toMatchObject({ state: 'in-doubt', next: 'look-at-paper' })
  expect(written.filter((bytes) => bytes[2] === 0x13)).toHaveLength(1)
})

test('the alternative layer repeats the same bytes and never gives an effect the number 1', async () => {
  const clock = new SimulatedClock()
  const { link, written } = scripted(clock, (bytes) => {
    if (bytes.length === 5) return numberedFrame({ number: 0, payload: new Uint8Array() })
    return bytes[5] === 0xfc
      ? numberedFrame({ number: 1, payload: Uint8Array.of(0xfc, 0, 0, 0, 1, 0, 0, 0) })
      : undefined
  })
  const outcome = await clock.runUntilSettled(registerAt(clock, link, 'v2').beep({}), limit)
  expect(outcome.state).toBe('in-doubt')
  const beeps = written.filter((bytes) => bytes[5] === 0x13)
  expect(beeps.length).toBeGreaterThan(2)
  expect(new Set(beeps.map((bytes) => bytes.join())).size).toBe(1)
  expect(beeps[0]?.[3]).toBe(2)
})

describe.each(['v1', 'v2'])('power is lost between execution and answer over %s', (linkLayer) => {
  test.each([
    ['beep', 'in-doubt'],
    ['cut', 'in-doubt'],
    ['openDrawer', 'done'],
    ['printXReport', 'done'],
  ] as const)('%s: %s', async (operation, state) => {
    const { register, run, simulator, machine } = bench({ linkLayer })
    const codes = { beep: 0x13, cut: 0x25, openDrawer: 0x28, printXReport: 0x40 }
    simulator.use((_, payload) => {
      if (payload[0] === codes[operation]) simulator.control('power-cycle-after-execution')
      return undefined
    })
    const outcome = await run(register[operation]({}))
    expect(outcome.state).toBe(state)
    expect([...machine.executed.values()]).toEqual([1])
  })
})

test('an answer that turns up late settles the doubt', async () => {
  for (const linkLayer of ['v1', 'v2']) {
    const { register, run, simulator, machine } = bench({ linkLayer })
    await run(register.readShift({}))
    simulator.control('late-answer', 70_000)
    expect((await run(register.beep({}))).state).toBe('done')
    expect(machine.executed.get('beep')).toBe(1)
  }
})

test('cancelling a command that is under way leaves a doubt, and the next command gets its own answer', async () => {
  for (const linkLayer of ['v1', 'v2']) {
    const { register, run, simulator, clock } = bench({ linkLayer })
    await run(register.readShift({}))
    simulator.control('late-answer', 2_000)
    const controller = new AbortController()
    clock.schedule(500, () => controller.abort())
    const outcome = await run(register.beep({ signal: controller.signal }))
    expect(outcome).toMatchObject({ state: 'in-doubt', failure: { code: 'operation.cancelled' } })
    expect((await run(register.readStatus({}))).operator).toBe(30)
  }
})
