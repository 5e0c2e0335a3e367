import { concatenate } from '../../../../codecs/concatenate.ts'
import { writeUnsigned } from '../../shared/codec/byte-input.ts'
import { storageDateTime } from '../../shared/codec/dates.ts'
import { acceptCode, checkCode } from '../commands/marking.ts'
import {
  documentPiece,
  exchangeState,
  freeMemory,
  lastDocument,
  lastRegistration,
  shiftState,
  startDocument,
  storageNumber,
  storageShiftOpen,
  storageStatus,
  storedDocument,
  ticket,
  versions,
} from '../commands/storage.ts'
import { errorCode } from '../error-codes.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'
import { dateAndTime } from './status-behaviours.ts'

const noData = new Refusal(errorCode.noData)
const wrongOrder = new Refusal(0x73)
const pending = 1 << 1
const connected = 1 << 0

export const storageBehaviours: readonly Behaviour[] = [
  on(storageNumber, 'asleep', ({ storage }) => ({ fn: storage.serialNumber })),
  on(storageStatus, 'asleep', ({ storage }) => ({
    state: storage.phase | (storage.shift.open ? storageShiftOpen : 0),
    currentDocument: 0,
    warnings: 0,
  })),
  on(lastDocument, 'asleep', ({ storage }) => ({ fiscalDocument: storage.lastNumber })),
  on(shiftState, 'asleep', ({ storage }) => ({
    shift: storage.shift.number,
    shiftOpen: storage.shift.open ? 1 : 0,
    receiptNumber: storage.shift.receipts,
  })),
  on(exchangeState, 'asleep', ({ storage, operatorReachable }) => {
    const { count, first, firstTime } = storage.unsent()
    return {
      exchange: (operatorReachable ? connected : 0) | (count > 0 ? pending : 0),
      queue: count,
      firstDocument: first,
      ...dateAndTime(firstTime),
    }
  }),
  on(versions, 'asleep', () => ({
    firmware: 'fn_v_1_2',
    storageKind: 0,
    ffd: 4,
    registerVersion: '002',
    registerFfd: 4,
  })),
  on(freeMemory, 'asleep', ({ storage }) => ({ documentsLeft: storage.documentsLeft, kilobytesLeft: 30_000 })),
  on(lastRegistration, 'asleep', ({ storage }) => {
    const made = storage.registration()
    if (!made) return noData
    return { fiscalDocument: made.documentNumber, fiscalSign: made.fiscalSign, ...dateAndTime(made.dateTime) }
  }),
  on(storedDocument, 'asleep', ({ storage }, { fiscalDocument }) => {
    const block = fixedBlock(storage, fiscalDocument)
    return block ? { ticket: block[1] ?? 0, block } : noData
  }),
  on(ticket, 'asleep', ({ storage }, { fiscalDocument }) => {
    const block = storage.ticket(fiscalDocument)
    return block ? { block } : noData
  }),
  on(startDocument, 'asleep', ({ storage }, { fiscalDocument }) => {
    const started = storage.startReading(fiscalDocument)
    return started ? { documentType: started.documentType, size: started.length } : noData
  }),
  on(documentPiece, 'asleep', ({ storage }) => {
    const block = storage.nextPiece()
    return block ? { block } : noData
  }),
  on(checkCode, 'awake', (machine, { markingCode }) => {
    if (machine.checkedCode !== undefined) return wrongOrder
    machine.checkedCode = markingCode
    const signed = markingCode.includes('\u001d91') && markingCode.includes('\u001d92')
    const own = signed ? 0b0011 : 0
    const online = machine.operatorReachable
    return {
      checkResult: own | (online ? 0b1100 : 0),
      reason: signed ? 0 : 3,
      processingResult: online ? '15' : '',
      processingCode: online ? '0' : '',
      statusInfo: online ? '1' : '',
    }
  }),
  on(acceptCode, 'awake', (machine) => {
    if (machine.checkedCode === undefined) return wrongOrder
    machine.checkedCode = undefined
    return { checkResult: 0 }
  }),
]

/** The fixed structure of the storage: type, confirmation, time, number, sign, and what the type adds. */
function fixedBlock(storage: Machine['storage'], number: number): Uint8Array | undefined {
  const found = storage.find(number)
  if (!found) return undefined
  return concatenate([
    Uint8Array.of(found.documentType, found.ticketReceived),
    storageDateTime.encode(found.dateTime),
    writeUnsigned(found.documentNumber, 4),
    writeUnsigned(found.fiscalSign, 4),
    ...tailOf(found),
  ])
}

const padded = (text: string, length: number): Uint8Array =>
  new TextEncoder().encode(text.padEnd(length).slice(0, length))

/** What the storage may have found, whatever the type. */
interface FoundFields {
  readonly documentType: number
  readonly inn?: string | undefined
  readonly regNumber?: string | undefined
  readonly taxSystems?: number | undefined
  readonly workMode?: number | undefined
  readonly extendedMode?: number | undefined
  readonly ofdInn?: string | undefined
  readonly reasonMask?: number | undefined
  readonly shift?: number | undefined
  readonly operation?: number | undefined
  readonly sumKop?: number | undefined
}

function tailOf(found: FoundFields): Uint8Array[] {
  const { inn = '', regNumber, taxSystems, workMode = 0, extendedMode = 0, ofdInn = '', reasonMask } = found
  if (regNumber !== undefined && taxSystems !== undefined) {
    const reason = reasonMask === undefined ? [] : [writeUnsigned(reasonMask, 4)]
    const modes = Uint8Array.of(taxSystems, workMode, extendedMode)
    return [padded(inn, 12), padded(regNumber, 20), modes, padded(ofdInn, 12), ...reason]
  }
  if (regNumber !== undefined) return [padded(inn, 12), padded(regNumber, 20)]
  if (found.shift !== undefined) return [writeUnsigned(found.shift, 2)]
  const { operation, sumKop = 0 } = found
  return operation === undefined ? [] : [Uint8Array.of(operation), writeUnsigned(sumKop, 5)]
}
