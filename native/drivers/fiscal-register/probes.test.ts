import { expect, test } from 'vitest'
import { seededRandom } from '../../foundation/random.ts'
import { SimulatedClock } from '../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../transports/byte-link.ts'
import type { DeviceFamily } from '../device-family.ts'
import { families } from './index.ts'
import { simulatedLink } from './shared/simulator/simulated-link.ts'
import { seedDocuments } from './shared/simulator/small-storage.ts'

type Family = DeviceFamily<'fiscal-register'>

const pairs = families.flatMap((asking) =>
  families
    .filter((other) => other !== asking)
    .map((other) => [asking.manifest.id, other.manifest.id, asking, other] as const),
)

function table(family: Family) {
  const clock = new SimulatedClock()
  const seed = { shopName: '', taxpayerNumber: '9909999996', fiscalDocuments: seedDocuments() }
  const simulator = family.createSimulator({ clock, random: seededRandom(4), seed })
  if (simulator.kind !== 'bytes') throw new Error('a register is a device on a line')
  const sent: number[] = []
  const line = simulatedLink(simulator, clock)
  const link: ByteLink = {
    ...line,
    write: (bytes) => {
      sent.push(...bytes)
      return line.write(bytes)
    },
  }
  const ask = (by: Family, settings = {}) =>
    clock.runUntilSettled(by.probe({ access: { kind: 'bytes', link }, clock, settings, patience: 700 }))
  const driver = family.createDriver({ access: { kind: 'bytes', link: line }, clock, settings: {} })
  return { ask, sent, driver, clock, state: () => JSON.stringify(simulator.state) }
}

/** Every way in which a family's probe can be told to ask. */
function waysOf({ manifest }: Family): Record<string, string>[] {
  const link = manifest.settings.find(({ name }) => name === 'linkLayer')
  return link?.kind === 'choice' ? link.options.map(({ value }) => ({ linkLayer: value })) : [{}]
}

/** Lines of HTTP end in LF, which this family feeds its paper by. It is asked first wherever it may stand (index.ts). */
const feedsOnLineEnds = (asking: Family, other: Family): boolean =>
  asking.manifest.id === 'atol-web' && other.manifest.id === 'pirit'

test.each(pairs)('%s does not take a machine of %s for its own, nor disturb it', async (_, __, asking, other) => {
  for (const settings of waysOf(asking)) {
    const { ask, driver, clock, state } = table(other)
    const before = await clock.runUntilSettled(driver.readShift({}))
    expect(await ask(asking, settings), JSON.stringify(settings)).toBeUndefined()
    expect(await clock.runUntilSettled(driver.readShift({})), JSON.stringify(settings)).toEqual(before)
    const paperTape: unknown = feedsOnLineEnds(asking, other) ? expect.stringMatching(/^\n*$/u) : ''
    expect(JSON.parse(state())).toMatchObject({ paper: true, drawerOpen: false, paperTape })
  }
})

test.each(pairs)('after %s has asked, a machine of %s is still found as itself', async (_, __, asking, other) => {
  for (const settings of waysOf(asking)) {
    const { ask } = table(other)
    await ask(asking, settings)
    expect(await ask(other), JSON.stringify(settings)).toMatchObject({ certainty: 1 })
  }
})

test('the first question of АТОЛ says nothing in the protocol of ШТРИХ-М', async () => {
  const [shtrih, atol] = ['shtrih-m', 'atol'].map((id) => families.find(({ manifest }) => manifest.id === id))
  if (!shtrih || !atol) throw new Error('both families are on the list')
  const { ask, sent } = table(shtrih)
  await ask(atol, { linkLayer: 'v3' })
  expect(sent.filter((byte) => byte === 0xfe)).toHaveLength(2)
  // STX, ENQ, ACK and NAK of the standard layer, the start of the other, start and probe of the multichannel one.
  for (const byte of [0x02, 0x05, 0x06, 0x15, 0x8f, 0x82, 0x90]) expect(sent).not.toContain(byte)
})
