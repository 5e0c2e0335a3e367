import { crc32 } from '../checksums/crc32.ts'
import { CodecError } from '../codec-error.ts'
import { decodeCp866, encodeCp866 } from '../ffd/cp866.ts'

/** Header of an archive file (приказ ЕД-7-20/662@, таблицы 142–147), texts in CP866 padded with blanks. */
export interface ArchiveHeader {
  /** Bytes of the header: 358. */
  readonly length: number
  readonly name: string
  readonly program: string
  readonly registrationNumber: string
  readonly storageSerialNumber: string
  /** Code of tag 1209. */
  readonly ffdVersion: number
  readonly shiftCount: number
  readonly documentCount: number
  readonly checksum: number
}

export const archiveHeaderLength = 358
const checksumOffset = 354

/** There is no magic number: a header is known by sixteen digits where the storage's number stands and a lawful version. */
export function readArchiveHeader(bytes: Uint8Array): ArchiveHeader {
  if (bytes.length < archiveHeaderLength)
    throw new CodecError('decode.truncated', bytes.length, 'an archive begins with 358 bytes')
  const text = (start: number, end: number) => decodeCp866(bytes, start, end).trimEnd()
  const uint32 = (offset: number) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset, true)
  const storageSerialNumber = text(329, 345)
  const ffdVersion = bytes[345] as number
  if (!/^\d{15,16}$/u.test(storageSerialNumber) || ffdVersion > 4) {
    throw new CodecError('decode.marker', 329, 'no number of a fiscal storage stands where an archive has it')
  }
  return {
    length: archiveHeaderLength,
    name: text(0, 53),
    program: text(53, 309),
    registrationNumber: text(309, 329),
    storageSerialNumber,
    ffdVersion,
    shiftCount: uint32(346),
    documentCount: uint32(350),
    checksum: uint32(checksumOffset),
  }
}

/** The sum is the zip one over the whole file without its own four bytes. */
export function checksumFits(bytes: Uint8Array, { checksum }: ArchiveHeader): boolean {
  return archiveChecksum(bytes) === checksum
}

function archiveChecksum(bytes: Uint8Array): number {
  return crc32(bytes.subarray(0, checksumOffset), bytes.subarray(archiveHeaderLength))
}

/** Puts the header before the records and counts the sum. Throws `encode.value` for text that CP866 or a field cannot hold. */
export function writeArchive(header: Omit<ArchiveHeader, 'length' | 'checksum'>, records: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(archiveHeaderLength + records.length)
  const view = new DataView(bytes.buffer)
  const put = (text: string, start: number, end: number) => {
    const encoded = encodeCp866(text)
    if (encoded.length > end - start)
      throw new CodecError('encode.value', start, `at most ${end - start} bytes: ${text}`)
    bytes.fill(0x20, start, end)
    bytes.set(encoded, start)
  }
  put(header.name, 0, 53)
  put(header.program, 53, 309)
  put(header.registrationNumber, 309, 329)
  put(header.storageSerialNumber, 329, 345)
  bytes[345] = header.ffdVersion
  view.setUint32(346, header.shiftCount, true)
  view.setUint32(350, header.documentCount, true)
  bytes.set(records, archiveHeaderLength)
  view.setUint32(checksumOffset, archiveChecksum(bytes), true)
  return bytes
}
