/** What can be wrong with bytes. Closed; texts stand in the error catalogue. */
export const codecErrorCodes = [
  'decode.empty',
  'decode.truncated',
  'decode.marker',
  'decode.length',
  'decode.checksum',
  'decode.value',
  'decode.text',
  'decode.trailing',
  'decode.unknown',
  'encode.value',
] as const
export type CodecErrorCode = (typeof codecErrorCodes)[number]

/** Bytes that are not what they should be. `offset` counts from the first byte given to the codec. */
export class CodecError extends Error {
  override readonly name = 'CodecError'
  readonly code: CodecErrorCode
  readonly offset: number
  readonly detail: string

  constructor(code: CodecErrorCode, offset: number, detail: string) {
    super(`${code} at ${offset}: ${detail}`)
    this.code = code
    this.offset = offset
    this.detail = detail
  }
}
