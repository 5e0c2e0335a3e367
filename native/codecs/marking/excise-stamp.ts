/** EGAIS excise stamps: what is printed on bottles since 2016 (PDF417) and since 2018 (Data Matrix). */
export interface ExciseStamp {
  readonly kind: 'pdf417' | 'data-matrix'
  readonly valid: boolean
  /** What is wrong. */
  readonly why: string | undefined
  /** Alcohol code of the goods, 19 digits (PDF417). */
  readonly alcocode: string | undefined
  readonly parts: readonly {
    readonly name: string
    readonly start: number
    readonly length: number
    readonly value: string
  }[]
}

const pdf417 = /^\d\d[A-Z0-9]{21}\d[01]\d[0-3]\d{10}[A-Z0-9]{31}$/u
const dataMatrix = /^\d{3}\d{3}\d{8}(?:0[1-9]|1[0-2])\d{2}[0-9A-Z]{132}$/u

const dataMatrixParts = [
  ['type', 3],
  ['series', 3],
  ['number', 8],
  ['month', 2],
  ['year', 2],
  ['version', 3],
] as const

export const stampLength = { pdf417: 68, 'data-matrix': 150 } as const

/** Reads a stamp of the kind given, whatever is wrong with it. Cyrillic look-alikes and lower case are a wrong layout, not a stamp. */
export function readExciseStamp(text: string, kind: ExciseStamp['kind']): ExciseStamp {
  const why = problemOf(text, kind)
  if (kind === 'pdf417') {
    const sound = why === undefined
    return {
      kind,
      valid: sound,
      why,
      alcocode: sound ? alcocodeOf(text) : undefined,
      parts: sound ? [part('alcocode', text, 3, 16)] : [],
    }
  }
  let offset = 0
  const parts = dataMatrixParts.map(([name, length]) => {
    const found = part(name, text, offset, length)
    offset += length
    return found
  })
  return { kind, valid: why === undefined, why, alcocode: undefined, parts }
}

/** The kind of stamp that the text is, if it is one. */
export function stampKindOf(text: string): ExciseStamp['kind'] | undefined {
  if (pdf417.test(text)) return 'pdf417'
  return dataMatrix.test(text) ? 'data-matrix' : undefined
}

function problemOf(text: string, kind: ExciseStamp['kind']): string | undefined {
  if (text.length !== stampLength[kind]) return `${text.length} characters`
  if (/[^\u0000-\u007F]/u.test(text)) return 'Cyrillic letters: wrong keyboard layout'
  if (/[a-z]/u.test(text)) return 'lower case letters: Caps Lock or a setting of the scanner'
  return (kind === 'pdf417' ? pdf417 : dataMatrix).test(text) ? undefined : 'wrong structure'
}

/** Characters 4…19 are the alcohol code in base 36. */
function alcocodeOf(text: string): string {
  let number = 0n
  for (const character of text.slice(3, 19)) number = number * 36n + BigInt(Number.parseInt(character, 36))
  return number.toString().padStart(19, '0')
}

function part(name: string, text: string, start: number, length: number) {
  return { name, start, length, value: text.slice(start, start + length) }
}
