import { crc32 } from '../checksums/crc32.ts'
import { CodecError } from '../codec-error.ts'
import { decodeCp866 } from '../ffd/cp866.ts'
import { crc16CcittFalse } from '../ffd/identifiers.ts'
import { walkTlv } from '../ffd/tlv-reader.ts'

/** File of marking notifications of an autonomous register (`.fnm`, `.crpt`, `.crpt2`). */
export interface NotificationFile {
  readonly name: string
  readonly program: string
  readonly registrationNumber: string
  readonly storageSerialNumber: string
  readonly ffdVersion: number
  readonly firstNumber: number
  readonly lastNumber: number
  readonly count: number
  readonly checksum: number
  readonly checksumFits: boolean
  readonly notifications: readonly {
    readonly number: number
    readonly sumFits: boolean
    readonly container: Uint8Array
  }[]
  readonly damage: { readonly offset: number; readonly detail: string } | undefined
}

const headerLength = 375
const checksumOffset = 371

/** Reads such a file. Throws `decode.marker` where the bytes are none; damage behind the header ends the list. */
export function decodeNotificationFile(bytes: Uint8Array): NotificationFile {
  if (bytes.length < headerLength)
    throw new CodecError('decode.truncated', bytes.length, 'a notification file begins with 375 bytes')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const text = (start: number, end: number) => decodeCp866(bytes, start, end).trimEnd()
  const storageSerialNumber = text(342, 358)
  if (!/^\d{15,16}$/u.test(storageSerialNumber))
    throw new CodecError('decode.marker', 342, 'no number of a fiscal storage')
  const notifications: { number: number; sumFits: boolean; container: Uint8Array }[] = []
  let damage: NotificationFile['damage']
  try {
    for (const { valueStart, valueEnd } of walkTlv(bytes, headerLength))
      notifications.push(readContainer(bytes.subarray(valueStart, valueEnd), valueStart))
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    damage = { offset: error.offset, detail: error.detail }
  }
  const checksum = view.getUint32(checksumOffset, true)
  return {
    name: text(0, 66),
    program: text(66, 322),
    registrationNumber: text(322, 342),
    storageSerialNumber,
    ffdVersion: bytes[358] as number,
    firstNumber: view.getUint32(359, true),
    lastNumber: view.getUint32(363, true),
    count: view.getUint32(367, true),
    checksum,
    checksumFits: crc32(bytes.subarray(0, checksumOffset), bytes.subarray(headerLength)) === checksum,
    notifications,
    damage,
  }
}

/** Length u16 LE, CRC-16 u16 LE, …; the number stands big-endian in the last two bytes of the field at offset 17. */
function readContainer(container: Uint8Array, offset: number): NotificationFile['notifications'][number] {
  if (container.length < 20) throw new CodecError('decode.truncated', offset, 'a notification has at least 20 bytes')
  const sum = (container[2] as number) | ((container[3] as number) << 8)
  const covered = Uint8Array.from([...container.subarray(0, 2), ...container.subarray(4)])
  return {
    number: ((container[18] as number) << 8) | (container[19] as number),
    sumFits: crc16CcittFalse(covered) === sum,
    container,
  }
}
