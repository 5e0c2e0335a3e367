import { CodecError } from '../../../../codecs/codec-error.ts'
import type { ValueFormat } from './value-format.ts'

const two = (value: number | undefined): string => (value ?? 0).toString().padStart(2, '0')

/** A calendar date as the machine's bytes give it, unchecked: a dead clock answers 00.00.2000 and must be shown so. */
function dateFormat(order: readonly ['day', 'month', 'year'] | readonly ['year', 'month', 'day']): ValueFormat<string> {
  const at = (part: 'day' | 'month' | 'year') => (order as readonly string[]).indexOf(part)
  return {
    size: 3,
    decode: (bytes) => `20${two(bytes[at('year')])}-${two(bytes[at('month')])}-${two(bytes[at('day')])}`,
    encode(value) {
      const [, year, month, day] = /^20(\d\d)-(\d\d)-(\d\d)$/u.exec(value) ?? wrong(value)
      const bytes = new Uint8Array(3)
      bytes[at('year')] = Number(year)
      bytes[at('month')] = Number(month)
      bytes[at('day')] = Number(day)
      return bytes
    },
    show: (value) => value,
  }
}

/** Day, month, year − 2000: the machine's own commands. */
export const machineDate = dateFormat(['day', 'month', 'year'])

/** Year − 2000, month, day: whatever comes out of the fiscal storage. */
export const storageDate = dateFormat(['year', 'month', 'day'])

/** Hour, minute, second. */
export const machineTime: ValueFormat<string> = {
  size: 3,
  decode: (bytes) => [...bytes].map(two).join(':'),
  encode(value) {
    const [, ...parts] = /^(\d\d):(\d\d):(\d\d)$/u.exec(value) ?? wrong(value)
    return Uint8Array.from(parts, Number)
  },
  show: (value) => value,
}

/** Year − 2000, month, day, hour, minute: `2021-09-24T15:05`. */
export const storageDateTime: ValueFormat<string> = {
  size: 5,
  decode: (bytes, offset) => `${storageDate.decode(bytes.subarray(0, 3), offset)}T${two(bytes[3])}:${two(bytes[4])}`,
  encode(value) {
    const [, date, hour, minute] = /^(20\d\d-\d\d-\d\d)T(\d\d):(\d\d)/u.exec(value) ?? wrong(value)
    return Uint8Array.from([...storageDate.encode(date ?? ''), Number(hour), Number(minute)])
  },
  show: (value) => value,
}

/** A date field of the former fiscal memory, which storage-based machines fill with a constant. */
export const legacyDate: ValueFormat<string> = {
  size: 3,
  decode: (bytes) => `${two(bytes[0])}-${two(bytes[1])}-${two(bytes[2])} (d-m-y raw)`,
  encode: (value) => Uint8Array.from(/^(\d\d)-(\d\d)-(\d\d)/u.exec(value)?.slice(1) ?? wrong(value), Number),
  show: (value) => value,
}

function wrong(value: string): never {
  throw new CodecError('encode.value', 0, `no date or time: ${value}`)
}
