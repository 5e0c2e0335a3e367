import { walkTlv } from '../../../codecs/ffd/tlv-reader.ts'
import { readUnsigned } from './codec/byte-input.ts'
import { decodedOr } from './codec/decoded.ts'

/** «Номер ФД». */
const documentNumberTag = 1040

/** The number that a document's requisites give it: it tells whether a register gave the document it was asked for. */
export function numberOf(body: Uint8Array): number | undefined {
  const own = decodedOr(
    () => [...walkTlv(body)].find(({ tag }) => tag === documentNumberTag),
    () => undefined,
  )
  return own && readUnsigned(body.subarray(own.valueStart, Math.min(own.valueEnd, own.valueStart + 6)))
}
