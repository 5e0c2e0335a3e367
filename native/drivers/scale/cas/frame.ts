/** Control bytes of the CAS exchange: the host asks with ENQ, the scale is ready with ACK, DC1 fetches the weight. */
export const [enq, ack, nak, dc1] = [0x05, 0x06, 0x15, 0x11]
const [soh, stx, etx, eot] = [0x01, 0x02, 0x03, 0x04]
/** Some models mark the header with the top bit. */
const markedSoh = 0x81

export interface WeightFrame {
  /** `S` stable, `U` unstable, `F` overload. */
  readonly status: string
  /** Blank, `-`, or `F` with an overload. */
  readonly sign: string
  readonly weight: string
  readonly unit: string
  readonly checksumRight: boolean
  /** Where it stood in the bytes given, and how long it is. */
  readonly offset: number
  readonly length: number
}

/**
 * The first whole weight frame in `bytes`: SOH STX, status, sign, six or seven characters of weight, unit, BCC, ETX EOT.
 * The BCC is the exclusive or of everything from the status to the unit.
 */
export function findWeightFrame(bytes: Uint8Array): WeightFrame | undefined {
  for (let offset = 0; offset + 1 < bytes.length; offset++) {
    if ((bytes[offset] !== soh && bytes[offset] !== markedSoh) || bytes[offset + 1] !== stx) continue
    for (const digits of [6, 7]) {
      const end = offset + digits + 7
      if (bytes[end] === etx && bytes[end + 1] === eot) return readFrame(bytes, offset, digits)
    }
  }
  return undefined
}

/** Frame for a weight as a scale would send it. */
export function encodeWeightFrame(status: string, sign: string, weight: string, unit: string): Uint8Array {
  const body = Array.from(status + sign + weight + unit, (character) => character.charCodeAt(0))
  return Uint8Array.of(soh, stx, ...body, checksum(body), etx, eot)
}

function readFrame(bytes: Uint8Array, offset: number, digits: number): WeightFrame {
  const body = bytes.subarray(offset + 2, offset + digits + 6)
  const text = String.fromCharCode(...body)
  return {
    status: text.charAt(0),
    sign: text.charAt(1),
    weight: text.slice(2, 2 + digits),
    unit: text.slice(2 + digits),
    checksumRight: bytes[offset + digits + 6] === checksum(body),
    offset,
    length: digits + 9,
  }
}

function checksum(body: Iterable<number>): number {
  let sum = 0
  for (const byte of body) sum ^= byte
  return sum
}
