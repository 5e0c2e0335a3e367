import { CodecError } from '../../../codecs/codec-error.ts'
import { latinTextOf } from '../../../codecs/text-bytes.ts'
import type {
  DecodedField,
  DecodedMessage,
  DecodedValue,
  StreamCutter,
  StreamPiece,
  WireFormat,
  WireInput,
} from '../../../codecs/wire-format.ts'
import { findWeightFrame, type WeightFrame } from './frame.ts'
import { readWeight } from './weight.ts'

type Value = { [name: string]: DecodedValue }

export const wire: WireFormat = {
  dialects: ['cas-ecr', 'mertech-cas-m', 'cas-pdii-ecr', 'cas-22byte'],
  decode(input) {
    if (input.bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
    const dialect = input.dialect ?? guessDialect(input)
    switch (dialect) {
      case 'cas-ecr':
        return decodeEcr(input.bytes)
      case 'mertech-cas-m':
        return { name: 'CAS-M', value: { ascii: escaped(latinTextOf(input.bytes)) }, fields: [] }
      case 'cas-pdii-ecr':
        return { name: 'PD-II', value: decodePdii(latinTextOf(input.bytes)), fields: [] }
      case 'cas-22byte':
        return { name: 'weight', value: decodeStream(input.bytes), fields: [] }
      default:
        throw new CodecError('decode.unknown', 0, `no such dialect of CAS: ${dialect}`)
    }
  },
  createCutter,
}

const tokens: Readonly<Record<number, { readonly token: string; readonly meaning: string }>> = {
  0x05: { token: 'ENQ', meaning: 'is the scale ready' },
  0x06: { token: 'ACK', meaning: 'ready' },
  0x15: { token: 'NAK', meaning: 'ask again' },
  0x11: { token: 'DC1', meaning: 'send weight frame' },
  0x12: { token: 'DC2', meaning: 'send weight, unit price and total price' },
}

function guessDialect({ bytes }: WireInput): string {
  const text = latinTextOf(bytes)
  if (/^(?:ST|US|OL),(?:GS|NT),/u.test(text)) return 'cas-22byte'
  if (/^\n[^\r]*\r\n\d\d\r\u0003?$/u.test(text)) return 'cas-pdii-ecr'
  if (/^(?:<[A-Z]{2}>\t|[A-Za-z]+\d*(?:=.*)?\r\n)$/u.test(text)) return 'mertech-cas-m'
  return 'cas-ecr'
}

function decodeEcr(bytes: Uint8Array): DecodedMessage {
  const [first = 0] = bytes
  const token = bytes.length === 1 ? tokens[first] : undefined
  if (token) return { name: token.token, value: { ...token }, fields: [] }
  const frame = findWeightFrame(bytes)
  if (frame) {
    const end = frame.offset + frame.length
    if (end < bytes.length) throw new CodecError('decode.trailing', end, `${bytes.length - end} bytes after the frame`)
    return { name: 'weight', value: { ...describe(frame), bcc_ok: frame.checksumRight }, fields: fieldsOf(frame) }
  }
  return { name: 'weight', value: decodePayload(latinTextOf(bytes)), fields: [] }
}

const statuses: Readonly<Record<string, string>> = { S: 'stable', U: 'unstable', F: 'overload' }

function describe({ status, sign, weight, unit }: Omit<WeightFrame, 'checksumRight' | 'offset' | 'length'>): Value {
  const overload = status === 'F' || sign === 'F' || /^F+$/u.test(weight)
  return {
    status: statuses[status] ?? status,
    sign,
    weight_text: weight,
    unit: unit.trim(),
    ...amount(weight, unit, sign === '-', overload),
    overload,
    ...(status === 'U' ? { expect: 'do not accept for sale' } : {}),
  }
}

/** Metric weights in grams; pounds and ounces as the scale writes them. */
function amount(weight: string, unit: string, negative: boolean, overload: boolean): Value {
  const read = overload ? undefined : readWeight(weight, unit, negative)
  if (read && (read.unit === 'lb' || read.unit === 'oz')) {
    const text = weight.trim().replace(/^0+(?=\d)/u, '')
    return { [`weight_${read.unit}`]: negative ? `-${text}` : text }
  }
  return { weight_g: read ? read.milligrams / 1000 : null }
}

/** What some models send instead of a frame: status, perhaps a sign, weight and unit, and no check behind them. */
function decodePayload(text: string): Value {
  const match = /([SUF])([ \-F]?)([ ]*\d[\d.]*|F{6,7}) ?(kg|lb|oz|g)$/u.exec(text)
  if (!match) {
    if (/^[\u0001\u0081]\u0002/u.test(text))
      throw new CodecError('decode.truncated', text.length, 'the frame is incomplete')
    throw new CodecError('decode.marker', 0, 'neither a control byte nor a weight')
  }
  const [payload, status = '', sign = '', weight = '', unit = ''] = match
  const bare = sign === '' && !weight.includes('.')
  return {
    payload: bare ? `${payload} (no decimal point, no sign slot)` : payload,
    ...describe({ status, sign, weight, unit }),
  }
}

function fieldsOf({ status, sign, weight, unit, checksumRight, offset }: WeightFrame): DecodedField[] {
  const start = offset + 2
  return [
    { name: 'status', value: status, offset: start, length: 1 },
    { name: 'sign', value: sign, offset: start + 1, length: 1 },
    { name: 'weight', value: weight, offset: start + 2, length: weight.length },
    { name: 'unit', value: unit, offset: start + 2 + weight.length, length: unit.length },
    { name: 'BCC', value: checksumRight, offset: start + 2 + weight.length + unit.length, length: 1 },
  ]
}

/** PD-II: `W` CR asks; LF, weight with unit, CR LF, two digits of status, CR ETX answer. */
function decodePdii(text: string): Value {
  if (text === 'W\r') return { ascii: 'W\\r', meaning: 'send weight' }
  const match = /^\n([^\r]*)\r\n(\d\d)\r\u0003?$/u.exec(text)
  if (!match) throw new CodecError('decode.marker', 0, 'not LF weight CR LF status CR ETX')
  const [, weight = '', status = ''] = match
  const [, sign = '', number = '', unit = ''] = /^\s*(-?)\s*(\d+(?:\.\d+)?)\s*(kg|lb|g|oz)\s*$/iu.exec(weight) ?? []
  return {
    status,
    ...(number === '' ? {} : { [`weight_${unit.toLowerCase()}`]: sign + number }),
    ok: status === '00',
    motion: status === '10',
    zero: status === '20',
    under: status === '01',
    over: status === '02',
  }
}

/** Lines of CI, NT and ED: `ST|US|OL`, `GS|NT`, id and lamps, sign and weight, unit, CR LF: 22 bytes. */
function decodeStream(bytes: Uint8Array): Value {
  const match = /^(ST|US|OL),(GS|NT),([^])([^]),([+-]?)\s*(\d+(?:\.\d+)?|[^,\r]*?)\s*(kg|lb|g|oz|t)?\r\n$/u.exec(
    latinTextOf(bytes),
  )
  if (!match) throw new CodecError('decode.marker', 0, 'not a line of the 22-byte stream')
  const [, state = '', kind = '', id = '', lamp = '', sign = '', weight = '', unit = 'kg'] = match
  const lamps = lamp.charCodeAt(0)
  return {
    stable: state === 'ST',
    overload: state === 'OL',
    net: kind === 'NT',
    id,
    [`weight_${unit}`]: /^\d/u.test(weight) ? (sign === '-' ? `-${weight}` : weight) : null,
    lamp: lamps,
    lamps: lampNames.filter((_, bit) => lamps & (1 << bit)).filter((name) => name !== ''),
    len: bytes.length,
  }
}

const lampNames = ['zero', 'tare', 'gross', 'printing', 'hold', '', 'stable', '']

function escaped(text: string): string {
  return text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

/** Control bytes stand alone; a frame goes from SOH to EOT, a line of text to its end. */
const longest = 64

function createCutter(): StreamCutter {
  let pending: number[] = []
  const take = (kind: StreamPiece['kind'], reason?: string): StreamPiece => {
    const bytes = Uint8Array.from(pending)
    pending = []
    return reason === undefined ? { kind, bytes } : { kind, bytes, reason }
  }
  const ends = () => {
    const inFrame = (pending[0] === 0x01 || pending[0] === 0x81) && (pending[1] ?? 0x02) === 0x02
    const last = pending.at(-1)
    if (inFrame) return last === 0x04 && pending.length >= 15
    return (
      (pending.length === 1 && (last ?? 0) in tokens) ||
      (last === 0x0a && pending.length > 1) ||
      last === 0x03 ||
      last === 0x09
    )
  }
  return {
    push(bytes) {
      const pieces: StreamPiece[] = []
      for (const byte of bytes) {
        pending.push(byte)
        if (ends()) pieces.push(take('frame'))
        else if (pending.length >= longest) pieces.push(take('discarded', 'longer than any message'))
      }
      return pieces
    },
    flush: () => (pending.length ? [take('discarded', 'incomplete')] : []),
  }
}
