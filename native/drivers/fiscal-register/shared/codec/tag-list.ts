import { CodecError } from '../../../../codecs/codec-error.ts'
import { findTag } from '../../../../codecs/ffd/tag-table.ts'
import { walkTlv } from '../../../../codecs/ffd/tlv-reader.ts'
import type { DecodedValue } from '../../../../codecs/wire-format.ts'
import { hexadecimal, type ValueFormat } from './value-format.ts'

/** A requisite as it stands in a command. What its value means is the fiscal data codec's business. */
interface TagValue {
  readonly tag: number
  readonly value: Uint8Array
}

/** Cuts a list into its requisites. Throws `decode.truncated` where one does not fit. */
export function splitTags(bytes: Uint8Array): TagValue[] {
  return [...walkTlv(bytes)].map(({ tag, valueStart, valueEnd }) => ({
    tag,
    value: bytes.subarray(valueStart, valueEnd),
  }))
}

/** Deeper nesting than any document has is garbage and stays in hexadecimal. */
const deepest = 8

function showTags(bytes: Uint8Array, depth: number): DecodedValue[] {
  return splitTags(bytes).map(({ tag, value }) => {
    const children = findTag(tag)?.type === 'stlv' && depth < deepest ? tryShow(value, depth + 1) : undefined
    return children ? { tag, len: value.length, children } : { tag, len: value.length, value: hexadecimal(value) }
  })
}

function tryShow(bytes: Uint8Array, depth: number): DecodedValue[] | undefined {
  try {
    return showTags(bytes, depth)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}

/** The rest of the payload as requisites. The bytes are kept; only the shown form is cut up. */
export const tagList: ValueFormat<Uint8Array> = {
  size: 'rest',
  decode: (bytes) => bytes.slice(),
  encode: (value) => value,
  show: (value) => showTags(value, 0),
}

/** As `tagList`, but a requisite longer than a frame may come in pieces; what is no whole list stays in hexadecimal. */
export const tagListPiece: ValueFormat<Uint8Array> = {
  ...tagList,
  show: (value) => tryShow(value, 0) ?? hexadecimal(value),
}
