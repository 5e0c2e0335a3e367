import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { refusal } from '../host/carriers/loopback-guard.ts'
import { commonHeaders, contentSecurityPolicy } from '../page/content-security-policy.ts'
import { refusalPage } from './refusal-page.ts'
import { Session } from './session.ts'
import { readStaticFile } from '../page/static-files.ts'

export interface ShellServer {
  readonly port: number
  /** The address to open, token included. */
  readonly address: string
  close(): Promise<void>
}

/** Where the host listens now; rejects while there is none. */
export type FindHost = () => Promise<{ port: number; token: string }>

/** A closed tab and a newly opened one may overtake each other by as much. */
const handOver = 1_500

/** Serves the page on loopback and passes its WebSocket on to the host. */
export async function serveShell(options: {
  folder: string
  port: number
  findHost: FindHost
  session?: Session
}): Promise<ShellServer> {
  const session = options.session ?? new Session()
  const sockets = new Set<Duplex>()
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    upgrade(request, socket, head).catch(() => refuse(socket, '503 Service Unavailable'))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const cookieName = `stykovka-${port}`

  async function enter(request: IncomingMessage, url: URL) {
    const credentials = {
      token: url.searchParams.get('token') ?? undefined,
      cookie: readCookie(request.headers.cookie, cookieName),
    }
    const first = session.enter(credentials)
    if (first.allowed || credentials.token === undefined) return first
    await session.untilFree(handOver)
    return session.enter(credentials)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (guard(request, port)) return void response.writeHead(403, commonHeaders).end()
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, commonHeaders).end()
    const entry = await enter(request, url)
    if (!entry.allowed) {
      const headers = {
        ...commonHeaders,
        'content-security-policy': "default-src 'none'",
        'content-type': 'text/html; charset=utf-8',
      }
      return void response.writeHead(403, headers).end(refusalPage)
    }
    const file = await readStaticFile(options.folder, url.pathname)
    if (!file) return void response.writeHead(404, commonHeaders).end()
    const isPage = file.type.startsWith('text/html')
    const nonce = randomBytes(16).toString('base64url')
    const content = isPage ? file.content.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : file.content
    response.writeHead(200, {
      ...commonHeaders,
      'content-type': file.type,
      'cache-control': isPage ? 'no-store' : 'no-cache',
      'content-security-policy': contentSecurityPolicy({ nonce, connect: [`ws://${request.headers.host ?? ''}`] }),
      ...(entry.cookie && { 'set-cookie': `${cookieName}=${entry.cookie}; HttpOnly; SameSite=Strict; Path=/` }),
    })
    response.end(request.method === 'HEAD' ? undefined : content)
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (guard(request, port) || url.pathname !== '/rpc' || !(await enter(request, url)).allowed)
      return refuse(socket, '403 Forbidden')
    const host = await options.findHost()
    const disconnected = session.connected()
    socket.once('close', disconnected)
    const upstream = connect(host.port, '127.0.0.1', () => {
      upstream.write(upgradeRequest(request, host))
      if (head.length > 0) upstream.write(head)
      upstream.pipe(socket)
      socket.pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    upstream.once('close', () => socket.destroy())
    socket.once('close', () => upstream.destroy())
  }

  return {
    port,
    address: `http://127.0.0.1:${port}/?token=${session.token}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function guard(request: IncomingMessage, port: number): string | undefined {
  return refusal(
    {
      host: request.headers.host,
      origin: request.headers.origin,
      secFetchSite: request.headers['sec-fetch-site'] as string | undefined,
      remoteAddress: request.socket.remoteAddress,
    },
    port,
  )
}

/** The same upgrade under the host's own name and token; nothing else of the page's request goes on. */
function upgradeRequest(request: IncomingMessage, host: { port: number; token: string }): string {
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value)
  const kept = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol']
    .map((name) => [name, one(request.headers[name])] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
  return [
    `GET /rpc?token=${host.token} HTTP/1.1`,
    `Host: 127.0.0.1:${host.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    ...kept,
    '\r\n',
  ].join('\r\n')
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=')
    if (key === name) return rest.join('=')
  }
  return undefined
}

function refuse(socket: Duplex, status: string): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
