import { archiveHeaderLength, checksumFits, readArchiveHeader, type ArchiveHeader } from './archive-header.ts'
import { CodecError } from '../codec-error.ts'
import { decodeElements } from '../ffd/decode-elements.ts'
import { documentKind, type DocumentKind, type FfdElement } from '../ffd/document.ts'
import { walkTlv } from '../ffd/tlv-reader.ts'

/** One document of an archive: what the storage keeps for five years, and the operator's confirmation if there was one. */
export interface ArchiveRecord {
  /** 65001, 65011, 65021 of an autonomous register, 65002, 65012, 65022 with data transfer; by ФФД version. */
  readonly tag: number
  readonly offset: number
  readonly length: number
  readonly parts: readonly ArchivePart[]
}

export interface ArchivePart {
  /** 101…141 document (100 + code), 107 confirmation, 301…305 signs and protocols. */
  readonly tag: number
  readonly kind: DocumentKind
  readonly offset: number
  readonly length: number
  readonly elements: readonly FfdElement[]
}

export interface Archive {
  readonly header: ArchiveHeader
  /** Tools disagree about the sum, so a mismatch is told and does not make a file unreadable. */
  readonly checksumFits: boolean
  readonly records: readonly ArchiveRecord[]
  /** Where and why reading stopped, if the file is damaged. What stands before it is kept. */
  readonly damage: { readonly offset: number; readonly detail: string } | undefined
}

const recordTags = new Set([65001, 65002, 65011, 65012, 65021, 65022])

/**
 * Reads «Отчёт о считанных данных ФН» (`.fnc`): header, then one TLV a document. Throws `decode.marker` where the bytes
 * are no such file; damage behind the header is reported and ends the list.
 */
export function decodeArchive(bytes: Uint8Array): Archive {
  const header = readArchiveHeader(bytes)
  const { slices, damage } = findArchiveRecords(bytes)
  const records = slices.map(({ tag, offset, length }) => ({
    tag,
    offset,
    length,
    parts: readParts(bytes, offset + 4, offset + length),
  }))
  return { header, checksumFits: checksumFits(bytes, header), records, damage }
}

export type ArchiveSlice = Pick<ArchiveRecord, 'tag' | 'offset' | 'length'>

/** Where the records behind the header stand, without their requisites; `damage` says where the list broke. */
export function findArchiveRecords(bytes: Uint8Array): {
  readonly slices: readonly ArchiveSlice[]
  readonly damage: Archive['damage']
} {
  const slices: ArchiveSlice[] = []
  try {
    for (const { tag, offset, valueStart, valueEnd } of walkTlv(bytes, archiveHeaderLength)) {
      if (!recordTags.has(tag)) throw new CodecError('decode.unknown', offset, `no document record has tag ${tag}`)
      // A record whose own list is broken is damage too.
      walkThrough(bytes, valueStart, valueEnd)
      slices.push({ tag, offset, length: valueEnd - offset })
    }
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    return { slices, damage: { offset: error.offset, detail: error.detail } }
  }
  return { slices, damage: undefined }
}

function walkThrough(bytes: Uint8Array, start: number, end: number): void {
  const walk = walkTlv(bytes, start, end)
  while (!walk.next().done);
}

function readParts(bytes: Uint8Array, start: number, end: number): ArchivePart[] {
  return [...walkTlv(bytes, start, end)].map(({ tag, offset, valueStart, valueEnd }) => ({
    tag,
    kind: documentKind(tag - 100),
    offset,
    length: valueEnd - offset,
    elements: decodeElements(bytes, valueStart, valueEnd),
  }))
}
