import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Host } from '../create-host.ts'
import { connectionLimits } from '../rpc/connection.ts'
import { serveWebSocket } from '../rpc/serve.ts'
import { refusal } from './loopback-guard.ts'

/** Serves `ws://127.0.0.1:<port>/rpc?token=…` and nothing else. */
export async function serveLoopback(
  host: Host,
  options: { port: number; token: string },
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: connectionLimits.messageBytes,
    perMessageDeflate: false,
  })
  const server = createServer((_request, response) => response.writeHead(404).end())
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const port = (server.address() as AddressInfo | null)?.port ?? 0
    if (!isAllowed(request, port, options.token)) return refuse(socket)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate())
      serveWebSocket(host.router, webSocket, host.openConnection())
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const client of sockets.clients) client.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function isAllowed(request: IncomingMessage, port: number, token: string): boolean {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const reason = refusal(
    {
      host: request.headers.host,
      origin: request.headers.origin,
      secFetchSite: request.headers['sec-fetch-site'] as string | undefined,
      remoteAddress: request.socket.remoteAddress,
    },
    port,
  )
  return reason === undefined && url.pathname === '/rpc' && sameSecret(url.searchParams.get('token') ?? '', token)
}

/** Compares without telling by its time how much was right. */
export function sameSecret(given: string, secret: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(secret)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
