import { expect, test } from 'vitest'
import { registerChecks } from '../checks.ts'
import { checkVerdicts } from '../test-support/check-verdicts.ts'
import { bench } from './test-bench.ts'

test.each(['v3', 'v2'] as const)('every check of the role runs over %s', async (linkLayer) => {
  expect(await checkVerdicts(bench({ linkLayer }))).toEqual({
    identify: 'passed',
    storage: 'storage-debug',
    'operator-exchange': 'passed',
    clock: 'passed',
    shift: 'passed',
    'read-document': 'passed',
    'print-text': 'ask-person',
    cut: 'ask-person',
    drawer: 'ask-person',
    beep: 'ask-person',
    'x-report': 'ask-person',
    'set-clock': 'passed',
  })
})

test('a last document that cannot be read in full does not pass', async () => {
  const { clock, register, run, machine } = bench()
  machine.storage.startReading = () => undefined
  const check = registerChecks.find(({ id }) => id === 'fiscal-register.read-document')
  const environment = {
    driver: register,
    clock,
    signal: new AbortController().signal,
    authorisation: undefined,
    report: () => {},
  }
  expect(await run(check?.run(environment) ?? Promise.reject(new Error('no check')))).toMatchObject({
    verdict: 'failed',
    failure: { code: 'device.wrong-answer' },
  })
})
