import { expect, test } from 'vitest'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { actOnce, explained } from './acting.ts'
import type { Performed } from './delivery.ts'
import type { Witness } from './outcomes.ts'

const failure = new DeviceFailure('link.timeout')
const refused = new DeviceFailure('device.refused')
const lost: Performed<string> = { state: 'lost', failure }

/** A machine whose `late` answers turn up one after another, each time somebody looks. */
async function act(
  performed: Performed<string>,
  late: (string | undefined)[],
  witness?: Witness,
  ask = async () => {},
) {
  let sent = 0
  const outcome = await actOnce(
    {
      perform: async () => {
        sent++
        return performed
      },
      ask,
      latecomer: () => late.shift(),
      told: async (answer): Promise<Outcome<string>> =>
        answer === 'no' ? { state: 'not-done', failure: refused } : { state: 'done', value: answer },
      witness,
    },
    undefined,
  )
  expect(sent).toBe(1)
  return outcome
}

const sees =
  (seen: boolean | undefined): Witness =>
  async () =>
    seen
const broken = async () => {
  throw new DeviceFailure('link.lost')
}

test('an answer in time is told, and nobody is asked', async () => {
  expect(await act({ state: 'answered', answer: 'yes' }, [], broken, broken)).toEqual({ state: 'done', value: 'yes' })
  expect(await act({ state: 'answered', answer: 'no' }, [], broken, broken)).toMatchObject({ failure: refused })
  expect(await act({ state: 'not-sent', failure }, [], broken, broken)).toEqual({ state: 'not-done', failure })
})

test('where the answer is lost the witness decides, and without one it is a doubt', async () => {
  expect(await act(lost, [], sees(true))).toEqual({ state: 'done', value: undefined })
  expect(await act(lost, [], sees(false))).toEqual({ state: 'not-done', failure })
  for (const witness of [undefined, sees(undefined)])
    expect(await act(lost, [], witness)).toMatchObject({ state: 'in-doubt', failure, next: 'look-at-paper' })
})

test('a late answer is a better word than what was seen, whenever it comes', async () => {
  expect(await act(lost, ['yes', 'yes'], sees(false))).toEqual({ state: 'done', value: 'yes' })
  expect(await act(lost, [undefined, 'no'], sees(true))).toMatchObject({ state: 'not-done', failure: refused })
})

test('a machine that cannot be asked leaves a doubt; a defect is thrown', async () => {
  expect(await act(lost, [], sees(true), broken)).toMatchObject({ state: 'in-doubt' })
  expect(await act(lost, [], broken)).toMatchObject({ state: 'in-doubt' })
  const defect = async () => {
    throw new TypeError('defect')
  }
  await expect(act(lost, [], defect)).rejects.toThrow(TypeError)
})

test('a refusal is explained as far as the machine can be asked', async () => {
  const cover = new DeviceFailure('register.cover-open')
  expect(await explained(refused, async () => cover)).toBe(cover)
  expect(await explained(refused, async () => undefined)).toBe(refused)
  expect(await explained(refused, broken)).toBe(refused)
})
