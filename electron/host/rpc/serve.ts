import { createRouterClient, ORPCError, type RouterClient } from '@orpc/server'
import { RPCHandler as MessagePortServer } from '@orpc/server/message-port'
import { RPCHandler as WebSocketServer } from '@orpc/server/ws'
import type { ContractRouterClient } from '@orpc/contract'
import type { WebSocket } from 'ws'
import type { Contract } from '../../contract/contract.ts'
import type { RpcContext } from './boundary.ts'
import { connectionLimits } from './connection.ts'
import type { HostRouter } from './implementer.ts'

export type HostClient = ContractRouterClient<Contract>

/** A client in the same process: tests and the command line. */
export function clientOf(router: HostRouter, context: RpcContext): HostClient {
  return createRouterClient(router, { context }) as RouterClient<HostRouter> as unknown as HostClient
}

/** The part of a message port that both Electron's and Node's have. */
export interface HostPort {
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
}

/** Serves one window over a message port. `unwrap` gives the data of a message: Electron wraps it, Node does not. */
export function serveMessagePort(
  router: HostRouter,
  port: HostPort,
  context: RpcContext,
  unwrap: (message: unknown) => unknown,
): void {
  const guarded = {
    on(event: string, listener: (message?: unknown) => void) {
      if (event === 'close') return port.on('close', () => listener())
      return port.on('message', (message) => {
        const data = unwrap(message)
        if (isReadable(data)) listener({ data })
        else context.log.warn({ kind: typeof data }, 'message of a window is unreadable')
      })
    },
    postMessage: (message: unknown) => port.postMessage(message),
  }
  new MessagePortServer(router, { interceptors: [refuseUnreadableInput] }).upgrade(guarded as never, { context })
}

/** Unsent bytes after which a window is taken for dead. */
const longestBacklog = 32 << 20

/**
 * Serves one window over a WebSocket. Sending waits until the socket has taken the bytes, which gives subscriptions the
 * backpressure that oRPC itself does not have.
 */
export function serveWebSocket(router: HostRouter, socket: WebSocket, context: RpcContext): void {
  const guarded = {
    addEventListener(event: string, listener: (event: { data?: unknown }) => void) {
      if (event !== 'message') return socket.on('close', () => listener({}))
      return socket.on('message', (data: Buffer, binary: boolean) => {
        const message = binary ? undefined : data.toString('utf8')
        if (isReadable(message)) listener({ data: message })
        else socket.close(1007, 'unreadable')
      })
    },
    send(message: string | Uint8Array): Promise<void> {
      if (socket.readyState !== socket.OPEN) return Promise.resolve()
      if (socket.bufferedAmount > longestBacklog) {
        socket.terminate()
        return Promise.resolve()
      }
      return new Promise((resolve) => socket.send(message, () => resolve()))
    },
  }
  void new WebSocketServer(router, { interceptors: [refuseUnreadableInput] }).upgrade(guarded as never, { context })
}

/**
 * oRPC parses a message outside of any guard of ours, so what it could stumble over is kept away from it. The contract
 * has no binary input, hence a request is always JSON text.
 */
function isReadable(message: unknown): message is string {
  if (typeof message !== 'string' || message.length > connectionLimits.messageBytes) return false
  try {
    const {
      i: id,
      t: type,
      p: payload,
    } = JSON.parse(message) as { i?: unknown; t?: unknown; p?: { u?: unknown; h?: unknown } }
    if (typeof id !== 'string' || id.length > 60) return false
    if (type === 4) return true
    if (typeof payload !== 'object' || payload === null) return false
    if (type === 3) return true
    return (
      (type === undefined || type === 1) &&
      typeof payload.u === 'string' &&
      /^\/[\w/-]{1,200}$/u.test(payload.u) &&
      (payload.h === undefined || (typeof payload.h === 'object' && payload.h !== null))
    )
  } catch {
    return false
  }
}

/** What goes wrong before a procedure is reached: input that oRPC's own coding cannot read. */
const refuseUnreadableInput = async <T>({ next }: { next(): Promise<T> }): Promise<T> => {
  try {
    return await next()
  } catch (error) {
    if (error instanceof ORPCError) throw error
    throw new ORPCError('FAILURE', {
      defined: true,
      status: 400,
      message: 'failure',
      data: { code: 'host.bad-request', data: {} },
    })
  }
}
