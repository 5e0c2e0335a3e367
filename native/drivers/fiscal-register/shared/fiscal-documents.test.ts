import { expect, test } from 'vitest'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { makeDocument } from './fiscal-documents.ts'
import { done, inDoubt, notDone, type Witness } from './outcomes.ts'

/** A storage of seven documents; `makes` more by the time it is asked again. */
function storage(makes: number) {
  const numbers = [7, 7 + makes]
  return {
    lastDocument: async () => numbers.shift() ?? 7 + makes,
    describe: async () => ({ fiscalSign: 5, time: '2026-11-23T09:00' }),
  }
}

const lost = new DeviceFailure('link.timeout')
const refused = new DeviceFailure('register.paper-out', { deviceCode: '6B' })
const unsent = new DeviceFailure('link.timeout')

/** A command whose answer was lost: what the witness says decides, as in every family. */
const settle = async (witness: Witness): Promise<Outcome<void>> => {
  const seen = await witness(undefined)
  return seen === undefined ? inDoubt(lost) : seen ? done : notDone(lost)
}

test.each<[string, number, (witness: Witness) => Promise<Outcome<void>>, object]>([
  ['an answer', 1, async () => done, { state: 'done', value: { documentNumber: 8, fiscalSign: 5 } }],
  ['a lost answer, one document more', 1, settle, { state: 'done', value: { documentNumber: 8 } }],
  ['a lost answer, as many as before', 0, settle, { state: 'not-done', failure: lost }],
  ['a lost answer, two more', 2, settle, { state: 'in-doubt', next: 'ask-register-for-last-document' }],
  ['a refusal, as many as before', 0, async () => notDone(refused), { state: 'not-done', failure: refused }],
  ['a refusal of what was made', 1, async () => notDone(refused), { state: 'in-doubt', failure: refused }],
  ['a command that never left', 1, async () => notDone(unsent), { state: 'not-done', failure: unsent }],
])('%s', async (_, makes, act, expected) => {
  expect(await makeDocument(storage(makes), act, undefined)).toMatchObject(expected)
})

test('a refusal that cannot be looked into is a doubt, a document that cannot be described is done', async () => {
  let asked = 0
  const silent = {
    async lastDocument() {
      if (asked++ > 0) throw lost
      return 7
    },
    describe: () => Promise.reject(lost),
  }
  expect(await makeDocument(silent, async () => notDone(refused), undefined)).toMatchObject({ state: 'in-doubt' })
  asked = 0
  expect(await makeDocument(silent, async () => done, undefined)).toEqual({
    state: 'done',
    value: { documentNumber: 8, fiscalSign: undefined, time: undefined },
  })
})
