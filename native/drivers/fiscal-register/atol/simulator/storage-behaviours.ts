import { concatenate } from '../../../../codecs/concatenate.ts'
import { readUnsigned, writeUnsigned } from '../../shared/codec/byte-input.ts'
import { storageDate, storageDateTime } from '../../shared/codec/dates.ts'
import {
  documentData,
  exchangeState,
  shiftState,
  startDocument,
  storageExpiry,
  storageNumber,
  storageStatus,
  storageVersion,
} from '../commands/storage.ts'
import { errorCode } from '../error-codes.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'

const noData = new Refusal(errorCode.noData)
const mostRegistrations = 30

const time = (value: string | undefined): Uint8Array => (value ? storageDateTime.encode(value) : new Uint8Array(5))
const latin = (value: string): Uint8Array =>
  Uint8Array.from(value.padEnd(16).slice(0, 16), (character) => character.charCodeAt(0))
const u16 = (value: number): Uint8Array => writeUnsigned(value, 2)
const u32 = (value: number): Uint8Array => writeUnsigned(value, 4)
const data = (...pieces: Uint8Array[]) => ({ data: concatenate(pieces) })

export const storageBehaviours: readonly Behaviour[] = [
  on(shiftState, 'any', ({ storage: { shift } }) =>
    data(Uint8Array.of(shift.open ? 1 : 0), u16(shift.number), u16(shift.receipts)),
  ),
  on(exchangeState, 'any', ({ storage, operatorReachable }) => {
    const { count, first, firstTime } = storage.unsent()
    const flags = (operatorReachable ? 1 : 0) | (count > 0 ? 2 : 0)
    return data(Uint8Array.of(flags, 0), u16(Math.min(count, 0xffff)), u32(first), time(firstTime))
  }),
  on(storageStatus, 'any', ({ storage }) =>
    data(
      Uint8Array.of(storage.phase, 0, 0, storage.shift.open ? 1 : 0, storage.documentsLeft < 23_000 ? 4 : 0),
      time(storage.lastTime),
      latin(storage.serialNumber),
      u32(storage.lastNumber),
    ),
  ),
  on(storageNumber, 'any', ({ storage }) => data(latin(storage.serialNumber))),
  on(storageExpiry, 'any', ({ storage }) => {
    const made = storage.registrationCount
    return data(
      storageDate.encode(storage.validUntil),
      Uint8Array.of(Math.max(0, mostRegistrations - made), Math.min(made, mostRegistrations)),
    )
  }),
  on(storageVersion, 'any', ({ storage }) =>
    data(latin('fn_v_1_2'), Uint8Array.of(storage.serialNumber.startsWith('9999') ? 0 : 1)),
  ),
  on(startDocument, 'any', ({ storage, capabilities }, { documentNumber }) => {
    const bigEndian = capabilities.documentNumbers === 'big-endian'
    const number = bigEndian ? documentNumber : readUnsigned(writeUnsigned(documentNumber, 4).reverse())
    const started = storage.startReading(number)
    if (!started) return noData
    const order = (value: number) => (bigEndian ? u16(value).reverse() : u16(value))
    return { type: order(started.documentType), size: order(started.length) }
  }),
  on(documentData, 'any', ({ storage }) => {
    const piece = storage.nextPiece()
    return piece ? { data: piece } : noData
  }),
]
