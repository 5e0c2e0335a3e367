import { describe, expect, test } from 'vitest'
import type { DeviceFamily, ProbeAnswer } from '../drivers/device-family.ts'
import type { Role } from '../drivers/role.ts'
import { DeviceFailure } from '../foundation/device-failure.ts'
import { SimulatedClock } from '../foundation/simulated-clock.ts'
import type { ByteLink } from '../transports/byte-link.ts'
import type { PortDescription } from '../transports/port-enumerator.ts'
import { discover } from './discover.ts'
import type { FoundDevice } from './discovery.ts'
import { planAttempts } from './plan.ts'
import { describePort } from './usb-catalogue.ts'

function family(
  id: string,
  role: Role,
  options: { usb?: string; baudRates?: number[]; probe?: () => Promise<ProbeAnswer | undefined> } = {},
): DeviceFamily {
  const [vendorId = '', productId = ''] = options.usb?.split(':') ?? []
  return {
    manifest: {
      id,
      role,
      name: { ru: id, en: id },
      vendors: [],
      models: [],
      support: 'full',
      transports: [
        {
          kind: 'serial',
          defaults: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
          baudRates: options.baudRates ?? [9600],
          lines: { dtr: true, rts: true },
        },
      ],
      settings: [],
      capabilities: [],
      wiring: [],
      usb: options.usb ? [{ vendorId, productId, confidence: 'high', model: `${id} model` }] : [],
      preparation: { ru: '', en: '' },
    },
    probe: options.probe ?? (async () => undefined),
  } as unknown as DeviceFamily
}

const answer = (certainty: number): ProbeAnswer => ({
  identity: { model: 'M', facts: [] },
  certainty,
  evidence: [{ ru: 'ответило', en: 'answered' }],
})
const port = (path: string, usb?: string): PortDescription => {
  const [vendorId = '', productId = ''] = usb?.split(':') ?? []
  return { identity: usb ? `usb:${usb}:1` : path, kind: 'serial', path, usb: usb ? { vendorId, productId } : undefined }
}
const describeAttempt = ({ family: { manifest }, address }: ReturnType<typeof planAttempts>[number]) =>
  `${manifest.id}@${address.kind === 'serial' ? address.settings.baudRate : address.kind}`

describe('what is tried at a port', () => {
  const register = family('register', 'fiscal-register', { baudRates: [115200, 9600] })
  const scale = family('scale', 'scale', { baudRates: [19200, 9600] })
  const scanner = family('scanner', 'scanner', { usb: '0c2e:0caa' })

  test('each protocol at its likeliest speed comes before any second speed', () => {
    expect(planAttempts(port('COM1'), [scanner, scale, register]).map(describeAttempt)).toEqual([
      'register@115200',
      'scale@19200',
      'scanner@9600',
      'register@9600',
      'scale@9600',
    ])
  })

  test('a family that the USB id names goes first, and families of other roles stay away', () => {
    expect(planAttempts(port('COM2', '0c2e:0caa'), [register, scale, scanner]).map(describeAttempt)).toEqual([
      'scanner@9600',
    ])
  })

  test('a bare converter says nothing: every family is tried', () => {
    expect(planAttempts(port('COM3', '0403:6001'), [register, scale])).toHaveLength(4)
    expect(describePort(port('COM3', '0403:6001')).suggestedRoles).toEqual([])
  })

  test('nothing is tried where the port is of another kind', () => {
    expect(planAttempts({ ...port('/dev/hidraw0'), kind: 'hid' }, [register])).toEqual([])
  })
})

describe('a search', () => {
  const silentLink: ByteLink = {
    write: async () => {},
    subscribe: () => () => {},
    ended: new Promise(() => {}),
    close: async () => {},
  }

  async function search(
    families: DeviceFamily[],
    ports: PortDescription[],
    options: { open?: (path: string) => void; busy?: string[] } = {},
  ) {
    const found: FoundDevice[] = []
    const opened: string[] = []
    const clock = new SimulatedClock()
    const environment = {
      families,
      clock,
      runner: { run: async () => Promise.reject(new DeviceFailure('link.program-missing')) },
      opener: {
        open: async (address: { kind: string; path?: string }) => {
          opened.push(address.path ?? '')
          options.open?.(address.path ?? '')
          return silentLink
        },
      },
    }
    let last = { done: 0, total: 0 }
    const request = {
      ports,
      roles: [],
      busyPaths: new Set(options.busy ?? []),
      signal: new AbortController().signal,
      found: (device: FoundDevice) => found.push(device),
      progress: (progress: { done: number; total: number }) => (last = progress),
    }
    await clock.runUntilSettled(discover(environment as never, request))
    return { found, opened, last }
  }

  test('stops at the first device that names itself, and counts the tries that it saved', async () => {
    const sure = family('sure', 'scale', { probe: async () => answer(1), baudRates: [9600, 4800] })
    const { found, opened, last } = await search([sure], [port('COM1')])
    expect(found).toMatchObject([{ familyId: 'sure', certainty: 1, address: { path: 'COM1' } }])
    expect(opened).toEqual(['COM1'])
    expect(last).toMatchObject({ done: 2, total: 2 })
  })

  test('prefers the surer of two answers', async () => {
    const vague = family('vague', 'fiscal-register', { probe: async () => answer(0.3) })
    const better = family('better', 'scale', { probe: async () => answer(0.7) })
    expect((await search([vague, better], [port('COM1')])).found).toMatchObject([{ familyId: 'better' }])
  })

  test('a silent device with a known USB id is called a guess', async () => {
    const known = family('known', 'scanner', { usb: '0c2e:0caa' })
    const { found } = await search([known], [port('COM1', '0c2e:0caa')])
    expect(found).toMatchObject([{ familyId: 'known', identity: { model: 'known model' } }])
    expect(found[0]?.certainty).toBeLessThan(0.8)
  })

  test('leaves ports alone that a driver holds', async () => {
    const { opened } = await search([family('any', 'scale')], [port('COM1'), port('COM2')], { busy: ['COM1'] })
    expect(opened).toEqual(['COM2'])
  })

  test('does not try ten protocols at a port that cannot be opened', async () => {
    const many = Array.from({ length: 10 }, (_, index) => family(`f${index}`, 'scale'))
    const refuse = (path: string) => {
      throw new DeviceFailure('link.access-denied', { path })
    }
    const { opened, found } = await search(many, [port('COM1')], { open: refuse })
    expect(opened).toEqual(['COM1'])
    expect(found).toEqual([])
  })

  test('a probe with a defect does not end the search of the others', async () => {
    const broken = family('broken', 'fiscal-register', { probe: async () => Promise.reject(new TypeError('defect')) })
    const sound = family('sound', 'scale', { probe: async () => answer(1) })
    expect((await search([broken, sound], [port('COM1')])).found).toMatchObject([{ familyId: 'sound' }])
  })
})
