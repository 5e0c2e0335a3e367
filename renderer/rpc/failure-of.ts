import { ORPCError } from '@orpc/client'
import { failureSchema, type Failure } from '../../electron/contract/error-catalogue.ts'
import { connectionState } from './connection-state.ts'

/** What went wrong, as an entry of the catalogue, whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError) {
    const parsed = failureSchema.safeParse(error.data)
    if (parsed.success) return parsed.data
    if (error.code === 'BAD_REQUEST') return { code: 'host.bad-request', data: {} }
    if (error.code === 'NOT_FOUND') return { code: 'host.not-found', data: {} }
    return { code: 'host.internal', data: { detail: error.message.slice(0, 200) } }
  }
  const { name, message } = partsOf(error)
  if (name === 'HostDisconnected') return { code: 'host.disconnected', data: {} }
  // A call that was under way when the line broke fails with the carrier's own words.
  if (connectionState().kind !== 'connected') return { code: 'host.disconnected', data: {} }
  if (name === 'AbortError') return { code: 'operation.cancelled', data: {} }
  return { code: 'host.internal', data: { detail: message.slice(0, 200) } }
}

/** Name and message of whatever was thrown; a DOMException is not an Error everywhere. */
function partsOf(error: unknown): { name: string; message: string } {
  const parts = typeof error === 'object' && error !== null ? (error as { name?: unknown; message?: unknown }) : {}
  return { name: String(parts.name ?? ''), message: String(parts.message ?? '') }
}
