import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CheckRun } from '../../electron/contract/checks.ts'
import { bindOnBench } from '../../electron/host/test-support/bind-on-bench.ts'
import { startBenchHost, type BenchHost } from '../../electron/host/test-support/bench-host.ts'
import { openStoreInThread } from '../../electron/host/store/store.ts'

let bench: BenchHost
let dataDirectory: string
beforeEach(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'stykovka-operations-'))
  bench = await startBenchHost({ dataDirectory })
})
afterEach(async () => {
  await bench.close()
  rmSync(dataDirectory, { recursive: true })
})

async function settleRun(runId: string): Promise<CheckRun> {
  const watch = await bench.client.checks.watch({ runId })
  return bench.run(
    (async () => {
      for await (const run of watch) if (run.state !== 'running') return run
      throw new Error('the run ended without a word')
    })(),
  )
}

describe('a check that prints', () => {
  test('asks the person, takes the answer, and stands in the journal', async () => {
    await bindOnBench(bench, 'fiscal-register')
    const { runId } = await bench.client.checks.run({ checkId: 'fiscal-register.print-text' })
    const asked = await settleRun(runId)
    expect(asked).toMatchObject({ state: 'ask-person', question: 'register-slip-readable' })
    await expect(bench.client.checks.run({ checkId: 'fiscal-register.identify' })).rejects.toMatchObject({
      data: { code: 'device.busy' },
    })
    const answered = await bench.client.checks.answer({ runId, answer: 'no' })
    expect(answered.result).toMatchObject({ verdict: 'failed', reason: 'person-said-no', answeredByPerson: true })
    await expect(bench.client.checks.answer({ runId, answer: 'yes' })).rejects.toMatchObject({
      data: { code: 'host.conflict' },
    })
    expect(await bench.client.operations.list({})).toMatchObject([
      { operation: 'fiscal-register.print-text', effect: 'physical', role: 'fiscal-register', state: 'done' },
    ])
    const [kept] = (await bench.client.checks.list({ role: 'fiscal-register' })).filter(
      (check) => check.id === 'fiscal-register.print-text',
    )
    expect(kept?.last).toMatchObject({ runId, verdict: 'failed' })
  })

  test('is written down before its first byte, and in doubt after a restart, until a person says what happened', async () => {
    await bindOnBench(bench, 'fiscal-register')
    const firstByte = bench.host.services.traffic.lastId
    await bench.client.checks.run({ checkId: 'fiscal-register.print-text' })
    const store = openStoreInThread(join(dataDirectory, 'stykovka.sqlite'))
    const rows = await store.run('journal.list', { states: ['started'], limit: 10 })
    await store.close()
    expect(rows).toHaveLength(1)
    expect(bench.host.services.traffic.lastId - firstByte).toBeLessThanOrEqual(2)

    // The host is gone in the middle: another one opens what it left.
    const left = `${dataDirectory}-as-it-was-left`
    cpSync(dataDirectory, left, { recursive: true })
    const next = await startBenchHost({ dataDirectory: left })
    const [doubt] = await next.client.operations.list({ inDoubtOnly: true })
    expect(doubt).toMatchObject({ state: 'in-doubt', next: 'look-at-paper', failure: { code: 'host.restarted' } })
    expect(await next.client.operations.resolve({ id: doubt!.id, happened: true })).toMatchObject({
      state: 'resolved-done',
    })
    await expect(next.client.operations.resolve({ id: doubt!.id, happened: false })).rejects.toMatchObject({
      data: { code: 'host.conflict' },
    })
    expect(await next.client.operations.list({ inDoubtOnly: true })).toEqual([])
    await next.close()
    rmSync(left, { recursive: true })
  })
})

