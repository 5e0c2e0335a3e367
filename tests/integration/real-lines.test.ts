import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createShopSeed } from '../../native/virtual-bench/shop.ts'
import { serveOnPseudoTerminal } from '../../native/virtual-bench/serve-pseudo-terminal.ts'
import { serveOnTcp } from '../../native/virtual-bench/serve-tcp.ts'
import { defaultSettings } from '../../native/discovery/discover.ts'
import type { DeviceFamily } from '../../native/drivers/device-family.ts'
import type { DeviceSimulator } from '../../native/drivers/device-simulator.ts'
import { allFamilies } from '../../native/drivers/families.ts'
import { systemClock } from '../../native/foundation/clock.ts'
import { isFailure } from '../../native/foundation/device-failure.ts'
import { seededRandom } from '../../native/foundation/random.ts'
import type { LinkAddress } from '../../native/transports/link-address.ts'
import { createSystemOpener } from '../../native/transports/system-opener.ts'

const folder = mkdtempSync(join(tmpdir(), 'lines-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const opener = createSystemOpener()
const seed = createShopSeed(systemClock, seededRandom(1), 60)
const byteFamilies = allFamilies.filter(({ manifest }) => manifest.transports.some(({ kind }) => kind !== 'program'))

function simulate(family: DeviceFamily): DeviceSimulator {
  const simulator = family.createSimulator({ clock: systemClock, random: seededRandom(2), seed })
  if (simulator.kind !== 'bytes') throw new Error('this family is no device on a line')
  return simulator
}

async function probe(family: DeviceFamily, address: Exclude<LinkAddress, { kind: 'program' }>) {
  const link = await opener.open(address)
  try {
    return await family.probe({
      access: { kind: 'bytes', link },
      clock: systemClock,
      settings: defaultSettings(family),
      patience: 3_000,
    })
  } finally {
    await link.close()
  }
}

describe('a pseudo-terminal, by the real serial binding', () => {
  test.each(byteFamilies.filter(({ manifest }) => manifest.transports.some(({ kind }) => kind === 'serial')))(
    '$manifest.id names itself',
    async (family) => {
      const path = join(folder, family.manifest.id)
      const device = await serveOnPseudoTerminal(simulate(family), path)
      try {
        const transport = family.manifest.transports.find(({ kind }) => kind === 'serial')
        if (transport?.kind !== 'serial') throw new Error('no serial transport')
        const answer = await probe(family, { kind: 'serial', path, settings: transport.defaults })
        expect(answer?.evidence.length).toBeGreaterThan(0)
        expect(answer?.certainty).toBeGreaterThan(0.5)
      } finally {
        await device.close()
      }
    },
  )

  test('a port that is not there is said so', async () => {
    const address = {
      kind: 'serial',
      path: join(folder, 'none'),
      settings: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    } as const
    await expect(opener.open(address)).rejects.toMatchObject({ code: 'link.not-found' })
  })
})

describe('a socket on the loopback network', () => {
  test.each(byteFamilies.filter(({ manifest }) => manifest.transports.some(({ kind }) => kind === 'tcp')))(
    '$manifest.id names itself',
    async (family) => {
      const device = await serveOnTcp(simulate(family))
      try {
        const answer = await probe(family, { kind: 'tcp', host: '127.0.0.1', port: device.port })
        expect(answer?.identity.model ?? answer?.identity.vendor).toBeTruthy()
      } finally {
        await device.close()
      }
    },
  )

  test('a device that hangs up ends the link with a reason', async () => {
    const [family] = byteFamilies
    const device = await serveOnTcp(simulate(family as DeviceFamily))
    const link = await opener.open({ kind: 'tcp', host: '127.0.0.1', port: device.port })
    await device.close()
    const end = await link.ended
    expect(isFailure(end, 'link.lost')).toBe(true)
    await expect(link.write(Uint8Array.of(5))).rejects.toMatchObject({ code: 'link.lost' })
  })

  test('a port where nobody listens is said so', async () => {
    const device = await serveOnTcp(simulate(byteFamilies[0] as DeviceFamily))
    await device.close()
    await expect(opener.open({ kind: 'tcp', host: '127.0.0.1', port: device.port })).rejects.toMatchObject({
      code: 'link.unreachable',
    })
  })
})
