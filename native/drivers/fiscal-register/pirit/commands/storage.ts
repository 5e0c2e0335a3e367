import { bit, bytes, date, explained, many, mask, money, named, text, time, whole } from '../codec/value-text.ts'
import { command, type Nothing, type Shape } from './command.ts'

/** «Обмен информацией с ФН», 78h: the fiscal storage asked through the register. */
const ask = <A extends Shape, Q extends Shape = Nothing>(request: number, name: string, result: A, parameters?: Q) =>
  command(0x78, name, { request, result, repeatable: true, ...(parameters ? { parameters } : {}) })

const phases = {
  0: { ru: 'настройка', en: 'setting up' },
  1: { ru: 'готов к регистрации', en: 'ready for registration' },
  3: { ru: 'фискальный режим', en: 'fiscal' },
  7: { ru: 'закрыт, документы передаются в ОФД', en: 'closed, documents are being sent' },
  15: { ru: 'архив', en: 'archive' },
} as const

/** Phase in the low half, then document data and shift. */
export const phaseOf = (state: number): number => state & 15
export const storageShiftOpen = 1 << 5

export const storageNumber = ask(1, 'FN number', { fn: text })
export const storageStatus = ask(2, 'FN status', {
  state: explained(whole, (state) => phases[phaseOf(state) as keyof typeof phases]),
  currentDocument: whole,
  warnings: mask({
    0: { ru: 'срочно заменить', en: 'replace urgently' },
    1: { ru: 'заменить в течение 30 дней', en: 'replace within 30 days' },
    2: { ru: 'память заполнена на 90 %', en: 'memory 90 % full' },
    3: { ru: 'долго нет ответа ОФД', en: 'operator silent for long' },
    7: { ru: 'критическая ошибка', en: 'critical fault' },
  }),
})
export const lastDocument = ask(3, 'last fiscal document', { fiscalDocument: whole })
const registrationTime = ask(4, 'registration time', { date, time })
const registrationDocument = ask(5, 'registration document', { fiscalDocument: whole })
export const shiftState = ask(6, 'shift state', { shift: whole, shiftOpen: bit, receiptNumber: whole })
export const exchangeState = ask(7, 'OFD exchange state', {
  exchange: mask({
    0: { ru: 'соединение есть', en: 'connected' },
    1: { ru: 'есть сообщение для ОФД', en: 'message waiting' },
    2: { ru: 'ждёт квитанцию', en: 'waits for a ticket' },
    3: { ru: 'есть команда ОФД', en: 'command of the operator' },
    4: { ru: 'настройки изменены', en: 'settings changed' },
    5: { ru: 'ждёт ответа на команду', en: 'waits for an answer to a command' },
    6: { ru: 'сообщение читается', en: 'message is being read' },
  }),
  queue: whole,
  firstDocument: whole,
  date,
  time,
})

/**
 * The manual repeats the number of the request and gives two values; the vendor's library reads neither the number nor another
 * order, and a third value, the type of the document.
 */
export const storedDocument = command(0x78, 'document from archive', {
  request: 11,
  parameters: { fiscalDocument: whole },
  result: { ticket: bit, block: bytes, documentType: whole },
  least: 2,
  repeatsRequest: 'sometimes',
  repeatable: true,
})
export const ticket = command(0x78, 'ticket from archive', {
  request: 12,
  parameters: { fiscalDocument: whole },
  result: { block: bytes },
  repeatsRequest: 'sometimes',
  repeatable: true,
})
const lastStorageErrors = command(0x78, 'FN errors', {
  request: 13,
  result: { block: bytes },
  repeatsRequest: 'sometimes',
  repeatable: true,
})
export const versions = command(0x78, 'FN and FFD version', {
  request: 14,
  result: {
    firmware: text,
    storageKind: named({ 0: { ru: 'отладочный', en: 'debug' }, 1: { ru: 'серийный', en: 'serial' } }),
    ffd: whole,
    registerVersion: text,
    registerFfd: whole,
  },
  least: 2,
  repeatable: true,
})
export const startDocument = ask(
  15,
  'open document TLV',
  { documentType: whole, size: whole },
  { fiscalDocument: whole },
)
/** Moves the storage's cursor on, so it must never be asked twice for one piece. 48h at the end. */
export const documentPiece = command(0x78, 'document TLV', {
  request: 16,
  result: { block: bytes },
  repeatsRequest: 'sometimes',
})
const shiftStartDocument = ask(17, 'shift start document', { fiscalDocument: whole })
export const freeMemory = ask(18, 'FN free memory', { documentsLeft: whole, kilobytesLeft: whole })
export const lastRegistration = ask(19, 'last registration', { fiscalDocument: whole, fiscalSign: whole, date, time })
const startRegistration = ask(20, 'open registration TLV', { registrationType: whole }, { registration: whole })
const registrationPiece = command(0x78, 'registration TLV', {
  request: 21,
  result: { block: bytes },
  repeatsRequest: 'sometimes',
})
const formats = ask(22, 'FN FFD version', { current: whole, maximum: whole })
const storageCounters = command(0x78, 'FN counters', {
  request: 23,
  parameters: { scope: whole, operation: whole },
  result: {
    operations: whole,
    totalKop: money,
    cashKop: money,
    electronicKop: money,
    prepaidKop: money,
    creditKop: money,
    otherKop: money,
    vatKop: many(money, 6),
    corrections: whole,
    correctionsKop: money,
  },
  repeatable: true,
})

export const storageCommands = [
  storageNumber,
  storageStatus,
  lastDocument,
  registrationTime,
  registrationDocument,
  shiftState,
  exchangeState,
  storedDocument,
  ticket,
  lastStorageErrors,
  versions,
  startDocument,
  documentPiece,
  shiftStartDocument,
  freeMemory,
  lastRegistration,
  startRegistration,
  registrationPiece,
  formats,
  storageCounters,
]
