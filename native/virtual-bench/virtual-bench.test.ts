import { describe, expect, test } from 'vitest'
import { discover } from '../discovery/discover.ts'
import type { FoundDevice } from '../discovery/discovery.ts'
import { allFamilies } from '../drivers/families.ts'
import { SimulatedClock } from '../foundation/simulated-clock.ts'
import { decodeDocument, findDamage } from '../codecs/ffd/index.ts'
import { createShopSeed } from './shop.ts'
import { seededRandom } from '../foundation/random.ts'
import { VirtualBench } from './virtual-bench.ts'

async function search(bench: VirtualBench, clock: SimulatedClock) {
  const found: FoundDevice[] = []
  const progress: number[] = []
  const { ports } = await bench.ports.list()
  const work = discover(
    { families: allFamilies, opener: bench.opener, runner: bench.runner, clock },
    {
      ports,
      roles: [],
      busyPaths: new Set(),
      signal: new AbortController().signal,
      found: (device) => found.push(device),
      progress: ({ done, total }) => progress.push(done / Math.max(1, total)),
    },
  )
  await clock.runUntilSettled(work)
  return { found, progress }
}

describe('the virtual bench', () => {
  test('has a device of each role, and a search names them all with evidence', async () => {
    const clock = new SimulatedClock()
    const bench = new VirtualBench({ clock, documentCount: 40 })
    const { found, progress } = await search(bench, clock)
    expect(found.map(({ role }) => role).sort()).toEqual(bench.devices.map(({ role }) => role).sort())
    expect(found).toHaveLength(4)
    for (const device of found) {
      expect(device.evidence.length, device.familyId).toBeGreaterThan(0)
      expect(device.certainty, device.familyId).toBeGreaterThanOrEqual(0.8)
    }
    expect(progress.at(-1)).toBe(1)
  })

  test('a pulled cable takes the port away, and a search finds the rest', async () => {
    const clock = new SimulatedClock()
    const bench = new VirtualBench({ clock, documentCount: 40 })
    const seen: number[] = []
    bench.ports.watch(({ ports }) => seen.push(ports.length))
    bench.plug('scale', false)
    const { found } = await search(bench, clock)
    expect(found.map(({ role }) => role)).not.toContain('scale')
    bench.plug('scale', true)
    expect(seen).toEqual([3, 4])
  })

  test('each family of a role can stand on it and is found as itself', async () => {
    for (const { manifest } of allFamilies) {
      const clock = new SimulatedClock()
      const bench = new VirtualBench({ clock, documentCount: 40, families: { [manifest.role]: manifest.id } })
      const { found } = await search(bench, clock)
      expect(found.find(({ role }) => role === manifest.role)?.familyId, manifest.id).toBe(manifest.id)
    }
  })

  test('refuses an unknown control and an unknown family', () => {
    const bench = new VirtualBench({ clock: new SimulatedClock(), documentCount: 40 })
    expect(() => bench.control('scale', 'explode')).toThrow(RangeError)
    expect(() => new VirtualBench({ clock: new SimulatedClock(), families: { scale: 'none' } })).toThrow(RangeError)
  })
})

test('published requisites stand in the simulated storage, and every document stays sound', () => {
  const { fiscalDocuments = [] } = createShopSeed(new SimulatedClock(), seededRandom(3), 200)
  const tags = new Set(fiscalDocuments.flatMap(({ tlv }) => decodeDocument(tlv).elements.map(({ tag }) => tag)))
  for (const tag of [1270, 1261, 1008, 1224]) expect(tags).toContain(tag)
  for (const { tlv } of fiscalDocuments) expect(findDamage(decodeDocument(tlv).elements)).toBeUndefined()
})