describe('a check that moves money', () => {
  const consent = () =>
    bench.client.consents.request({
      operation: 'terminal.pay',
      subject: { checkId: 'payment-terminal.pay', kopecks: 100 },
    })

  test('does nothing without consent, and a consent serves once', async () => {
    await bindOnBench(bench, 'payment-terminal')
    await expect(bench.client.checks.run({ checkId: 'payment-terminal.pay' })).rejects.toMatchObject({
      data: { code: 'consent.required' },
    })
    await expect(
      bench.client.checks.run({ checkId: 'payment-terminal.pay', consentId: 'made-up' }),
    ).rejects.toMatchObject({ data: { code: 'consent.required' } })
    const other = await bench.client.consents.request({
      operation: 'terminal.pay',
      subject: { checkId: 'payment-terminal.cancel' },
    })
    await expect(
      bench.client.checks.run({ checkId: 'payment-terminal.pay', consentId: other.consentId }),
    ).rejects.toMatchObject({ data: { code: 'consent.required' } })
    expect(await bench.client.operations.list({})).toEqual([])

    const { consentId, effect } = await consent()
    expect(effect).toBe('money')
    const { runId } = await bench.client.checks.run({ checkId: 'payment-terminal.pay', consentId })
    expect((await settleRun(runId)).result).toMatchObject({ verdict: 'passed' })
    expect(await bench.client.operations.list({})).toMatchObject([
      { operation: 'terminal.pay', effect: 'money', state: 'done', subject: { kopecks: 100 } },
    ])
    await expect(bench.client.checks.run({ checkId: 'payment-terminal.pay', consentId })).rejects.toMatchObject({
      data: { code: 'consent.required' },
    })
  })

  test('is in doubt when its result is lost, with what to do next', async () => {
    await bindOnBench(bench, 'payment-terminal')
    bench.bench.control('payment-terminal', 'no-result', true)
    const { consentId } = await consent()
    const { runId } = await bench.client.checks.run({ checkId: 'payment-terminal.pay', consentId })
    const { result } = await settleRun(runId)
    expect(result).toMatchObject({ verdict: 'in-doubt', next: expect.any(String) })
    expect(await bench.client.operations.list({ inDoubtOnly: true })).toMatchObject([
      { operation: 'terminal.pay', state: 'in-doubt', next: result!.next },
    ])
  })
})

describe('checks', () => {
  test('say why they cannot run', async () => {
    const before = await bench.client.checks.list({ role: 'scale' })
    expect(before.every((check) => check.unavailable === 'no-device')).toBe(true)
    await expect(bench.client.checks.run({ checkId: 'scale.weigh' })).rejects.toMatchObject({
      data: { code: 'link.not-found' },
    })
    await expect(bench.client.checks.run({ checkId: 'scale.fly' })).rejects.toMatchObject({
      data: { code: 'host.not-found' },
    })
    await bindOnBench(bench, 'scale')
    bench.bench.plug('scale', false)
    await bench.clock.advance(500)
    const after = await bench.client.checks.list({ role: 'scale' })
    expect(after.every((check) => check.unavailable === 'device-does-not-work')).toBe(true)
    await expect(bench.client.checks.run({ checkId: 'scale.weigh' })).rejects.toMatchObject({
      data: { code: 'link.lost' },
    })
  })

  test('can be cancelled while they wait for a person, and live readings go on meanwhile', async () => {
    await bindOnBench(bench, 'scale')
    const readings = await bench.client.devices.watchReadings()
    await readings.next()
    const { runId } = await bench.client.checks.run({ checkId: 'scale.weigh' })
    await bench.clock.advance(3_000)
    expect(bench.host.services.devices.readings.snapshot().scale?.perSecond).toBeGreaterThan(5)
    await bench.client.checks.cancel({ runId })
    expect((await settleRun(runId)).result).toMatchObject({ verdict: 'cancelled' })
    await readings.return?.()
  })

  test('fail, and do not hang, when the cable is pulled in the middle', async () => {
    await bindOnBench(bench, 'scale')
    const { runId } = await bench.client.checks.run({ checkId: 'scale.weigh' })
    await bench.clock.advance(1_000)
    bench.bench.plug('scale', false)
    expect((await settleRun(runId)).result).toMatchObject({ verdict: 'failed', failure: { code: 'link.lost' } })
  })
})

