import { CodecError } from '../../../../codecs/codec-error.ts'
import type { DecodedValue } from '../../../../codecs/wire-format.ts'
import { readUnsigned } from './byte-input.ts'
import { hexadecimal, type ValueFormat } from './value-format.ts'

/** A requisite as it stands in a command: tag u16 LE, length u16 LE, value. What it means is the fiscal data codec's business. */
export interface TagValue {
  readonly tag: number
  readonly value: Uint8Array
}

/** Requisites that hold requisites (type STLV of the fiscal document formats). */
const containers = new Set([
  1032, 1033, 1047, 1059, 1067, 1068, 1069, 1071, 1084, 1112, 1115, 1119, 1129, 1130, 1131, 1132, 1133, 1145, 1146, 1157, 1158,
  1163, 1174, 1194, 1223, 1224, 1232, 1233, 1234, 1235, 1256, 1260, 1261, 1270, 1291, 2007,
])

/** Cuts a list into its requisites. Throws `decode.truncated` where a length reaches past the end. */
export function splitTags(bytes: Uint8Array, base = 0): TagValue[] {
  const tags: TagValue[] = []
  for (let offset = 0; offset < bytes.length; ) {
    if (bytes.length - offset < 4) throw new CodecError('decode.truncated', base + bytes.length, 'a requisite needs a tag and a length')
    const tag = readUnsigned(bytes.subarray(offset, offset + 2))
    const end = offset + 4 + readUnsigned(bytes.subarray(offset + 2, offset + 4))
    if (end > bytes.length) throw new CodecError('decode.truncated', base + bytes.length, `requisite ${tag} is cut off`)
    tags.push({ tag, value: bytes.subarray(offset + 4, end) })
    offset = end
  }
  return tags
}

function showTags(bytes: Uint8Array, depth: number): DecodedValue[] {
  return splitTags(bytes).map(({ tag, value }) => {
    const children = containers.has(tag) && depth < 8 ? tryShow(value, depth + 1) : undefined
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
  decode(bytes, offset) {
    splitTags(bytes, offset)
    return bytes.slice()
  },
  encode: (value) => value,
  show: (value) => showTags(value, 0),
}
