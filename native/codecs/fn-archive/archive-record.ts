import { concatenate } from '../concatenate.ts'
import { CodecError } from '../codec-error.ts'
import { ByteReader } from '../ffd/byte-reader.ts'
import { encodeElements, type ElementToEncode } from '../ffd/encode-elements.ts'
import { decodeFixedDocument } from '../ffd/fixed-document.ts'
import { walkTlv, type TlvSlice } from '../ffd/tlv-reader.ts'
import { archivedTags, confirmationTags, itemRequisites } from './archive-requisites.ts'

/** A document as the log has it: its full text, or else the storage's short form. */
export interface DocumentToArchive {
  readonly fixed?: Uint8Array | undefined
  readonly tlv?: Uint8Array | undefined
  readonly confirmation?: Uint8Array | undefined
}

export interface ArchiveMode {
  /** Code of tag 1209: 2 = 1.05, 3 = 1.1, 4 = 1.2. */
  readonly ffdVersion: number
  /** The register hands nothing over to an operator (tag 1002). */
  readonly autonomous: boolean
  /** ИНН of the operator (tag 1017), for confirmations that do not name it. */
  readonly operatorNumber?: string | undefined
}

/** Tag of a document's record: 65001, 65011, 65021 of an autonomous register, one more with data transfer. */
export function recordTag({ ffdVersion, autonomous }: ArchiveMode): number {
  return 65_000 + Math.max(0, Math.min(ffdVersion, 4) - 2) * 10 + (autonomous ? 1 : 2)
}

/**
 * One document as an archive holds it: `record(100 + code(long-storage requisites) [107(confirmation)])`, requisites as they
 * stand in the document, byte for byte. Of a document that kept only its short form, what that tells (its time without
 * seconds). A signature of the storage (300, 301) is not known outside of it and is left out. The order of the requisites and
 * the sign (1077) with its most significant byte first follow one published program; that a tax office's reader or another
 * vendor's program takes the records is not proven. Throws `decode.empty` for a document without bytes, `decode.truncated`
 * for damaged ones, `encode.value` for a record beyond 65535 bytes.
 */
export function writeArchiveRecord(document: DocumentToArchive, mode: ArchiveMode): Uint8Array {
  const body = document.tlv ? fromFullText(document.tlv, mode) : fromShortForm(document.fixed)
  const parts = document.confirmation ? [body, fromConfirmation(document.confirmation, mode)] : [body]
  return element(recordTag(mode), concatenate(parts))
}

/** A record as the log reads it again: the document and its confirmation as texts with the codes that documents have. */
export function openArchiveRecord(record: Uint8Array): {
  readonly tlv: Uint8Array | undefined
  readonly confirmation: Uint8Array | undefined
} {
  let tlv: Uint8Array | undefined
  let confirmation: Uint8Array | undefined
  for (const part of soundElements(record, 4)) {
    const code = part.tag - 100
    if (code === 7) confirmation ??= element(7, record.subarray(part.valueStart, part.valueEnd))
    else if (code > 0 && code <= 41) tlv ??= element(code, record.subarray(part.valueStart, part.valueEnd))
  }
  return { tlv, confirmation }
}

function fromFullText(tlv: Uint8Array, { ffdVersion }: ArchiveMode): Uint8Array {
  if (tlv.length < 4) throw new CodecError('decode.truncated', tlv.length, 'a document begins with 4 bytes')
  const code = (tlv[0] as number) | ((tlv[1] as number) << 8)
  const bodyEnd = Math.min(tlv.length, 4 + ((tlv[2] as number) | ((tlv[3] as number) << 8)))
  const tags = archivedTags(code, ffdVersion)
  if (!tags) return element(100 + code, tlv.subarray(4, bodyEnd))
  const elements = [...walkTlv(tlv, 4, bodyEnd)]
  const kept = tags.flatMap((tag) =>
    elements
      .filter((slice) => slice.tag === tag)
      .map((slice) => (tag === 1059 ? keptItem(tlv, slice) : whole(tlv, slice))),
  )
  return element(100 + code, concatenate(kept))
}

function keptItem(tlv: Uint8Array, { valueStart, valueEnd }: TlvSlice): Uint8Array {
  const children = [...walkTlv(tlv, valueStart, valueEnd)].filter(({ tag }) => itemRequisites.has(tag))
  return element(1059, concatenate(children.map((child) => whole(tlv, child))))
}

/** Storage command 41h: `date-time 5 | sign of the operator 18 | number u32 LE`. */
const shortConfirmationLength = 27

/**
 * A register gives the confirmation as a document with requisites or in the storage's short form, which names no operator:
 * then its number comes from the registration. The short form's sign has 18 bytes where newer archives have 16; no source
 * says which two are spare, so all go over.
 */
function fromConfirmation(confirmation: Uint8Array, { operatorNumber }: ArchiveMode): Uint8Array {
  if (confirmation.length === shortConfirmationLength) {
    const time = new ByteReader(confirmation).storageDateTime()
    const head = [...(operatorNumber ? [{ tag: 1017, value: operatorNumber }] : []), { tag: 1012, value: time }]
    return element(107, concatenate([encodeElements(head), element(1078, confirmation.subarray(5, 23))]))
  }
  const elements = [...walkTlv(confirmation, 4)]
  const kept = confirmationTags.flatMap((tag) => elements.filter((slice) => slice.tag === tag))
  return element(107, concatenate(kept.map((slice) => whole(confirmation, slice))))
}

function fromShortForm(fixed: Uint8Array | undefined): Uint8Array {
  if (!fixed) throw new CodecError('decode.empty', 0, 'a document without bytes')
  const { code, time, number, fiscalSign, fields } = decodeFixedDocument(fixed)
  const numberOf = (tag: number, name: string): ElementToEncode[] => {
    const value = fields[name]
    return typeof value === 'number' ? [{ tag, value }] : []
  }
  const textOf = (tag: number, name: string): ElementToEncode[] => {
    const value = fields[name]
    return typeof value === 'string' ? [{ tag, value }] : []
  }
  const sign = new Uint8Array([code, 4, 0, 0, 0, 0])
  new DataView(sign.buffer).setUint32(2, fiscalSign)
  const elements: ElementToEncode[] = [
    { tag: 1012, value: time },
    ...numberOf(1038, 'shift'),
    ...numberOf(1054, 'operation'),
    ...numberOf(1020, 'sum'),
    ...textOf(1018, 'inn'),
    ...textOf(1037, 'rnm'),
    { tag: 1040, value: number },
    ...numberOf(1097, 'unconfirmed'),
    { tag: 1077, value: sign },
  ]
  return element(100 + code, encodeElements(elements))
}

function soundElements(bytes: Uint8Array, start: number): TlvSlice[] {
  const slices: TlvSlice[] = []
  try {
    for (const slice of walkTlv(bytes, start)) slices.push(slice)
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
  }
  return slices
}

function whole(bytes: Uint8Array, { offset, valueEnd }: TlvSlice): Uint8Array {
  return bytes.subarray(offset, valueEnd)
}

function element(tag: number, value: Uint8Array): Uint8Array {
  if (value.length > 0xffff) throw new CodecError('encode.value', 0, `tag ${tag} is longer than 65535 bytes`)
  const bytes = new Uint8Array(4 + value.length)
  bytes.set([tag & 0xff, tag >> 8, value.length & 0xff, value.length >> 8])
  bytes.set(value, 4)
  return bytes
}
