import { expect, test } from 'vitest'
import ru from '../../../resources/locales/ru/fiscal-register.json' with { type: 'json' }
import en from '../../../resources/locales/en/fiscal-register.json' with { type: 'json' }
import { authorise } from '../../foundation/operation.ts'
import type { CheckVerdict } from '../check.ts'
import { registerChecks } from './checks.ts'
import { bench } from './shtrih-m/test-bench.ts'

function prepare() {
  const { clock, register, run, simulator, machine } = bench({ linkLayer: 'v1' })
  const check = (name: string, authorisation?: ReturnType<typeof authorise>): Promise<CheckVerdict> => {
    const found = registerChecks.find(({ id }) => id === `fiscal-register.${name}`)
    if (!found) throw new Error(`no check ${name}`)
    const environment = {
      driver: register,
      clock,
      signal: new AbortController().signal,
      authorisation,
      report: () => {},
    }
    return run(found.run(environment))
  }
  return { check, simulator, machine, clock }
}

const reasonOf = (verdict: CheckVerdict) => (verdict.verdict === 'attention' ? verdict.reason : verdict.verdict)

test('a healthy machine passes, and its debug storage is told', async () => {
  const { check } = prepare()
  expect((await check('identify')).verdict).toBe('passed')
  expect(reasonOf(await check('storage'))).toBe('storage-debug')
  expect((await check('operator-exchange')).verdict).toBe('passed')
  expect((await check('clock')).verdict).toBe('passed')
  expect((await check('shift')).verdict).toBe('passed')
  expect((await check('read-document')).evidence).toContainEqual({ name: 'lastDocument', value: 4 })
})

test('paper, cover, broken print and clock are told', async () => {
  const { check, simulator } = prepare()
  simulator.control('run-out-of-paper')
  expect(reasonOf(await check('identify'))).toBe('register-no-paper')
  simulator.control('load-paper')
  simulator.control('open-cover')
  expect(reasonOf(await check('identify'))).toBe('register-cover-open')
  simulator.control('close-cover')
  simulator.control('break-58h')
  expect((await check('x-report')).verdict).toBe('failed')
  expect(reasonOf(await check('identify'))).toBe('register-print-broken-off')
  simulator.control('drift-clock', -6)
  expect(reasonOf(await check('clock'))).toBe('register-clock-drift')
})

test('a queue that has waited for a month is told before the storage blocks', async () => {
  const { check, clock } = prepare()
  await clock.advance(86_400_000)
  expect(reasonOf(await check('operator-exchange'))).toBe('operator-wait-long')
  await clock.advance(30 * 86_400_000)
  expect(reasonOf(await check('operator-exchange'))).toBe('operator-wait-over')
})

test('physical checks do their part once and ask the person', async () => {
  const { check, machine } = prepare()
  for (const name of ['print-text', 'cut', 'drawer', 'beep', 'x-report'])
    expect((await check(name)).verdict).toBe('ask-person')
  expect(machine.printer.tape).toContain('французских булок, да выпей чаю')
  expect([...machine.executed.values()].every((count) => count === 1 || count === 8)).toBe(true)
})

test('setting the clock needs a consent and ends with a look at the clock', async () => {
  const { check, simulator, machine } = prepare()
  simulator.control('drift-clock', 60)
  expect(await check('set-clock')).toMatchObject({ verdict: 'failed', failure: { code: 'operation.not-authorised' } })
  expect(machine.executed.size).toBe(0)
  expect((await check('set-clock', authorise('register.set-clock', 'setting'))).verdict).toBe('passed')
})

test('a machine that answers with another document does not pass', async () => {
  const { check, machine } = prepare()
  const start = machine.storage.startReading.bind(machine.storage)
  machine.storage.startReading = () => start(1)
  expect(await check('read-document')).toMatchObject({ verdict: 'failed', failure: { code: 'device.wrong-answer' } })
})

test.each([
  ['ru', ru],
  ['en', en],
])('every check, question, reason and piece of evidence has its text: %s', async (_, texts) => {
  const source = await import('node:fs').then(({ readFileSync }) =>
    readFileSync(new URL('checks.ts', import.meta.url), 'utf8'),
  )
  for (const { id } of registerChecks) {
    const entry = texts.checks['fiscal-register'][id.slice('fiscal-register.'.length) as 'identify']
    expect(Object.keys(entry ?? {}), id).toEqual(['title', 'does', 'instruction'])
  }
  const reasons = [...source.matchAll(/'((?:register|storage|operator|shift)-[a-z0-9-]+)'/gu)].map(
    ([, name]) => name as string,
  )
  const all = { ...texts.questions, ...texts.checkReasons }
  const capabilities = ['operator-exchange', 'operator-wait-exceeded']
  for (const reason of reasons) if (!capabilities.includes(reason)) expect(Object.keys(all), reason).toContain(reason)
  const shared = ['vendor', 'model', 'serialNumber', 'firmware', 'fact']
  const evidence = [...source.matchAll(/(?:name: |known\()'([a-zA-Z]+)'/gu)].map(([, name]) => name as string)
  for (const name of evidence) if (!shared.includes(name)) expect(Object.keys(texts.evidence), name).toContain(name)
})
