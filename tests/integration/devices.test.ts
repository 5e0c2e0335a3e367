import type { BenchPlace } from '../../electron/host/bench/bench-place.ts'
import { DeviceFailure } from '../../native/foundation/device-failure.ts'
import type { PortListing } from '../../native/transports/port-enumerator.ts'
import type { Readings } from '../../electron/contract/devices.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { bindOnBench } from '../../electron/host/test-support/bind-on-bench.ts'
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

  test('that are plugged in are searched for and named by themselves', async () => {
    bench = await startBenchHost()
    bench.bench.plug('scanner', false)
    await bench.clock.advance(1_000)
    expect((await bench.client.devices.snapshot()).candidates).toEqual([])
    bench.bench.plug('scanner', true)
    await bench.clock.advance(5_000)
    const { candidates, events } = await bench.client.devices.snapshot()
    expect(candidates).toMatchObject([{ role: 'scanner', evidence: [expect.anything()] }])
    expect(events.map(({ kind }) => kind)).toEqual(['appeared', 'disappeared'])
  })

  test('are found in another socket by what they are, not by where they were', async () => {
    let socket = 'virtual:scale'
    bench = await startBenchHost({ wrap: (place) => renamed(place, 'virtual:scale', () => socket) })
    expect(await bindScale()).toMatchObject({ addressText: expect.stringContaining('virtual:scale,') })
    bench.bench.plug('scale', false)
    await bench.clock.advance(1_000)
    socket = 'virtual:another-socket'
    bench.bench.plug('scale', true)
    await bench.clock.advance(3_000)
    const binding = (await bench.client.devices.snapshot()).bindings[2]
    expect(binding).toMatchObject({ health: 'works', addressText: expect.stringContaining('virtual:another-socket,') })
  })

  test('of another number in the same socket do not take the bound one’s place', async () => {
    bench = await startBenchHost()
    await bindScale()
    const { store } = bench.host.services
    const [{ body } = { body: '' }] = await store.run('bindings.list', { bench: true })
    const kept = JSON.parse(body) as { identity: { serialNumber: string } }
    kept.identity.serialNumber = '999999'
    await store.run('bindings.write', { bench: true, role: 'scale', body: JSON.stringify(kept) })
    await bench.run(bench.client.system.useBench({ bench: false }))
    await bench.run(bench.client.system.useBench({ bench: true }))
    await bench.clock.advance(3_000)
    expect((await bench.client.devices.snapshot()).bindings[2]).toMatchObject({
      health: 'fails',
      failure: { code: 'link.wrong-device', data: { expected: '999999' } },
    })
  })

  test('can be searched for again and again, and a search can be cancelled', async () => {
    bench = await startBenchHost()
    await bench.client.devices.search({})
    expect((await bench.client.devices.snapshot()).search.state).toBe('running')
    expect(await bench.run(bench.client.devices.cancelSearch())).toMatchObject({ state: 'cancelled' })
    await bench.client.devices.search({})
    await bench.run(bench.client.devices.search({}))
    await bench.run(bench.host.services.devices.searchFinished())
    const { search, candidates } = await bench.client.devices.snapshot()
    expect(search).toMatchObject({ state: 'finished', done: search.total })
    expect(candidates.map(({ role }) => role).toSorted()).toEqual([
      'fiscal-register',
      'payment-terminal',
      'scale',
      'scanner',
    ])
  })
})

/** The same place with one path called differently, as an operating system does after a replug. */
function renamed(place: BenchPlace, own: string, shown: () => string): BenchPlace {
  const rename = (listing: PortListing): PortListing => ({
    ...listing,
    ports: listing.ports.map((port) => (port.path === own ? { ...port, path: shown() } : port)),
  })
  return {
    runner: place.runner,
    devices: place.devices,
    plug: (role, plugged) => place.plug(role, plugged),
    control: (role, name, value) => place.control(role, name, value),
    subscribe: (listener) => place.subscribe(listener),
    opener: {
      open: (address, signal) =>
        address.kind === 'serial' && address.path === shown()
          ? place.opener.open({ ...address, path: own }, signal)
          : Promise.reject(new DeviceFailure('link.not-found')),
    },
    ports: {
      list: async () => rename(await place.ports.list()),
      watch: (listener) => place.ports.watch((listing) => listener(rename(listing))),
    },
  }
}

describe('a scanned marking code', () => {
  test('is checked at the register without being sold, and only while it is on the list', async () => {
    bench = await startBenchHost()
    await bindOnBench(bench, 'scanner')
    await expect(bench.client.devices.checkMarking({ scanId: 1 })).rejects.toMatchObject({
      data: { code: 'host.not-found' },
    })
    const code = '0104600000000015215!abcD\u001d91EE06\u001d92c2lnbmF0dXJlc2lnbmF0dXJlc2lnbmF0dXJlc2lnbmE='
    bench.bench.control('scanner', 'scan', code)
    await bench.clock.advance(1_000)
    const [scan] = bench.host.services.devices.readings.snapshot().scans
    await expect(bench.run(bench.client.devices.checkMarking({ scanId: scan!.id }))).rejects.toMatchObject({
      data: { code: 'link.not-found' },
    })
    await bindOnBench(bench, 'fiscal-register')
    const before = await bench.run(bench.host.services.devices.driver('fiscal-register', 'operation').readStorage({}))
    expect(await bench.run(bench.client.devices.checkMarking({ scanId: scan!.id }))).toMatchObject({
      scanId: scan!.id,
      storage: 'good',
      online: 'good',
    })
    const after = await bench.run(bench.host.services.devices.driver('fiscal-register', 'operation').readStorage({}))
    expect(after.lastDocumentNumber).toBe(before.lastDocumentNumber)
  })
})
