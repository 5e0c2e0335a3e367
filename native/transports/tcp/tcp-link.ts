import { connect } from 'node:net'
import { DeviceFailure } from '../../foundation/device-failure.ts'
import type { ByteLink } from '../byte-link.ts'
import type { LinkAddress } from '../link-address.ts'
import { LinkEvents } from '../link-events.ts'

type TcpAddress = Extract<LinkAddress, { kind: 'tcp' }>

/** A shop's network answers within milliseconds; longer than this the device is off or the address is wrong. */
const connectPatience = 3_000

/** Connects to a device in the network. Throws `link.unreachable`, `link.busy` or `operation.cancelled`. */
export function openTcpLink(address: TcpAddress, signal?: AbortSignal): Promise<ByteLink> {
  const path = `${address.host}:${address.port}`
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DeviceFailure('operation.cancelled'))
    const events = new LinkEvents()
    const socket = connect({ host: address.host, port: address.port, noDelay: true, keepAlive: true })
    const giveUp = (failure: DeviceFailure) => {
      stopWaiting()
      socket.destroy()
      reject(failure)
    }
    const cancel = () => giveUp(new DeviceFailure('operation.cancelled'))
    const timer = setTimeout(() => giveUp(new DeviceFailure('link.unreachable', { path })), connectPatience)
    const stopWaiting = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
    }
    signal?.addEventListener('abort', cancel, { once: true })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'ECONNREFUSED' || socket.connecting ? 'link.unreachable' : 'link.lost'
      giveUp(new DeviceFailure(code, { path }, { cause: error }))
      events.finish(new DeviceFailure('link.lost', { path }, { cause: error }))
    })
    socket.on('data', (bytes) => events.deliver(new Uint8Array(bytes)))
    socket.on('close', () => events.finish(new DeviceFailure('link.lost', { path })))
    socket.on('connect', () => {
      stopWaiting()
      resolve({
        ended: events.ended,
        subscribe: (listener) => events.subscribe(listener),
        write: (bytes) =>
          new Promise<void>((written, failed) => {
            if (events.isOver) return failed(new DeviceFailure('link.lost', { path }))
            const lost = (error: unknown) => failed(new DeviceFailure('link.lost', { path }, { cause: error }))
            socket.write(bytes, (error) => (error ? lost(error) : written()))
            void events.ended.then(lost)
          }),
        close: async () => {
          events.finish(undefined)
          socket.destroy()
        },
      })
    })
  })
}
