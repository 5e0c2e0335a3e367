import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { simulatedLink } from './shared/simulator/simulated-link.ts'
import { listened, operationOf, variants } from './test-support/every-register.ts'
import { playRegister, type RegisterVariant } from './test-support/played-register.ts'

describe.each(variants)('the played machine of %s', (_, variant) => {
  test('refuses controls and values that it does not know', () => {
    const { simulator } = playRegister(variant)
    expect(() => simulator.control('explode')).toThrow(RangeError)
    expect(() => simulator.control('late-answer', -1)).toThrow(RangeError)
    expect(() => simulator.control('silence', 'perhaps')).toThrow(RangeError)
    for (const { name } of simulator.controls) simulator.control(name)
    expect(simulator.state['silent']).toBe(true)
  })

  test('loses, doubles and delays an answer when it is told to', async () => {
    const cost = async (fault?: string) => {
      const { register, run, simulator, clock, heard } = listened(variant)
      await run(register.readShift({}))
      const before = { heard: heard(), time: clock.now() }
      if (fault) simulator.control(fault)
      await run(register.readShift({}))
      await clock.advance(10)
      return { heard: heard() - before.heard, time: clock.now() - before.time }
    }
    const usual = await cost()
    expect((await cost('lost-answer')).time).toBeGreaterThan(usual.time)
    expect((await cost('duplicate-answer')).heard).toBeGreaterThan(usual.heard)
    expect((await cost('late-answer')).time).toBeGreaterThan(usual.time)
  })

  test('is not brought down by any bytes, and serves the next host', async () => {
    const questions = await writesOf(variant)
    const noise = fc.uint8Array({ maxLength: 60 })
    const damaged = fc
      .tuple(fc.constantFrom(...questions), fc.nat(), fc.nat(), noise)
      .map(([bytes, from, place, put]) => {
        const cut = bytes.slice(0, 1 + (from % bytes.length))
        const at = place % cut.length
        return Uint8Array.of(...cut.subarray(0, at), ...put.subarray(0, 4), ...cut.subarray(at + (from % 3)))
      })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(noise, damaged, fc.constantFrom(...questions)), { maxLength: 12 }),
        async (sent) => {
          const { clock, simulator, connect, run } = playRegister(variant)
          const line = simulator.attach(() => {})
          for (const bytes of sent) {
            line.receive(bytes)
            await clock.advance(60)
          }
          line.detach()
          await clock.advance(60_000)
          simulator.control('power-cycle')
          expect(await run(connect().readShift({}))).toEqual({ open: false, number: 1, receiptNumber: 1 })
        },
      ),
      { numRuns: 50 },
    )
  })
})

/** What the family's own driver writes when it asks for everything. */
async function writesOf(variant: RegisterVariant): Promise<Uint8Array[]> {
  const { simulator, clock, connect, run } = playRegister(variant)
  const line = simulatedLink(simulator, clock)
  const writes: Uint8Array[] = []
  const register = connect({
    ...line,
    write: (bytes) => {
      writes.push(bytes.slice())
      return line.write(bytes)
    },
  })
  for (const ask of [operationOf.status, operationOf.storage, operationOf['x-report'], operationOf.drawer])
    await run(ask(register))
  return writes
}
