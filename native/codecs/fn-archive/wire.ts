import { describeElement } from '../ffd/wire.ts'
import type { DecodedMessage, WireFormat, WireInput } from '../wire-format.ts'
import { decodeArchive } from './archive.ts'
import { decodeNotificationFile } from './notifications.ts'

const whole: WireFormat['createCutter'] = () => ({ push: (bytes) => [{ kind: 'frame', bytes }], flush: () => [] })

/** Archive files of fiscal storages (`.fnc`) as the command line reads them. */
export const storageArchive: WireFormat = { dialects: ['fnc'], decode: decodeArchiveFile, createCutter: whole }

/** Files of marking notifications (`.fnm`, `.crpt2`). */
export const notificationArchive: WireFormat = { dialects: ['fnm'], decode: decodeNotifications, createCutter: whole }

function decodeArchiveFile({ bytes }: WireInput): DecodedMessage {
  const { header, checksumFits, records, damage } = decodeArchive(bytes)
  const value = {
    name: header.name,
    program: header.program,
    rnm: header.registrationNumber,
    fn: header.storageSerialNumber,
    ffd: header.ffdVersion,
    shifts: header.shiftCount,
    docs: header.documentCount,
    crc32: header.checksum,
    crcOk: checksumFits,
    records: records.map((record) => ({
      tag: record.tag,
      len: record.length - 4,
      children: record.parts.map((part) => ({
        tag: part.tag,
        len: part.length - 4,
        children: part.elements.map(describeElement),
      })),
    })),
    ...(damage ? { damage } : {}),
  }
  return { name: 'fnc', value, fields: [] }
}

function decodeNotifications({ bytes }: WireInput): DecodedMessage {
  const file = decodeNotificationFile(bytes)
  const value = {
    name: file.name,
    program: file.program,
    rnm: file.registrationNumber,
    fn: file.storageSerialNumber,
    ffd: file.ffdVersion,
    first: file.firstNumber,
    last: file.lastNumber,
    count: file.count,
    crc32: file.checksum,
    crcOk: file.checksumFits,
    notifications: file.notifications.map(({ number, sumFits }) => ({ number, crcOk: sumFits })),
    ...(file.damage ? { damage: file.damage } : {}),
  }
  return { name: 'fnm', value, fields: [] }
}
