import { bytes, date, markingCode, named, text, time, whole } from '../codec/value-text.ts'
import { command } from './command.ts'

const marking = 0x79
const read = { repeatable: true } as const

export const markingState = command(marking, 'marking state', {
  request: 0,
  result: {
    checkState: whole,
    notificationState: whole,
    allowed: whole,
    stored: whole,
    included: whole,
    storeLevel: whole,
  },
  ...read,
})

/** Why the storage could not check a code itself. */
const reason = named({
  0: { ru: 'проверен', en: 'checked' },
  1: { ru: 'этот вид кода ФН не проверяет', en: 'not a kind of code that the FN checks' },
  2: { ru: 'в ФН нет ключа проверки', en: 'FN has no key' },
  3: { ru: 'нет групп 91 и 92 или их формат неверный', en: 'groups 91 and 92 missing or wrong' },
  4: { ru: 'внутренняя ошибка ФН', en: 'internal fault of the FN' },
})

/** Planned state: tag 2003; measure: 2108. `force` asks the state's system even where the storage says no. */
export const checkCode = command(marking, 'check marking code', {
  request: 1,
  parameters: {
    markingCode,
    processing: whole,
    plannedStatus: whole,
    quantity: text,
    measure: whole,
    force: whole,
  },
  result: { checkResult: whole, reason, processingResult: text, processingCode: text, statusInfo: text },
  least: 2,
  patience: 30_000,
})

/** 1 keeps the code that was checked for the receipt, 0 forgets it. */
export const acceptCode = command(marking, 'accept marking code', {
  request: 2,
  parameters: { accept: whole },
  result: { checkResult: whole },
  least: 0,
})

export const clearCodes = command(marking, 'clear marking codes', { request: 3, repeatsRequest: 'sometimes' })

const notifications = [
  command(marking, 'notification state', {
    request: 6,
    result: { transferState: whole, queue: whole, notification: whole, date, time, percent: whole },
    ...read,
  }),
  command(marking, 'notification length', { request: 7, result: { size: whole } }),
  command(marking, 'notification block', {
    request: 8,
    parameters: { position: whole, count: whole },
    result: { block: bytes },
    ...read,
  }),
  command(marking, 'end notification reading', { request: 9, parameters: { finished: whole } }),
  command(marking, 'notification ticket', {
    request: 10,
    parameters: { size: whole, block: bytes },
    result: { processingResult: whole, processingCode: whole },
    least: 0,
  }),
  command(marking, 'offline notifications', {
    request: 11,
    parameters: { begin: whole },
    result: { unconfirmed: whole, firstUnconfirmed: whole, inSession: whole, notification: whole },
  }),
  command(marking, 'offline notification length', {
    request: 12,
    parameters: { next: whole },
    result: { size: whole, notification: whole },
  }),
  command(marking, 'offline notification block', {
    request: 13,
    parameters: { position: whole, count: whole },
    result: { block: bytes },
    ...read,
  }),
  command(marking, 'confirm offline notification', {
    request: 14,
    parameters: { confirm: whole, notification: whole, crc16: whole },
    result: { unconfirmed: whole, firstUnconfirmed: whole },
    least: 0,
  }),
]

export const putIntoReceipt = command(marking, 'put marking code into receipt', {
  request: 15,
  parameters: { markingCode, assignedStatus: whole, processing: whole, checkResult: whole, measure: whole },
})
export const isCheckNeeded = command(marking, 'is marking check needed', {
  request: 16,
  parameters: { markingCode },
  result: { needed: whole },
  ...read,
})
/** 0 asks whether the keys have to be renewed, 1 where they are renewed. */
const keyState = command(marking, 'marking key state', {
  request: 52,
  parameters: { question: whole },
  result: { keyState: text },
  repeatsRequest: 'sometimes',
  ...read,
})

export const markingCommands = [
  markingState,
  checkCode,
  acceptCode,
  clearCodes,
  ...notifications,
  putIntoReceipt,
  isCheckNeeded,
  keyState,
]
