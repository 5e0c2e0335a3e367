import { expect, test } from 'vitest'
import { SimulatedClock } from '../../native/foundation/simulated-clock.ts'
import { Supervisor } from './supervisor.ts'

function scene() {
  const clock = new SimulatedClock()
  const starts: number[] = []
  let die: () => void = () => {}
  let gaveUp = 0
  const supervisor = new Supervisor({
    clock,
    start() {
      starts.push(clock.now())
      const { promise: ended, resolve } = Promise.withResolvers<void>()
      die = resolve
      return { ended, stop: async () => resolve() }
    },
    gaveUp: () => gaveUp++,
  })
  supervisor.start()
  return { clock, starts, supervisor, die: () => die(), gaveUp: () => gaveUp }
}

test('starts anew after 1, 2, 5 and 10 seconds, and gives up at the fifth failure within two minutes', async () => {
  const { clock, starts, die, gaveUp, supervisor } = scene()
  for (let failure = 0; failure < 5; failure++) {
    die()
    await clock.advance(15_000)
  }
  expect(starts).toEqual([0, 1_000, 17_000, 35_000, 55_000])
  expect(gaveUp()).toBe(1)
  expect(supervisor.current).toBeUndefined()
})

test('forgets failures that are longer ago', async () => {
  const { clock, starts, die, gaveUp } = scene()
  for (let failure = 0; failure < 12; failure++) {
    await clock.advance(60_000)
    die()
    await clock.advance(15_000)
  }
  expect(gaveUp()).toBe(0)
  expect(starts).toHaveLength(13)
})

test('leaves a stopped process alone', async () => {
  const { clock, starts, supervisor } = scene()
  await supervisor.stop()
  await clock.advance(60_000)
  expect(starts).toEqual([0])
})
