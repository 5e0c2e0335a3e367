import { expect, test } from 'vitest'
import { countWitness, drawerWitness } from './witnesses.ts'

test.each([
  [3, 4, true],
  [3, 3, false],
  [3, 5, undefined],
  [255, 0, true],
  [undefined, 4, undefined],
  [3, undefined, undefined],
])('a count of %s that is %s afterwards', async (before, after, seen) => {
  expect(await countWitness(before, async () => after, 256)(undefined)).toBe(seen)
})

test.each([
  [false, true, true],
  [false, false, undefined],
  [true, true, undefined],
  [true, false, undefined],
])('a drawer: open before %s, open afterwards %s', async (before, after, seen) => {
  let open = before
  const witness = await drawerWitness(async () => open, undefined)
  open = after
  expect(await witness(undefined)).toBe(seen)
})
