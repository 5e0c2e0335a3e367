import { CodecError } from '../../codecs/codec-error.ts'
import { walkTlv } from '../../codecs/ffd/tlv-reader.ts'
import { decodeVln } from '../../codecs/ffd/values.ts'

/** Codes of the rates (1199) with the receipt's sum and the report's counter; `base` for 20 % and what is calculated from it. */
export const vatCounters = [
  { code: 1, sum: 1102, counter: 1139, base: true },
  { code: 2, sum: 1103, counter: 1140, base: false },
  { code: 3, sum: 1106, counter: 1141, base: true },
  { code: 4, sum: 1107, counter: 1142, base: false },
  { code: 5, sum: 1104, counter: 1143, base: false },
  { code: 6, sum: 1105, counter: 1183, base: false },
] as const

const newerSums = 1115

/**
 * Sums by rate of a receipt's text, in the order of `vatCounters`, without making its tree. `undefined` for a text that is
 * damaged: it has a finding of its own.
 */
export function vatOfReceipt(
  text: Uint8Array,
): { readonly sums: readonly number[]; readonly newerRates: boolean } | undefined {
  const sums = vatCounters.map(() => 0)
  let newerRates = false
  try {
    for (const { tag, valueStart, valueEnd } of walkTlv(text, 4)) {
      if (tag === newerSums) newerRates = true
      const place = vatCounters.findIndex(({ sum }) => sum === tag)
      if (place >= 0) sums[place] = Number(decodeVln(text, valueStart, valueEnd))
    }
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
  return { sums, newerRates }
}
