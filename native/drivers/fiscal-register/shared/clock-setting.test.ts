import { expect, test } from 'vitest'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import { clockWitness } from './clock-setting.ts'

const wanted = '2026-11-23T12:00:00'

/** `before` was read, then half a minute went by until the clock showed `shown`. */
test.each([
  ['set at once', '2026-11-23T09:00:00', '2026-11-23T12:00:30', true],
  ['set just now', '2026-11-23T09:00:00', '2026-11-23T12:00:00', true],
  ['set in between', '2026-11-23T09:00:00', '2026-11-23T12:00:14', true],
  ['a clock without seconds', '2026-11-23T09:00', '2026-11-23T12:00', true],
  ['going on as it went', '2026-11-23T09:00:00', '2026-11-23T09:00:30', false],
  ['no time before', undefined, '2026-11-23T12:00:20', true],
  ['right before, right now', '2026-11-23T12:00:00', '2026-11-23T12:00:30', undefined],
  ['neither', '2026-11-23T09:00:00', '2026-11-23T10:00:00', undefined],
  ['ahead of what it was set to', '2026-11-23T09:00:00', '2026-11-23T12:01:00', undefined],
  ['no time', '2026-11-23T09:00:00', undefined, undefined],
])('%s', async (_, before, shown, seen) => {
  const clock = new SimulatedClock()
  const witness = clockWitness(clock, wanted, before, async () => shown)
  await clock.advance(30_000)
  expect(await witness(undefined)).toBe(seen)
})
