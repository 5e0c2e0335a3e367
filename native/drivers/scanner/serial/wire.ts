import { splitSymbologyIdentifier, symbologyOf } from '../../../codecs/aim/symbology-identifiers.ts'
import { CodecError } from '../../../codecs/codec-error.ts'
import { hasRightCheckDigit } from '../../../codecs/gs1/check-digit.ts'
import { toHexadecimal } from '../../../codecs/hexadecimal.ts'
import { createLineCutter } from '../../../codecs/line-cutter.ts'
import { readCode } from '../../../codecs/scanned-code/read-code.ts'
import { assertCodeLength, latinTextOf, textOf } from '../../../codecs/text-bytes.ts'
import type { DecodedMessage, DecodedValue, WireFormat, WireInput } from '../../../codecs/wire-format.ts'
import { decodeDatalogic, decodeLabelId } from './wire-datalogic.ts'
import { decodeHoneywell } from './wire-honeywell.ts'
import { decodeNls, decodeUnified } from './wire-newland.ts'

export type Value = { [name: string]: DecodedValue }

/** Codes that scanners send, and the commands of their makers. */
export const wire: WireFormat = {
  dialects: [
    'serial-aim-prefix',
    'honeywell-serial',
    'newland-unified',
    'newland-nls',
    'datalogic-host-cmd',
    'ibm-usb-oem-label-id',
  ],
  decode(input) {
    if (input.bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
    assertCodeLength(input.bytes)
    const dialect = input.dialect ?? guessDialect(input)
    return { name: names[dialect] ?? dialect, value: decodeAs(dialect, input), fields: fieldsOf(dialect, input) }
  },
  createCutter: () => createLineCutter([0x0d, 0x0a, 0x03]),
}

const names: Readonly<Record<string, string>> = {
  'serial-aim-prefix': 'code',
  'honeywell-serial': 'Honeywell menu command',
  'newland-unified': 'Newland command',
  'newland-nls': 'Newland command',
  'datalogic-host-cmd': 'Datalogic host command',
  'ibm-usb-oem-label-id': 'label id',
}

function guessDialect({ bytes, direction }: WireInput): string {
  const text = latinTextOf(bytes)
  if (/^\u0016[MTU\u0007]\r/u.test(text) || (direction === 'from-device' && /[\u0006\u0005\u0015][.!,]$/u.test(text)))
    return 'honeywell-serial'
  if (/^[~\u0002]\u00010000/u.test(text)) return 'newland-unified'
  if (/^NLS\d{7};$/u.test(text) || /^\u001B[01]$/u.test(text)) return 'newland-nls'
  return 'serial-aim-prefix'
}

function decodeAs(dialect: string, { bytes }: WireInput): Value {
  const text = latinTextOf(bytes)
  switch (dialect) {
    case 'serial-aim-prefix':
      return decodeScan(bytes)
    case 'honeywell-serial':
      return decodeHoneywell(text)
    case 'newland-unified':
      return decodeUnified(text)
    case 'newland-nls':
      return decodeNls(text)
    case 'datalogic-host-cmd':
      return decodeDatalogic(text)
    case 'ibm-usb-oem-label-id':
      return decodeLabelId(toHexadecimal(bytes))
    default:
      throw new CodecError('decode.unknown', 0, `no such dialect of scanners: ${dialect}`)
  }
}

function fieldsOf(dialect: string, { bytes }: WireInput): DecodedMessage['fields'] {
  if (dialect !== 'serial-aim-prefix' || bytes.some((byte) => byte > 0x7f)) return []
  return readCode(bytes).parts.map(({ name, value, start, length, title }) => ({
    name,
    value,
    offset: start,
    length,
    meaning: title,
  }))
}

/** A code with its AIM identifier; goods numbers are told from their supplements, which carry an identifier of their own. */
function decodeScan(bytes: Uint8Array): Value {
  const whole = textOf(bytes).replace(/[\r\n\t\u0003]+$/u, '')
  const { identifier, rest } = splitSymbologyIdentifier(whole)
  const value: Value = { data: rest }
  if (identifier !== undefined)
    Object.assign(value, { aim: identifier, symbology: symbologyOf(identifier)?.name.en ?? null })
  const goods = /^(\d{13}|\d{8})(?:(\]E[12])(\d{2}|\d{5}))?$/u.exec(rest)
  if (!goods || !(identifier === undefined || identifier.startsWith(']E')))
    return { ...value, content: readCode(bytes).content }
  const [, number = '', supplementAim, supplement] = goods
  value[number.length === 13 ? 'gtin13' : 'gtin8'] = number
  value['check_digit_ok'] = hasRightCheckDigit(number)
  // UPC-A is an EAN-13 that starts with 0, and readers send it so.
  if (number.length === 13 && number.startsWith('0')) value['symbology'] = 'EAN-13 (UPC-A sent as EAN-13)'
  if (supplementAim !== undefined && supplement !== undefined)
    Object.assign(value, { supplement_aim: supplementAim, supplement })
  return value
}
