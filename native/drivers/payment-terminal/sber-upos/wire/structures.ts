import { CodecError } from '../../../../codecs/codec-error.ts'
import type { DecodedValue } from '../../../../codecs/wire-format.ts'
import { decodeSniffed } from '../text-encoding.ts'
import { FieldReader } from './field-reader.ts'

type Value = { [name: string]: DecodedValue }
type Part =
  'AuthCode' | 'CardID' | 'ErrorCode' | 'TransDate' | 'TransNumber' | 'RRN' | 'SberOwnCard' | 'Hash' | 'EncryptedData'

/** Parts that follow `auth_answer` in the 32-bit library's structures, by the structure's whole size. */
const layouts: Readonly<Record<number, readonly Part[]>> = {
  35: [],
  42: ['AuthCode'],
  55: ['RRN', 'AuthCode'],
  67: ['AuthCode', 'CardID'],
  71: ['AuthCode', 'CardID', 'SberOwnCard'],
  95: ['AuthCode', 'CardID', 'ErrorCode', 'TransDate', 'TransNumber'],
  108: ['AuthCode', 'CardID', 'ErrorCode', 'TransDate', 'TransNumber', 'RRN'],
  112: ['AuthCode', 'CardID', 'SberOwnCard', 'Hash'],
  173: ['AuthCode', 'CardID', 'ErrorCode', 'TransDate', 'TransNumber', 'RRN', 'EncryptedData'],
}

const textLengths = { AuthCode: 7, CardID: 25, TransDate: 20, RRN: 13, Hash: 41, EncryptedData: 65 } as const

/** Reads `auth_answer…auth_answer9` of pilot_nt.dll: packed by one byte, a 32-bit pointer for the slip. Throws CodecError. */
export function readStructure(bytes: Uint8Array): Value {
  const parts = layouts[bytes.length]
  if (!parts)
    throw new CodecError('decode.length', bytes.length, `no structure of the library has ${bytes.length} bytes`)
  const reader = new FieldReader(bytes)
  const value: Value = {
    size: bytes.length,
    TType: reader.u32() | 0,
    Amount: reader.u32(),
    RCode: reader.text(3),
    AMessage: reader.text(16, decodeSniffed),
    CType: reader.u32() | 0,
  }
  const pointer = reader.u32()
  value['Check'] = pointer === 0 ? null : pointer
  for (const part of parts)
    value[part] = part in textLengths ? reader.text(textLengths[part as keyof typeof textLengths]) : reader.u32() | 0
  return value
}
