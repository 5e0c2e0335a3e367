import { concatenate } from '../concatenate.ts'
import { CodecError } from '../codec-error.ts'
import { findTag, type TagType } from './tag-table.ts'
import { encodeValue, type EncodableValue } from './values.ts'

/** An element to write: a value by the tag's own type, or a list. `type` is needed for a tag that the tables lack. */
export type ElementToEncode =
  | { readonly tag: number; readonly value: EncodableValue; readonly type?: Exclude<TagType, 'stlv'> | undefined }
  | { readonly tag: number; readonly children: readonly ElementToEncode[] }

/** Writes a TLV list. Throws `encode.value` for what a type, its length or CP866 cannot hold. */
export function encodeElements(elements: readonly ElementToEncode[]): Uint8Array {
  return concatenate(elements.map(encodeElement))
}

/** Writes a whole document: `code u16 LE | length u16 LE | TLV list`. */
export function encodeDocument(code: number, elements: readonly ElementToEncode[]): Uint8Array {
  return withHeader(code, encodeElements(elements))
}

function encodeElement(element: ElementToEncode): Uint8Array {
  if ('children' in element) return withHeader(element.tag, encodeElements(element.children))
  const definition = findTag(element.tag)
  const type = element.type ?? definition?.type
  if (type === undefined || type === 'stlv')
    throw new CodecError('encode.value', 0, `tag ${element.tag} needs a type and a value`)
  return withHeader(
    element.tag,
    encodeValue(type, element.value, { length: definition?.length, maxLength: definition?.maxLength }),
  )
}

function withHeader(tag: number, value: Uint8Array): Uint8Array {
  if (!Number.isInteger(tag) || tag < 0 || tag > 0xffff) throw new CodecError('encode.value', 0, `no tag: ${tag}`)
  if (value.length > 0xffff) throw new CodecError('encode.value', 0, `tag ${tag} is longer than 65535 bytes`)
  const bytes = new Uint8Array(4 + value.length)
  bytes.set([tag & 0xff, tag >> 8, value.length & 0xff, value.length >> 8])
  bytes.set(value, 4)
  return bytes
}
