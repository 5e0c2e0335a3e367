import { CodecError } from '../codec-error.ts'

/** One element as it stands: `tag u16 LE | length u16 LE | value`. Offsets count from the start of `bytes`. */
export interface TlvSlice {
  readonly tag: number
  readonly offset: number
  readonly valueStart: number
  readonly valueEnd: number
}

/** Walks a list without a terminator. Throws `decode.truncated` at the element that does not fit before `end`. */
export function* walkTlv(bytes: Uint8Array, start = 0, end = bytes.length): Generator<TlvSlice, void> {
  let offset = start
  while (offset < end) {
    if (offset + 4 > end) throw new CodecError('decode.truncated', offset, 'the header of an element has 4 bytes')
    const tag = (bytes[offset] as number) | ((bytes[offset + 1] as number) << 8)
    const length = (bytes[offset + 2] as number) | ((bytes[offset + 3] as number) << 8)
    const valueStart = offset + 4
    const valueEnd = valueStart + length
    if (valueEnd > end) {
      throw new CodecError(
        'decode.truncated',
        offset,
        `tag ${tag} claims ${length} bytes, ${end - valueStart} are left`,
      )
    }
    yield { tag, offset, valueStart, valueEnd }
    offset = valueEnd
  }
}
