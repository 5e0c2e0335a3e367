import { CodecError } from '../codec-error.ts'
import type { DecodedValue } from '../wire-format.ts'
import { documentKind, type FixedDocument } from './document.ts'
import { ByteReader } from './byte-reader.ts'

/**
 * Reads the fixed structure of a document (command 40h of the storage, FF0Ah of ШТРИХ-М without command and error bytes):
 * `type 1 | confirmed 1 | date-time 5 | number u32 LE | sign u32 LE`, then fields by type. Tells the two forms of a
 * registration (ФФД 1.0/1.05 and 1.1+) apart by length. Throws `decode.truncated` or `decode.trailing`.
 */
export function decodeFixedDocument(bytes: Uint8Array): FixedDocument {
  const reader = new ByteReader(bytes)
  const code = reader.byte()
  const confirmed = reader.byte() !== 0
  const time = reader.storageDateTime()
  const number = reader.uint32()
  const fiscalSign = reader.uint32()
  const fields = readTail(reader, code)
  reader.expectEnd()
  return { code, kind: documentKind(code), confirmed, time, number, fiscalSign, fields }
}

function readTail(reader: ByteReader, code: number): { [name: string]: DecodedValue } {
  switch (code) {
    case 1:
      return { ...readRegistration(reader), ...(reader.left >= 13 ? readExtension(reader) : {}) }
    case 11: {
      const registration = readRegistration(reader)
      if (reader.left >= 17) return { ...registration, ...readExtension(reader), reason: reader.uint32() }
      return { ...registration, ...(reader.left > 0 ? { reason: reader.byte() } : {}) }
    }
    case 2:
    case 5:
      return { shift: reader.uint16() }
    case 3:
    case 4:
    case 31:
    case 41:
      return { operation: reader.byte(), sum: reader.unsigned(5) }
    case 6:
      return { inn: reader.text(12), rnm: reader.text(20) }
    case 21:
      return { unconfirmed: reader.uint32(), firstDate: reader.storageDate() }
    default:
      throw new CodecError('decode.unknown', 0, `no document of type ${code}`)
  }
}

function readRegistration(reader: ByteReader) {
  return { inn: reader.text(12), rnm: reader.text(20), taxBits: reader.byte(), modeBits: reader.byte() }
}

function readExtension(reader: ByteReader) {
  return { extModeBits: reader.byte(), ofdInn: reader.text(12) }
}
