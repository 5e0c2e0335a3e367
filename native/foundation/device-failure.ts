import type { FailureCode } from './failure-codes.ts'
import type { Localized } from './localized.ts'

export type FailureDetail = string | number | boolean | null | Localized

/** Data of a failure: never sentences, except the vendor's own text for a vendor's own code, in both languages. */
export type FailureData = Readonly<Record<string, FailureDetail>>

/** The one error that drivers and transports throw. Anything else that escapes them is a defect. */
export class DeviceFailure extends Error {
  override readonly name = 'DeviceFailure'
  readonly code: FailureCode
  readonly data: FailureData

  constructor(code: FailureCode, data: FailureData = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(data)}`, options)
    this.code = code
    this.data = data
  }
}

/** True if `error` is a failure with one of `codes` (any failure, if none are given). */
export function isFailure(error: unknown, ...codes: FailureCode[]): error is DeviceFailure {
  return error instanceof DeviceFailure && (codes.length === 0 || codes.includes(error.code))
}
