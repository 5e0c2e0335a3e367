import {
  exchangeStatus,
  findDocument,
  freeMemory,
  lastRegistration,
  nextRequisite,
  operatorTicket,
  shiftParameters,
  startDocument,
  storageExpiry,
  storageSerial,
  storageStatus,
  storageVersion,
  unconfirmedDocuments,
} from '../commands/storage.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'

const noData = new Refusal(0x08)
const wrongState = new Refusal(0x02)
const noTime = '2000-00-00T00:00'

/** Fifteen months from the registration, as storages for small shops are sold. */
function expiry(registered: string): string {
  const date = new Date(`${registered.slice(0, 10)}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + 15)
  return date.toISOString().slice(0, 10)
}

export const storageBehaviours: readonly Behaviour[] = [
  on(storageStatus, 'system', ({ storage }) => ({
    lifePhase: storage.phase,
    currentDocument: 0,
    documentDataReceived: 0,
    shiftOpen: storage.shift.open ? 1 : 0,
    warnings: storage.documentsLeft < 23_000 ? 4 : 0,
    dateTime: storage.lastTime ?? noTime,
    fnSerial: storage.serialNumber,
    lastDocument: storage.lastNumber,
  })),
  on(storageSerial, 'system', ({ storage }) => ({ fnSerial: storage.serialNumber })),
  on(storageExpiry, 'system', ({ storage, clock }) => ({
    expiry: expiry(storage.registration()?.dateTime ?? clock.now()),
    registrationsLeft: Math.max(0, 30 - storage.registrationCount),
    registrationsDone: storage.registrationCount,
  })),
  on(storageVersion, 'system', ({ storage }) => ({
    fnVersion: 'fn_v_1_2',
    fnType: storage.serialNumber.startsWith('9999') ? 0 : 1,
  })),
  on(freeMemory, 'system', ({ storage }) => ({
    documents: storage.documentsLeft,
    kilobytes: Math.max(0, 8_192 - storage.unsent().count * 2),
  })),
  on(lastRegistration, 'system', ({ storage }) => storage.registration() ?? wrongState),
  on(findDocument, 'system', ({ storage }, { documentNumber }) => storage.find(documentNumber) ?? noData),
  on(startDocument, 'system', ({ storage }, { documentNumber }) => storage.startReading(documentNumber) ?? noData),
  on(nextRequisite, 'system', ({ storage }) => {
    const tlv = storage.nextPiece()
    return tlv ? { tlv } : noData
  }),
  on(operatorTicket, 'system', ({ storage }, { documentNumber }) => {
    const ticket = storage.ticket(documentNumber)
    return ticket ? { ticket } : noData
  }),
  on(exchangeStatus, 'system', ({ storage, operatorReachable }) => {
    const { count, first, firstTime } = storage.unsent()
    return {
      status: (operatorReachable ? 1 : 0) | (count > 0 ? 2 : 0),
      readState: 0,
      queue: Math.min(count, 0xffff),
      firstDocument: first,
      firstDateTime: firstTime ?? noTime,
    }
  }),
  on(unconfirmedDocuments, 'system', ({ storage }) => ({ unconfirmed: storage.unsent().count })),
  on(shiftParameters, 'system', ({ storage: { shift } }) => ({
    shiftState: shift.open ? 1 : 0,
    shift: shift.number,
    receipt: shift.receipts,
  })),
]
