import { CodecError } from '../codec-error.ts'
import { decodeDocument } from '../ffd/decode-document.ts'
import type { FfdDocument } from '../ffd/document.ts'
import { hexadecimal } from '../ffd/hexadecimal-text.ts'
import { crc16CcittFalse } from '../ffd/identifiers.ts'

/** Header of a container, in which a document travels: 32 bytes, then the document in the open or encrypted. */
export interface ContainerHeader {
  /** Bytes of the whole container. */
  readonly length: number
  readonly crc: number
  /** A5h made by a storage, 5Ah by the operator's module. */
  readonly type: number
  readonly docType: number
  readonly version: number
  readonly service1: string
  /** Storage number in BCD; a number of 15 digits ends with nibble F. */
  readonly fnBcd: string
  /** Three bytes, big-endian, unlike everything around it. */
  readonly docNumber: number
  readonly service2: string
}

export interface Container {
  readonly header: ContainerHeader
  /** Absent where the payload is encrypted or only the header was given. */
  readonly document: FfdDocument | undefined
  readonly payload: Uint8Array
}

export const containerHeaderLength = 32

/** Reads the 32 bytes alone, unchecked: the sum covers what follows them. */
export function decodeContainerHeader(bytes: Uint8Array): ContainerHeader {
  if (bytes.length < containerHeaderLength)
    throw new CodecError('decode.truncated', bytes.length, 'a container header has 32 bytes')
  const uint16 = (offset: number) => (bytes[offset] as number) | ((bytes[offset + 1] as number) << 8)
  const type = bytes[4] as number
  if (type !== 0xa5 && type !== 0x5a)
    throw new CodecError('decode.marker', 4, `no container is of type ${type.toString(16)}h`)
  return {
    length: uint16(0),
    crc: uint16(2),
    type,
    docType: bytes[5] as number,
    version: bytes[6] as number,
    service1: hexadecimal(bytes, 7, 9),
    fnBcd: hexadecimal(bytes, 9, 17),
    docNumber: ((bytes[17] as number) << 16) | ((bytes[18] as number) << 8) | (bytes[19] as number),
    service2: hexadecimal(bytes, 20, 32),
  }
}

/**
 * Reads a whole container. Its CRC-16/CCITT-FALSE covers everything but its own two bytes (confirmed on three published
 * dumps; another implementation that zeroes the field in place is wrong). Throws CodecError.
 */
export function decodeContainer(bytes: Uint8Array): Container {
  const header = decodeContainerHeader(bytes)
  if (bytes.length < header.length)
    throw new CodecError('decode.truncated', bytes.length, `the container claims ${header.length} bytes`)
  if (bytes.length > header.length)
    throw new CodecError('decode.trailing', header.length, `${bytes.length - header.length} bytes after the end`)
  const sum = crc16CcittFalse(Uint8Array.from([...bytes.subarray(0, 2), ...bytes.subarray(4)]))
  if (sum !== header.crc) throw new CodecError('decode.checksum', 2, `CRC ${sum.toString(16)}h expected`)
  const payload = bytes.subarray(containerHeaderLength)
  const inTheOpen = payload.length >= 4 && ((payload[0] as number) | ((payload[1] as number) << 8)) === header.docType
  return { header, payload, document: inTheOpen ? decodeDocument(payload) : undefined }
}