describe('the rehearsal', () => {
  test('goes through the whole till and asks for the slip', async () => {
    for (const role of ['fiscal-register', 'scanner', 'scale', 'payment-terminal'] as const)
      await bindOnBench(bench, role)
    await bench.client.rehearsal.start()
    await expect(bench.client.rehearsal.start()).rejects.toMatchObject({ data: { code: 'host.conflict' } })
    await bench.clock.advance(1_000)
    bench.bench.control('scanner', 'scan', '4606203090785')
    await bench.clock.advance(3_000)
    bench.bench.control('scale', 'put-weight', 800)
    const watch = await bench.client.rehearsal.watch()
    const asked = await bench.run(
      (async () => {
        for await (const state of watch) if (state.steps[3]?.state === 'ask-person') return state
        throw new Error('nobody was asked')
      })(),
    )
    expect(asked.steps.map((step) => step.state)).toEqual(['passed', 'passed', 'passed', 'ask-person'])
    await bench.client.rehearsal.answer({ answer: 'yes' })
    await bench.clock.advance(1_000)
    expect(await bench.client.rehearsal.state()).toMatchObject({ state: 'finished', finishedAt: expect.any(String) })
    expect(await bench.client.operations.list({ inDoubtOnly: true })).toEqual([])
  })

  test('is cancelled where it stands', async () => {
    await bindOnBench(bench, 'scanner')
    await bench.client.rehearsal.start()
    await bench.clock.advance(500)
    const cancelled = await bench.run(bench.client.rehearsal.cancel())
    expect(cancelled.state).toBe('cancelled')
    expect(cancelled.steps.map((step) => step.state)).toEqual(['cancelled', 'cancelled', 'cancelled', 'cancelled'])
  })
})

describe('going over to the bench and back', () => {
  test('ends connections and keeps each place’s devices', async () => {
    await bindOnBench(bench, 'scale')
    expect(await bench.run(bench.client.system.useBench({ bench: false }))).toMatchObject({ bench: false })
    const away = await bench.client.devices.snapshot()
    expect(away.bindings.map((binding) => binding.health)).toEqual([
      'not-checked',
      'not-checked',
      'not-checked',
      'not-checked',
    ])
    expect(away.ports).toEqual([])
    await expect(bench.client.bench.plug({ role: 'scale', plugged: false })).rejects.toMatchObject({
      data: { code: 'host.conflict' },
    })
    await bench.run(bench.client.system.useBench({ bench: true }))
    await bench.clock.advance(2_000)
    expect(bench.host.services.devices.binding('scale').health).toBe('works')
    await expect(bench.client.bench.control({ role: 'scale', name: 'dance' })).rejects.toMatchObject({
      data: { code: 'host.bad-request' },
    })
  })
})

describe('a device described by hand', () => {
  test('is asked who it is, and one that does not answer takes nobody’s place', async () => {
    const before = await bindOnBench(bench, 'scale')
    const address = (path: string) => ({
      kind: 'serial' as const,
      path,
      settings: { baudRate: 19_200, dataBits: 8 as const, parity: 'none' as const, stopBits: 1 as const },
    })
    const wrong = bench.client.devices.bindByHand({
      role: 'scale',
      familyId: before.familyId!,
      address: address('COM99'),
      settings: {},
    })
    await expect(bench.run(wrong)).rejects.toMatchObject({ data: { code: 'link.not-found' } })
    expect(bench.host.services.devices.binding('scale')).toMatchObject({ health: 'works', address: before.address })
    await expect(
      bench.client.devices.bindByHand({ role: 'scale', familyId: 'shtrih-m', address: address('COM1'), settings: {} }),
    ).rejects.toMatchObject({ data: { code: 'host.bad-request' } })
    await expect(
      bench.client.devices.bindByHand({
        role: 'scale',
        familyId: before.familyId!,
        address: address('COM1'),
        settings: { nonsense: 1 },
      }),
    ).rejects.toMatchObject({ data: { code: 'host.bad-request', data: { field: 'settings.nonsense' } } })
  })
})
