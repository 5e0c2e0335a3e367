import type { ClientContext, ClientLink } from '@orpc/client'
import { connectionState, setConnectionState } from './connection-state.ts'
import { token } from './token.ts'

/** One open line to the host. `closed` is called once, when nothing more will come over it. */
interface Carrier {
  readonly link: ClientLink<ClientContext>
  readonly closed: Promise<void>
}

const firstPause = 500
const longestPause = 8_000
const portName = 'stykovka-port'

let current: Carrier | undefined

/** The line that is open now, or `undefined` while there is none. */
export function currentLink(): ClientLink<ClientContext> | undefined {
  return current?.link
}

/**
 * Opens the line to the host and keeps it open: over a MessagePort that the preload hands over (every new port replaces
 * the one before, which is how a restarted host comes back), else over a WebSocket to the same origin, with back-off.
 */
export function connect(): void {
  if (import.meta.env.DEV && import.meta.env.VITE_FIXTURE) {
    void import('./fixture/serve.ts').then(({ openFixturePort }) => usePort(openFixturePort()))
  } else if (window.location.protocol.startsWith('http')) {
    void keepWebSocket()
  } else {
    listenForPorts()
  }
}

/** Takes every port that the preload announces, the newest for good. */
export function listenForPorts(): void {
  window.addEventListener('message', (event) => {
    const announced = event.source === window && event.data?.name === portName
    const port = event.ports[0]
    if (announced && port) void usePort(port)
  })
  // A preload that was ready first cannot know that somebody listens now.
  window.postMessage({ name: 'stykovka-port-wanted' }, window.location.origin)
}

/** Talks over this port from now on; resolves when it is closed. */
export async function usePort(port: MessagePort): Promise<void> {
  const { RPCLink } = await import('@orpc/client/message-port')
  const carrier: Carrier = {
    link: new RPCLink({ port }),
    closed: new Promise((resolve) => port.addEventListener('close', () => resolve(), { once: true })),
  }
  port.start()
  await use(carrier)
}

async function keepWebSocket(): Promise<void> {
  const { RPCLink } = await import('@orpc/client/websocket')
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const socket = new WebSocket(socketAddress())
    socket.binaryType = 'arraybuffer'
    const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }))
    const opened = new Promise<boolean>((resolve) => {
      socket.addEventListener('open', () => resolve(true), { once: true })
      void closed.then(() => resolve(false))
    })
    if (await opened) {
      await use({ link: new RPCLink({ websocket: socket }), closed })
      pause = firstPause / 2
    } else if (await isRefused()) {
      setConnectionState({ kind: 'refused' })
      pause = longestPause
    } else {
      lose()
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

function socketAddress(): URL {
  const address = new URL('rpc', window.location.href)
  address.protocol = window.location.protocol === 'https:' ? 'wss:' : 'ws:'
  address.hash = ''
  address.search = token ? `?token=${encodeURIComponent(token)}` : ''
  return address
}

/** A browser does not tell why a WebSocket failed; a refused request for the page does. */
async function isRefused(): Promise<boolean> {
  try {
    const { status } = await fetch('./', { method: 'HEAD', cache: 'no-store' })
    return status === 401 || status === 403
  } catch {
    return false
  }
}

async function use(carrier: Carrier): Promise<void> {
  current = carrier
  setConnectionState({ kind: 'connected' })
  await carrier.closed
  if (current !== carrier) return
  current = undefined
  lose()
}

function lose(): void {
  const before = connectionState()
  setConnectionState(
    before.kind === 'lost'
      ? { ...before, attempt: before.attempt + 1 }
      : { kind: 'lost', since: Date.now(), attempt: 1 },
  )
}
