import type { ErrorCode, Failure } from '../contract/error-catalogue.ts'
import type { NextStep } from '../contract/vocabulary.ts'

/** What the host's own services throw. Like a driver's failure: a code of the catalogue and data, never a sentence. */
export class HostFailure extends Error {
  override readonly name = 'HostFailure'
  readonly code: ErrorCode
  readonly data: Failure['data']
  readonly next: NextStep | undefined

  constructor(code: ErrorCode, data: Failure['data'] = {}, options: { cause?: unknown; next?: NextStep } = {}) {
    super(`${code} ${JSON.stringify(data)}`, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
    this.data = data
    this.next = options.next
  }
}
