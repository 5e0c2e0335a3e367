import { bytesOf } from '../text-bytes.ts'
import { stampKindOf } from './excise-stamp.ts'
import { readMarkingCode } from './marking-code.ts'

/** First two bytes of tag 1162 «код товара» of ФФД 1.05: what kind of code follows. */
const kinds = {
  unknown: 0x0000,
  ean8: 0x4508,
  ean13: 0x450d,
  itf14: 0x490e,
  dataMatrix: 0x444d,
  fur: 0x5246,
  egais2: 0xc514,
  egais3: 0xc51e,
  fuel: 0x4541,
} as const

/** The value of tag 1162 for a scanned code. Check digits are not looked at: registers do not either. */
export function encodeTag1162(text: string): Uint8Array {
  const { scan, family, gtin, serial } = readMarkingCode(text)
  const code = scan.code
  if (/^\d{8}$/u.test(code)) return join(kinds.ean8, number(code))
  if (/^\d{13}$/u.test(code)) return join(kinds.ean13, number(code))
  if (/^\d{14}$/u.test(code)) return join(kinds.itf14, number(code))
  if (/^\d{10}$/u.test(code)) return join(kinds.fuel, number(code))
  const stamp = stampKindOf(code)
  if (stamp === 'pdf417') return join(kinds.egais2, bytesOf(code.slice(8, 31)))
  if (stamp === 'data-matrix') return join(kinds.egais3, bytesOf(code.slice(0, 14)))
  if (family?.id === 'fur') return join(kinds.fur, bytesOf(code))
  if (family?.id === 'pack29' || family?.id === 'pack25') {
    return join(kinds.dataMatrix, number(code.slice(0, 14)), bytesOf(`${code.slice(14, 25)}  `))
  }
  if (gtin !== undefined && /^01\d{14}21/u.test(code)) {
    const rest = family ? (serial ?? '') : serialByTail(code.slice(18))
    return join(kinds.dataMatrix, number(gtin), bytesOf(rest + (family?.parts['kopecks'] ?? priceIn(code))))
  }
  return join(kinds.unknown, bytesOf(code).slice(0, 30))
}

/** Where the separators are lost and no layout fits as a whole, the serial ends before the first element that follows one. */
function serialByTail(tail: string): string {
  const cut = tail.indexOf('\u001D')
  if (cut >= 0) return tail.slice(0, cut)
  const length = [13, 20, 7, 6].find((candidate) => /^(?:91|93|240|8005)/u.test(tail.slice(candidate)))
  return length === undefined ? tail.slice(0, 20) : tail.slice(0, length)
}

function priceIn(code: string): string {
  return /\u001D8005(\d{6})/u.exec(code)?.[1] ?? ''
}

/** Six bytes, most significant first. */
function number(digits: string): Uint8Array {
  const bytes = new Uint8Array(6)
  let rest = BigInt(digits)
  for (let index = 5; index >= 0; index--) {
    bytes[index] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}

function join(kind: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from([kind >> 8, kind & 0xff, ...parts.flatMap((part) => [...part])])
}
