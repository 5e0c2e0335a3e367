import { CodecError } from '../../../../codecs/codec-error.ts'
import { fromHexadecimal, toHexadecimal } from '../../../../codecs/hexadecimal.ts'
import type { DecodedValue } from '../../../../codecs/wire-format.ts'
import type { Localized } from '../../../../foundation/localized.ts'

/** How one value, or several of a kind in a row, is written in a packet, and what it says. An empty value is read, too. */
export interface ValueText<V> {
  /** Values that it takes. */
  readonly count: number
  /** Throws `decode.value` at `offset`. */
  parse(texts: readonly string[], offset: number): V
  /** Throws `encode.value`. */
  print(value: V): readonly string[]
  show(value: V): DecodedValue
  meaning?(value: V): Localized | undefined
}

function single<V extends DecodedValue>(
  parse: (text: string) => V | undefined,
  print: (value: V) => string | undefined,
): ValueText<V> {
  return {
    count: 1,
    parse([text = ''], offset) {
      const value = parse(text)
      if (value === undefined) throw new CodecError('decode.value', offset, `not understood: ${text.slice(0, 40)}`)
      return value
    },
    print(value) {
      const text = print(value)
      if (text === undefined) throw new CodecError('encode.value', 0, `not to be written: ${String(value)}`)
      return [text]
    },
    show: (value) => value,
  }
}

/** «Строка»: any characters of CP866. */
export const text: ValueText<string> = single(
  (value) => value,
  (value) => value,
)

/** «Целое число»: digits only; empty is zero. */
export const whole: ValueText<number> = single(
  (value) => (/^\d{0,15}$/u.test(value) ? Number(value) : undefined),
  (value) => (Number.isSafeInteger(value) && value >= 0 ? value.toString() : undefined),
)

/** 0 or 1. */
export const bit: ValueText<number> = single(
  (value) => (/^[01]?$/u.test(value) ? Number(value) : undefined),
  (value) => (value === 0 || value === 1 ? value.toString() : undefined),
)

/** «Дробное число» of roubles, held in kopecks; what stands beyond two decimals is rounded. Empty is zero. */
export const money: ValueText<number> = single(
  (value) => (/^-?\d{0,13}(?:\.\d{0,9})?$/u.test(value) ? toKopecks(value) : undefined),
  (value) => (Number.isSafeInteger(value) ? fromKopecks(value) : undefined),
)

/** Half a kopeck counts as a whole one; a lone sign or point is zero. */
function toKopecks(value: string): number {
  const [, sign = '', roubles = '', decimals = ''] = /^(-?)(\d*)\.?(\d*)$/u.exec(value) ?? []
  const digits = decimals.padEnd(3, '0')
  const kopecks = Number(roubles) * 100 + Number(digits.slice(0, 2)) + (digits.charAt(2) >= '5' ? 1 : 0)
  return sign === '-' && kopecks > 0 ? -kopecks : kopecks
}

function fromKopecks(value: number): string {
  const digits = Math.abs(value).toString().padStart(3, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** «Дата» `ddmmyy` as `YYYY-MM-DD`, unchecked: a clock that was never set must be shown as it is. Empty: no date. */
export const date: ValueText<string | null> = single(
  (value) => (value === '' ? null : dayFirst(value, /^(\d\d)(\d\d)(\d\d)$/u, '20')),
  (value) => (value === null ? '' : yearFirst(value, /^20(\d\d)-(\d\d)-(\d\d)$/u)),
)

/** «Дата8» `ddmmyyyy` as `YYYY-MM-DD`. */
export const longDate: ValueText<string | null> = single(
  (value) => (value === '' ? null : dayFirst(value, /^(\d\d)(\d\d)(\d{4})$/u, '')),
  (value) => (value === null ? '' : yearFirst(value, /^(\d{4})-(\d\d)-(\d\d)$/u)),
)

function dayFirst(value: string, pattern: RegExp, century: string): string | undefined {
  const [, day, month, year] = pattern.exec(value) ?? []
  return day && `${century}${year}-${month}-${day}`
}

function yearFirst(value: string, pattern: RegExp): string | undefined {
  const [, year, month, day] = pattern.exec(value) ?? []
  return year && `${day}${month}${year}`
}

/** «Время» `hhmmss` as `hh:mm:ss`. Empty: no time. */
export const time: ValueText<string | null> = single(
  (value) => (value === '' ? null : /^\d{6}$/u.test(value) ? value.replace(/(..)(..)(..)/u, '$1:$2:$3') : undefined),
  (value) => (value === null ? '' : /^\d\d:\d\d:\d\d$/u.test(value) ? value.replaceAll(':', '') : undefined),
)

/** «Массив HEX»: two digits a byte. */
export const bytes: ValueText<Uint8Array> = {
  count: 1,
  parse([value = ''], offset) {
    if (!/^(?:[\dA-F]{2})*$/iu.test(value)) throw new CodecError('decode.value', offset, 'no hexadecimal block')
    return fromHexadecimal(value)
  },
  print: (value) => [toHexadecimal(value)],
  show: toHexadecimal,
}

/** A marking code as it was scanned; control characters travel as `$` and two hexadecimal digits, GS as `$1D`. */
export const markingCode: ValueText<string> = single(
  (value) =>
    value.replace(/\$([01][\dA-F])/giu, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
  (value) =>
    value.replace(/\p{Cc}/gu, (control) => `$${control.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`),
)

/** A number whose bits mean something each. */
export function mask(bits: Readonly<Record<number, Localized>>): ValueText<number> {
  const list = (value: number, language: 'ru' | 'en') =>
    Object.entries(bits)
      .filter(([bit]) => Math.floor(value / 2 ** Number(bit)) % 2 === 1)
      .map(([, name]) => name[language])
      .join(', ')
  return {
    ...whole,
    meaning: (value) => (list(value, 'ru') ? { ru: list(value, 'ru'), en: list(value, 'en') } : undefined),
  }
}

/** A number with a name. */
export function named(names: Readonly<Record<number, Localized>>): ValueText<number> {
  return { ...whole, meaning: (value) => names[value] }
}

export function explained<V>(format: ValueText<V>, meaning: (value: V) => Localized | undefined): ValueText<V> {
  return { ...format, meaning }
}

/** So many values of one kind. */
export function many<V>(format: ValueText<V>, count: number): ValueText<readonly V[]> {
  return {
    count,
    parse: (texts, offset) => Array.from({ length: count }, (_, index) => format.parse([texts[index] ?? ''], offset)),
    print: (values) => values.flatMap((value) => format.print(value)),
    show: (values) => values.map((value) => format.show(value)),
  }
}
