import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { DeviceSimulator } from '../drivers/device-simulator.ts'

export interface ServedDevice {
  close(): Promise<void>
}

/**
 * Puts a simulated device on the loopback network, as a register with Ethernet would be. One host at a time, as real
 * devices have it: a second one is turned away.
 */
export async function serveOnTcp(
  simulator: DeviceSimulator,
  port = 0,
): Promise<ServedDevice & { readonly port: number }> {
  let current: Socket | undefined
  const server = createServer({ noDelay: true }, (socket) => {
    if (current) return void socket.destroy()
    current = socket
    const line = simulator.attach((bytes) => socket.write(bytes))
    socket.on('data', (bytes) => line.receive(new Uint8Array(bytes)))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      line.detach()
      current = undefined
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        current?.destroy()
        server.close(() => resolve())
      }),
  }
}
