import { expect, test } from 'vitest'
import type { DeviceFamily } from '../drivers/device-family.ts'
import { simulatedLink } from '../drivers/fiscal-register/shared/simulator/simulated-link.ts'
import { seedDocuments } from '../drivers/fiscal-register/shared/simulator/small-storage.ts'
import { seededRandom } from '../foundation/random.ts'
import { SimulatedClock } from '../foundation/simulated-clock.ts'
import { discover } from './discover.ts'
import type { FoundDevice } from './discovery.ts'
import { withKnownPlaces } from './known-places.ts'
import { families } from '../drivers/fiscal-register/index.ts'
import { planAttempts } from './plan.ts'

const orderAt = (path: string): string[] =>
  planAttempts({ identity: path, kind: 'tcp', path }, families).map(({ family }) => family.manifest.id)

test('a register whose paper HTTP would feed is found before HTTP is tried, at any address', () => {
  for (const path of ['192.168.1.7:4001', '127.0.0.1:9100']) {
    expect(orderAt(path)).toContain('pirit')
    expect(orderAt(path).at(-1)).toBe('atol-web')
  }
})

test('at its own port the web server is asked first', () => {
  expect(orderAt('127.0.0.1:16732')[0]).toBe('atol-web')
})

test('the web server is looked for on this computer and found there, with the register behind it', async () => {
  const own = families.find(({ manifest }) => manifest.id === 'atol-web') as DeviceFamily<'fiscal-register'>
  const enumerator = { list: async () => ({ ports: [], gaps: [] }), watch: () => () => {} }
  const { ports } = await withKnownPlaces(enumerator, families).list()
  const path = '127.0.0.1:16732'
  expect(ports).toContainEqual({ identity: `tcp:${path}`, kind: 'tcp', path })
  const clock = new SimulatedClock()
  const seed = { shopName: '', taxpayerNumber: '9909999996', fiscalDocuments: seedDocuments() }
  const simulator = own.createSimulator({ clock, random: seededRandom(1), seed })
  if (simulator.kind !== 'bytes') throw new Error('a server is at the end of a line')
  const found: FoundDevice[] = []
  const opener = { open: async () => simulatedLink(simulator, clock) }
  const runner = { run: () => Promise.reject(new Error('no program is run')) }
  await clock.runUntilSettled(
    discover(
      { families, opener, runner, clock },
      {
        ports: ports.filter((port) => port.path === path),
        roles: [],
        busyPaths: new Set(),
        signal: new AbortController().signal,
        found: (device) => found.push(device),
        progress: () => {},
      },
    ),
  )
  expect(found).toMatchObject([
    {
      familyId: 'atol-web',
      address: { kind: 'tcp', host: '127.0.0.1', port: 16732 },
      identity: { model: 'АТОЛ 30Ф', serialNumber: '00106327428745' },
      certainty: 1,
    },
  ])
})
