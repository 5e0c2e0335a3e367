import type { Readings } from '../../electron/contract/devices.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { startBenchHost, type BenchHost } from '../../electron/host/test-support/bench-host.ts'
import { scaleChecks } from '../../native/drivers/scale/checks.ts'

let bench: BenchHost
afterEach(() => bench.close())

async function bindScale() {
  await bench.run(bench.client.devices.search({ roles: ['scale'] }))
  await bench.run(bench.host.services.devices.searchFinished())
  const { candidates } = await bench.client.devices.snapshot()
  const scale = candidates.find((candidate) => candidate.role === 'scale')
  return bench.run(bench.client.devices.assign({ candidateId: scale!.id }))
}

describe('devices on the virtual bench', () => {
  test('are found with evidence, bound, and found again in another socket', async () => {
    bench = await startBenchHost()
    const binding = await bindScale()
    expect(binding).toMatchObject({ role: 'scale', health: 'works', failure: undefined })
    const { candidates } = await bench.client.devices.snapshot()
    expect(candidates.find(({ role }) => role === 'scale')).toMatchObject({
      certainty: expect.any(Number),
      evidence: [expect.anything()],
    })

    bench.bench.plug('scale', false)
    await bench.clock.advance(100)
    expect((await bench.client.devices.snapshot()).bindings[2]).toMatchObject({
      health: 'fails',
      failure: { code: 'link.lost' },
    })
    await bench.clock.advance(700)
    expect((await bench.client.devices.snapshot()).events[0]).toMatchObject({ kind: 'disappeared' })

    bench.bench.plug('scale', true)
    await bench.clock.advance(3_000)
    expect((await bench.client.devices.snapshot()).bindings[2]).toMatchObject({ health: 'works' })
  })

  test('a watched scale is read at least ten times a second', async () => {
    bench = await startBenchHost()
    await bindScale()
    const watch = await bench.client.devices.watchReadings()
    await watch.next()
    await bench.clock.advance(5_000)
    const { value } = (await bench.run(watch.next())) as { value: Readings }
    expect(value.scale?.perSecond).toBeGreaterThanOrEqual(10)
    await watch.return?.()
  })

  test('a binding survives a restart of the host', async () => {
    const { mkdtempSync } = await import('node:fs')
    const dataDirectory = mkdtempSync('/tmp/stykovka-test-')
    bench = await startBenchHost({ dataDirectory })
    await bindScale()
    await bench.close()
    bench = await startBenchHost({ dataDirectory })
    await bench.clock.advance(2_000)
    expect((await bench.client.devices.snapshot()).bindings[2]).toMatchObject({ role: 'scale', health: 'works' })
  })

  test('a check runs, is kept, and its exchange stands in the traffic decoded', async () => {
    bench = await startBenchHost({ checks: scaleChecks })
    await bindScale()
    const { runId } = await bench.run(bench.client.checks.run({ checkId: 'scale.identify' }))
    const result = await bench.run(bench.host.services.checks.finished(runId))
    expect(result).toMatchObject({ verdict: 'passed', checkId: 'scale.identify' })
    const [check] = await bench.client.checks.list({ role: 'scale' })
    expect(check).toMatchObject({ id: 'scale.identify', last: { runId, verdict: 'passed' } })
    const { entries } = await bench.client.traffic.query({ role: 'scale', fromId: result.traffic!.first, limit: 100 })
    expect(entries.length).toBeGreaterThan(0)
    const frame = entries.find((entry) => entry.kind === 'frame' && entry.direction === 'from-device')
    const decoded = await bench.client.traffic.decode({ id: frame!.id })
    expect(decoded.name).toEqual(expect.any(String))
    expect(decoded.problem).toBeUndefined()
    expect(decoded.fields.length).toBeGreaterThan(0)
  })
})
