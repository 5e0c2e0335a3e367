import { allFamilies } from '../drivers/families.ts'
import type { DeviceFamily } from '../drivers/device-family.ts'
import type { DeviceSimulator, VirtualProgram } from '../drivers/device-simulator.ts'
import { roles, type Role } from '../drivers/role.ts'
import type { Clock } from '../foundation/clock.ts'
import { DeviceFailure } from '../foundation/device-failure.ts'
import { seededRandom, type Random } from '../foundation/random.ts'
import type { LinkOpener } from '../transports/byte-link.ts'
import type { PortDescription, PortEnumerator } from '../transports/port-enumerator.ts'
import type { ProgramRunner } from '../transports/program-runner.ts'
import { createShopSeed } from './shop.ts'
import { SimulatedLine } from './simulated-line.ts'

export interface BenchOptions {
  readonly clock: Clock
  readonly random?: Random
  /** Family of each role; the first of its index by default. */
  readonly families?: Partial<Record<Role, string>>
  /** Size of the simulated storage. */
  readonly documentCount?: number
}

export interface BenchDevice {
  readonly role: Role
  readonly family: DeviceFamily
  readonly simulator: DeviceSimulator | VirtualProgram
  readonly port: PortDescription
  readonly plugged: boolean
}

/**
 * A shop on the table: one simulated device a role, reached through ports of its own. The host uses it in the place of the
 * machine's ports and cannot tell the difference, except that cables can be pulled from here.
 */
export class VirtualBench {
  readonly #clock: Clock
  readonly #devices: { -readonly [Key in keyof BenchDevice]: BenchDevice[Key] }[]
  readonly #lines = new Map<string, SimulatedLine>()
  readonly #listeners = new Set<() => void>()

  constructor(options: BenchOptions) {
    this.#clock = options.clock
    const random = options.random ?? seededRandom(20_261_123)
    const seed = createShopSeed(options.clock, random, options.documentCount ?? 1500)
    this.#devices = roles.flatMap((role) => {
      const family = chooseFamily(role, options.families?.[role])
      if (!family) return []
      const simulator = family.createSimulator({ clock: options.clock, random, seed })
      return [{ role, family, simulator, port: portFor(family), plugged: true }]
    })
  }

  get devices(): readonly BenchDevice[] {
    return this.#devices
  }

  readonly opener: LinkOpener = {
    open: async (address, signal) => {
      if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
      const path = address.kind === 'serial' ? address.path : `${address.host}:${address.port}`
      const device = this.#devices.find(({ port, plugged }) => plugged && port.path === path)
      if (!device || device.simulator.kind !== 'bytes') throw new DeviceFailure('link.not-found', { path })
      if (this.#lines.has(path)) throw new DeviceFailure('link.busy', { path })
      const line = new SimulatedLine(device.simulator, this.#clock, {
        path,
        hostBaudRate: address.kind === 'serial' && isConverter(device.port) ? address.settings.baudRate : undefined,
        deviceBaudRate: deviceBaudRate(device.family),
      })
      this.#lines.set(path, line)
      void line.link.ended.then(() => this.#lines.get(path) === line && this.#lines.delete(path))
      const close = line.link.close.bind(line.link)
      return {
        ...line.link,
        close: () => close().finally(() => this.#lines.get(path) === line && this.#lines.delete(path)),
      }
    },
  }

  readonly runner: ProgramRunner = {
    run: async (address, invocation, signal) => {
      const device = this.#devices.find(
        ({ port, plugged }) => plugged && port.kind === 'program' && port.path === address.directory,
      )
      if (!device || device.simulator.kind !== 'program')
        throw new DeviceFailure('link.program-missing', { path: address.directory })
      const result = await device.simulator.run(invocation, signal)
      this.#changed()
      return result
    },
  }

  readonly ports: PortEnumerator = {
    list: async () => ({ ports: this.#pluggedPorts(), gaps: [] }),
    watch: (listener) => {
      let known = this.#pluggedPorts().length
      return this.subscribe(() => {
        const ports = this.#pluggedPorts()
        if (ports.length === known) return
        known = ports.length
        listener({ ports, gaps: [] })
      })
    },
  }

  /** Plugs a device's cable in, or pulls it in the middle of whatever goes on. */
  plug(role: Role, plugged: boolean): void {
    const device = this.#device(role)
    if (device.plugged === plugged) return
    device.plugged = plugged
    if (!plugged) {
      const line = this.#lines.get(device.port.path)
      this.#lines.delete(device.port.path)
      line?.pull(device.port.path)
    }
    this.#changed()
  }

  /** Does to a device what a person or a misfortune does. Throws RangeError on an unknown control. */
  control(role: Role, name: string, value?: string | number | boolean): void {
    this.#device(role).simulator.control(name, value)
    this.#changed()
  }

  /** Calls `listener` after a plug or a control. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #device(role: Role) {
    const device = this.#devices.find((other) => other.role === role)
    if (!device) throw new RangeError(`No ${role} stands on the bench`)
    return device
  }

  #pluggedPorts(): PortDescription[] {
    return this.#devices.filter(({ plugged }) => plugged).map(({ port }) => port)
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

function chooseFamily(role: Role, id: string | undefined): DeviceFamily | undefined {
  const candidates = allFamilies.filter(({ manifest }) => manifest.role === role)
  if (id === undefined) return candidates[0]
  const chosen = candidates.find(({ manifest }) => manifest.id === id)
  if (!chosen) throw new RangeError(`No ${role} family is called ${id}`)
  return chosen
}

/** Behind a converter the line has a speed; a device with a USB id of its own takes bytes as fast as they come. */
function isConverter(port: PortDescription): boolean {
  return port.usb?.vendorId === converter.vendorId && port.usb.productId === converter.productId
}

const converter = { vendorId: '0403', productId: '6001', manufacturer: 'FTDI', product: 'FT232R USB UART' } as const

/** The device's own speed is the one that its manifest proposes. */
function deviceBaudRate(family: DeviceFamily): number | undefined {
  const serial = family.manifest.transports.find((transport) => transport.kind === 'serial')
  return serial?.kind === 'serial' ? serial.defaults.baudRate : undefined
}

/** A port as this family would have it: a socket where it knows no cable, a USB id where the manifest knows one, else a bare converter. */
function portFor(family: DeviceFamily): PortDescription {
  const { manifest } = family
  const program = manifest.transports.find((transport) => transport.kind === 'program')
  if (program?.kind === 'program') {
    const path = `virtual/${manifest.id}`
    return { identity: path, kind: 'program', path, program: program.programs[0] }
  }
  const socket = manifest.transports.find((transport) => transport.kind === 'tcp')
  if (socket?.kind === 'tcp' && manifest.transports.every(({ kind }) => kind === 'tcp')) {
    const path = `${socket.defaultHosts[0] ?? '127.0.0.1'}:${socket.defaultPort}`
    return { identity: `tcp:${path}`, kind: 'tcp', path }
  }
  const path = `virtual:${manifest.role}`
  const known = manifest.usb.find(({ confidence }) => confidence === 'high') ?? manifest.usb[0]
  const usb = known
    ? {
        vendorId: known.vendorId,
        productId: known.productId,
        serialNumber: 'VIRTUAL',
        manufacturer: manifest.vendors[0],
      }
    : { ...converter, serialNumber: `VIRTUAL-${manifest.id}` }
  return { identity: `usb:${usb.vendorId}:${usb.productId}:${usb.serialNumber}`, kind: 'serial', path, usb }
}
