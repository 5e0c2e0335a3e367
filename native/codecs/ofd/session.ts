import { CodecError } from '../codec-error.ts'
import { crc16CcittFalse } from '../ffd/identifiers.ts'
import { hexadecimal } from '../ffd/hexadecimal-text.ts'

/**
 * Header of a message between register and operator: 30 bytes. The CRC covers the header without its last two bytes, and
 * the body too if the flags say so; with kind 0 it is not counted and stands as zero.
 */
export interface SessionHeader {
  /** `2a08410a` operator, `dd80caa1` marking system and key service. */
  readonly signature: string
  readonly sVersion: string
  readonly pVersion: string
  /** Number of the fiscal storage, blanks kept. */
  readonly fn: string
  /** Bytes of the body. */
  readonly bodySize: number
  readonly flags: number
  readonly crc: number
}

export const sessionHeaderLength = 30
const signatures = new Set(['2a08410a', 'dd80caa1'])

/** Reads a header and checks the CRC that its flags promise, with as much of the body as is there. */
export function decodeSessionHeader(bytes: Uint8Array): SessionHeader {
  if (bytes.length < sessionHeaderLength)
    throw new CodecError('decode.truncated', bytes.length, 'a session header has 30 bytes')
  const signature = hexadecimal(bytes, 0, 4)
  if (!signatures.has(signature)) throw new CodecError('decode.marker', 0, `no session begins with ${signature}`)
  const uint16 = (offset: number) => (bytes[offset] as number) | ((bytes[offset + 1] as number) << 8)
  const header: SessionHeader = {
    signature,
    sVersion: hexadecimal(bytes, 4, 6),
    pVersion: hexadecimal(bytes, 6, 8),
    fn: String.fromCharCode(...bytes.subarray(8, 24)),
    bodySize: uint16(24),
    flags: uint16(26),
    crc: uint16(28),
  }
  checkSum(bytes, header)
  return header
}

function checkSum(bytes: Uint8Array, { flags, bodySize, crc }: SessionHeader): void {
  const kind = flags & 3
  if (kind === 0) return
  const covered = kind === 1 ? bytes.subarray(0, 28) : joinWithoutSum(bytes, bodySize)
  if (crc16CcittFalse(covered) !== crc)
    throw new CodecError('decode.checksum', 28, `CRC ${crc16CcittFalse(covered).toString(16)}h expected`)
}

function joinWithoutSum(bytes: Uint8Array, bodySize: number): Uint8Array {
  const end = sessionHeaderLength + bodySize
  if (bytes.length < end) throw new CodecError('decode.truncated', bytes.length, `the body has ${bodySize} bytes`)
  return Uint8Array.from([...bytes.subarray(0, 28), ...bytes.subarray(sessionHeaderLength, end)])
}
