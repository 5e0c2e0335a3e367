import { CodecError } from '../../../codecs/codec-error.ts'
import type { Value } from './wire.ts'

const commands: Readonly<Record<string, string>> = {
  E: 'enable',
  D: 'disable',
  R: 'reset',
  F: 'not-on-file beep',
  B: 'beep',
  i: 'info',
  h: 'health',
  s: 'statistics',
  '$S\r': 'open service port',
  '$s\r': 'close service port',
  '$As\r': 'commit',
  '$Ar\r': 'save and close service port',
  '$>\r': 'ok',
  '$>': 'ok',
  '$#': 'refused',
  '\u0006': 'ok',
  '\u0007': 'no such item',
  '\u0015': 'out of range',
  '\u0017': 'busy',
  '\u0018': 'malformed',
}

/** Host commands of Datalogic scanners: one letter, or a line of the service port. */
export function decodeDatalogic(text: string): Value {
  const known = commands[text] ?? commands[text.replace(/\r$/u, '')]
  if (known !== undefined) return { meaning: known }
  const item = /^\$([cC])([^\r]*)\r$/u.exec(text)
  if (item) return { meaning: item[1] === 'c' ? 'read item' : 'write item', item: item[2] ?? '' }
  const special = /^[\u0010-\u001F]?\$[>#%]/u.exec(text)
  if (special) return { meaning: text.includes('#') ? 'refused' : 'ok', data: text.slice(special[0].length).trim() }
  throw new CodecError('decode.unknown', 0, 'no such host command')
}

/** Label ids of the IBM USB OEM interface: one byte, or three that end with 0B. */
const labelIds: Readonly<Record<string, string>> = {
  '0A': 'UPC-E',
  '0C': 'EAN-8',
  '0D': 'UPC-A',
  '16': 'EAN-13',
  '000A0B': 'Code 39',
  '000C0B': 'Standard 2 of 5',
  '000D0B': 'Interleaved 2 of 5',
  '000E0B': 'Codabar',
  '00110B': 'UPC-A with 5-digit supplement',
  '00120B': 'UPC-E with 2-digit supplement',
  '00130B': 'EAN-13 with 2-digit supplement',
  '00140B': 'UPC-E with 5-digit supplement',
  '00150B': 'EAN-13 with 5-digit supplement',
  '00160B': 'UPC-A with 2-digit supplement',
  '00170B': 'EAN-8 with 2-digit supplement',
  '00180B': 'Code 128',
  '00190B': 'Code 93',
  '001D0B': 'EAN-8 with 5-digit supplement',
  '00200B': 'UPC-A composite',
  '00210B': 'UPC-E composite',
  '00220B': 'EAN-8 composite',
  '00230B': 'EAN-13 composite',
  '00250B': 'GS1-128',
  '002A0B': 'GS1 DataBar',
  '002B0B': 'GS1 DataBar Expanded',
  '002E0B': 'PDF417',
  '002F0B': 'MaxiCode',
  '00300B': 'OCR-A',
  '00310B': 'OCR-B',
  '00320B': 'Data Matrix',
  '00330B': 'QR',
  '00340B': 'Aztec',
  '00350B': 'Code 49',
  '00360B': 'GS1 Data Matrix',
  '00370B': 'GS1 QR',
  '00380B': 'MicroPDF417',
  '00FF0B': 'unknown',
}

export function decodeLabelId(hexadecimal: string): Value {
  const symbology = labelIds[hexadecimal]
  if (symbology === undefined) throw new CodecError('decode.unknown', 0, `no such label id: ${hexadecimal}`)
  return { symbology, id_bytes: hexadecimal.length / 2 }
}
