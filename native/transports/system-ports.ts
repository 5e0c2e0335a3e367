import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { SerialPort } from 'serialport'
import type { PortDescription, PortEnumerator, PortListing, UsbIdentity } from './port-enumerator.ts'

/** Windows, hubs and drivers report a plug in several steps; listing within half a second of each would show halves. */
const pollInterval = 1_000

interface BusListing {
  readonly ports: PortDescription[]
  readonly gap?: { readonly bus: 'serial' | 'hid' | 'usb'; readonly reason: string }
}

/** Ports of this machine. Each bus is listed on its own: where one cannot be, the listing says so and the others stand. */
export function createSystemPortEnumerator(): PortEnumerator {
  return {
    list: listAll,
    watch(listener) {
      let stopped = false
      let known = ''
      let timer: NodeJS.Timeout | undefined
      const look = async () => {
        const listing = await listAll()
        const now = JSON.stringify(listing)
        if (!stopped && known !== '' && now !== known) listener(listing)
        known = now
        if (!stopped) timer = setTimeout(look, pollInterval).unref()
      }
      void look()
      return () => {
        stopped = true
        clearTimeout(timer)
      }
    },
  }
}

async function listAll(): Promise<PortListing> {
  const buses = await Promise.all([guarded('serial', listSerial), guarded('hid', listHid), guarded('usb', listUsb)])
  return { ports: buses.flatMap((bus) => bus.ports), gaps: buses.flatMap((bus) => (bus.gap ? [bus.gap] : [])) }
}

async function guarded(bus: 'serial' | 'hid' | 'usb', list: () => Promise<PortDescription[]>): Promise<BusListing> {
  try {
    return { ports: await list() }
  } catch (error) {
    return {
      ports: [],
      gap: { bus, reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) },
    }
  }
}

async function listSerial(): Promise<PortDescription[]> {
  let ports
  try {
    ports = await SerialPort.list()
  } catch (error) {
    // On Linux the binding asks udevadm, which a slim system lacks; the kernel's own tree tells the same.
    if (process.platform === 'linux') return listSerialBySysfs()
    throw error
  }
  return ports
    .filter(
      (port) => process.platform !== 'linux' || port.vendorId !== undefined || isConsoleFree(port.path, port.pnpId),
    )
    .map((port) => {
      const usb =
        port.vendorId && port.productId
          ? usbIdentity(port.vendorId, port.productId, port.serialNumber, port.manufacturer, undefined, port.locationId)
          : undefined
      return { identity: identityOf(usb, port.path), kind: 'serial', path: port.path, usb }
    })
}

/** Linux lists thirty-two legacy ports whether they exist or not; without a plug-and-play id they do not. */
function isConsoleFree(path: string, plugAndPlayId: string | undefined): boolean {
  return !/^\/dev\/ttyS\d+$/u.test(path) || plugAndPlayId !== undefined
}

async function listSerialBySysfs(): Promise<PortDescription[]> {
  const root = '/sys/class/tty'
  const names = (await readdir(root)).filter((name) => /^tty(USB|ACM|AMA|XRUSB)\d+$/u.test(name))
  return Promise.all(
    names.map(async (name) => {
      const path = `/dev/${name}`
      const usb = await usbParent(await realpath(join(root, name, 'device')).catch(() => ''))
      return { identity: identityOf(usb, path), kind: 'serial', path, usb } as const
    }),
  )
}

/** Walks up the kernel's device tree to the USB device that carries the port. */
async function usbParent(start: string): Promise<UsbIdentity | undefined> {
  const read = (directory: string, name: string) =>
    readFile(join(directory, name), 'utf8').then(
      (text) => text.trim(),
      () => undefined,
    )
  for (let directory = start, depth = 0; directory.length > 4 && depth < 6; directory = dirname(directory), depth++) {
    const vendorId = await read(directory, 'idVendor')
    const productId = await read(directory, 'idProduct')
    if (vendorId && productId) {
      return usbIdentity(
        vendorId,
        productId,
        await read(directory, 'serial'),
        await read(directory, 'manufacturer'),
        await read(directory, 'product'),
        basename(directory),
      )
    }
  }
  return undefined
}

async function listHid(): Promise<PortDescription[]> {
  const hid = await import('node-hid')
  const devices = await hid.devicesAsync()
  return devices
    .filter((device) => device.path !== undefined)
    .map((device) => {
      const usb = usbIdentity(
        hexadecimal(device.vendorId),
        hexadecimal(device.productId),
        device.serialNumber,
        device.manufacturer,
        device.product,
        undefined,
      )
      return { identity: identityOf(usb, device.path as string), kind: 'hid', path: device.path as string, usb }
    })
}

async function listUsb(): Promise<PortDescription[]> {
  if (process.platform === 'linux')
    await readlink('/sys/bus/usb').catch((error: NodeJS.ErrnoException) => {
      // The library ends the process' promise chain in an unhelpful way where the bus is missing: ask the kernel first.
      if (error.code === 'ENOENT') throw new Error('/sys/bus/usb is missing')
    })
  const { usb: bus } = await import('usb')
  const devices = await bus.getDevices()
  return devices.map((device) => {
    const usb = usbIdentity(
      hexadecimal(device.vendorId),
      hexadecimal(device.productId),
      device.serialNumber,
      device.manufacturerName,
      device.productName,
      undefined,
    )
    return { identity: identityOf(usb, ''), kind: 'usb', path: `${usb.vendorId}:${usb.productId}`, usb }
  })
}

function hexadecimal(number: number): string {
  return number.toString(16).padStart(4, '0')
}

function usbIdentity(
  vendorId: string,
  productId: string,
  serialNumber: string | null | undefined,
  manufacturer: string | null | undefined,
  product: string | null | undefined,
  location: string | null | undefined,
): UsbIdentity {
  return {
    vendorId: vendorId.toLowerCase().padStart(4, '0'),
    productId: productId.toLowerCase().padStart(4, '0'),
    serialNumber: serialNumber || undefined,
    manufacturer: manufacturer || undefined,
    product: product || undefined,
    location: location || undefined,
  }
}

/** Paths are renumbered when a cable is replugged; what the device says of itself is not. */
function identityOf(usb: UsbIdentity | undefined, path: string): string {
  if (!usb) return path
  const own = usb.serialNumber ?? usb.location ?? path
  return `usb:${usb.vendorId}:${usb.productId}:${own}`
}
