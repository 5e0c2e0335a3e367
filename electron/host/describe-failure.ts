import { CodecError } from '../../native/codecs/codec-error.ts'
import { DeviceFailure } from '../../native/foundation/device-failure.ts'
import type { Failure } from '../contract/error-catalogue.ts'
import { HostFailure } from './host-failure.ts'

const longestText = 2000

/** The failure as it is stored and sent. `undefined` for an error that nobody foresaw: a defect, to be wrapped by the boundary. */
export function knownFailure(error: unknown): Failure | undefined {
  if (error instanceof HostFailure) {
    return { code: error.code, data: shorten(error.data), ...(error.next && { next: error.next }) }
  }
  if (error instanceof DeviceFailure) return { code: error.code, data: shorten(error.data) }
  if (error instanceof CodecError)
    return { code: error.code, data: { offset: error.offset, detail: error.detail.slice(0, longestText) } }
  if (error instanceof Error && error.name === 'AbortError') return { code: 'operation.cancelled', data: {} }
  return undefined
}

/** As `knownFailure`, with `host.internal` for defects. Carries the kind of the error, never its stack. */
export function describeFailure(error: unknown): Failure {
  return (
    knownFailure(error) ?? { code: 'host.internal', data: { kind: error instanceof Error ? error.name : typeof error } }
  )
}

function shorten(data: Failure['data']): Failure['data'] {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.slice(0, longestText) : value,
    ]),
  )
}
