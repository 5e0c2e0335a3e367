import { SerialPort } from 'serialport'
import { DeviceFailure } from '../../foundation/device-failure.ts'
import type { ByteLink } from '../byte-link.ts'
import type { LinkAddress } from '../link-address.ts'
import { LinkEvents } from '../link-events.ts'

type SerialAddress = Extract<LinkAddress, { kind: 'serial' }>

/** Opens a serial port. Throws `link.not-found`, `link.access-denied`, `link.busy` or `link.unreachable`. */
export async function openSerialLink(address: SerialAddress, signal?: AbortSignal): Promise<ByteLink> {
  const { path, settings } = address
  if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
  const port = new SerialPort({
    path,
    baudRate: settings.baudRate,
    dataBits: settings.dataBits,
    parity: settings.parity,
    stopBits: settings.stopBits,
    autoOpen: false,
    // On Windows the flag drives DTR at open, on Unix at close: either resets some scales and terminals.
    hupcl: false,
  })
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error ? reject(openFailure(error, path)) : resolve()))
  })
  // Converters of some scale cables are fed from these lines. A pseudo-terminal has none and says so: not an error.
  await new Promise<void>((resolve) => port.set({ dtr: true, rts: true }, () => resolve()))

  const events = new LinkEvents()
  port.on('data', (bytes: Buffer) => events.deliver(new Uint8Array(bytes)))
  port.on('error', (error: Error) => {
    events.finish(new DeviceFailure('link.lost', { path }, { cause: error }))
    if (port.isOpen) port.close(() => {})
  })
  port.on('close', (error: Error | null) => {
    events.finish(error ? new DeviceFailure('link.lost', { path }, { cause: error }) : undefined)
  })
  const link: ByteLink = {
    ended: events.ended,
    subscribe: (listener) => events.subscribe(listener),
    write: (bytes) =>
      new Promise<void>((resolve, reject) => {
        if (events.isOver || !port.isOpen) return reject(new DeviceFailure('link.lost', { path }))
        const lost = (error: unknown) => reject(new DeviceFailure('link.lost', { path }, { cause: error }))
        port.write(bytes, (error) => (error ? lost(error) : resolve()))
        // After a close the binding may never call back (node-serialport issue 2776): the end of the link answers for it.
        void events.ended.then(lost)
      }),
    close: async () => {
      events.finish(undefined)
      if (!port.isOpen) return
      await new Promise<void>((resolve) => port.close(() => resolve()))
    },
  }
  if (signal?.aborted) {
    await link.close()
    throw new DeviceFailure('operation.cancelled')
  }
  return link
}

/** The binding tells the reason in words only; these are the words of Linux, Windows and macOS. */
function openFailure(error: Error, path: string): DeviceFailure {
  const text = error.message.toLowerCase()
  if (/no such file|file not found|cannot find|enoent|enxio|no such device/u.test(text)) {
    return new DeviceFailure('link.not-found', { path }, { cause: error })
  }
  if (/cannot lock|resource busy|resource temporarily|ebusy|eagain/u.test(text)) {
    return new DeviceFailure('link.busy', { path }, { cause: error })
  }
  // Windows answers "Access denied" for a port that another program holds; Linux only for missing rights.
  if (/access denied|permission denied|eacces|eperm/u.test(text)) {
    return new DeviceFailure(
      process.platform === 'win32' ? 'link.busy' : 'link.access-denied',
      { path },
      { cause: error },
    )
  }
  return new DeviceFailure('link.unreachable', { path }, { cause: error })
}
