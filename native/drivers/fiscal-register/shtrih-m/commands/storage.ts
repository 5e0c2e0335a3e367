import { readUnsigned } from '../../shared/codec/byte-input.ts'
import { storageDate, storageDateTime } from '../../shared/codec/dates.ts'
import { bySize, dependent, field, nothing, sequence, whenPresent, type Layout } from '../../shared/codec/layout.ts'
import { tagList, tagListPiece } from '../../shared/codec/tag-list.ts'
import { bits, hexadecimal, identifier, raw, u16, u32, u8, unsigned } from '../../shared/codec/value-format.ts'
import { command, password } from './command.ts'

/** The fiscal storage (ФН), asked through the register. */
const inn = field('inn', identifier(12))
const registrationNumber = field('regNumber', identifier(20))
const taxSystems = field('taxSystems', u8)
const workMode = field('workMode', u8)
const documentNumber = field('documentNumber', u32)
const fiscalSign = field('fiscalSign', u32)
const dateTime = field('dateTime', storageDateTime)
const fiscalResult = sequence(documentNumber, fiscalSign, whenPresent(dateTime))
const read = { repeatable: true } as const

export const storageStatus = command(0xff01, 'FN status', {
  request: password,
  answer: sequence(
    field('lifePhase', u8),
    field('currentDocument', u8),
    field('documentDataReceived', u8),
    field('shiftOpen', u8),
    field('warnings', u8),
    dateTime,
    field('fnSerial', identifier(16)),
    field('lastDocument', u32),
  ),
  ...read,
})
export const storageSerial = command(0xff02, 'FN serial', {
  request: password,
  answer: field('fnSerial', identifier(16)),
  ...read,
})
export const storageExpiry = command(0xff03, 'FN expiry', {
  request: password,
  answer: sequence(
    field('expiry', storageDate),
    whenPresent(sequence(field('registrationsLeft', u8), field('registrationsDone', u8))),
  ),
  ...read,
})
export const storageVersion = command(0xff04, 'FN version', {
  request: password,
  answer: sequence(field('fnVersion', identifier(16)), whenPresent(field('fnType', u8))),
  ...read,
})
const implementation = command(0xff74, 'FN implementation', {
  request: password,
  answer: field('implementation', identifier(48)),
  ...read,
})

export const startRegistration = command(0xff05, 'start registration report', {
  request: sequence(password, field('reportType', u8)),
})
const registrationRequest = sequence(password, inn, registrationNumber, taxSystems, workMode)
export const registrationReport = command(0xff06, 'registration report', {
  request: registrationRequest,
  answer: fiscalResult,
})
export const reRegistrationReport = command(0xff34, 're-registration report', {
  request: sequence(registrationRequest, field('reason', u8)),
  answer: fiscalResult,
})
const resetStorage = command(0xff07, 'reset FN', { request: sequence(password, field('code', u8)) })
export const cancelDocument = command(0xff08, 'cancel FN document', { request: password })

/** Documents of format 1.1 and later say more: extended modes, operator, reasons as a mask. */
const extended = sequence(field('extendedMode', bits(1)), field('ofdInn', identifier(12)), field('reasonMask', u32))
const oneReason = field('reason', u8)
const extendedRegistration = sequence(field('extendedMode', bits(1)), field('ofdInn', identifier(12)))

type RegistrationTail = Partial<{ extendedMode: number; ofdInn: string; reasonMask: number; reason: number }>
const ending = (size: number): Layout<RegistrationTail> =>
  (size >= 25 ? extended : size === 9 || size === 14 ? oneReason : nothing) as Layout<RegistrationTail>

/** Number and sign stand at the end, with a date-time (13 bytes) or without (8); what is before them depends on the format. */
const registrationResult = sequence(
  dateTime,
  inn,
  registrationNumber,
  taxSystems,
  workMode,
  bySize<RegistrationTail>(ending, whenPresent(extended) as Layout<RegistrationTail>),
  documentNumber,
  fiscalSign,
  whenPresent(field('documentDateTime', storageDateTime)),
)
export const lastRegistration = command(0xff09, 'last registration totals', {
  request: password,
  answer: registrationResult,
  ...read,
})
const registrationByNumber = command(0xff4c, 'registration totals', {
  request: sequence(password, field('reportNumber', u8)),
  answer: registrationResult,
  ...read,
})

/** What follows the common part of a found document, by its type. */
type FoundTail = Partial<{
  inn: string
  regNumber: string
  taxSystems: number
  workMode: number
  extendedMode: number
  ofdInn: string
  reason: number
  reasonMask: number
  shift: number
  operation: number
  sumKop: number
  unconfirmed: number
  firstUnconfirmedDate: string
}>
const registrationHead = sequence(inn, registrationNumber, taxSystems, workMode)
const foundTails: Readonly<Record<number, Layout<never>>> = {
  1: sequence(registrationHead, whenPresent(extendedRegistration)) as Layout<never>,
  11: sequence(
    registrationHead,
    bySize<RegistrationTail>(
      (size) => (size === 1 ? oneReason : whenPresent(extended)) as Layout<RegistrationTail>,
      whenPresent(extended) as Layout<RegistrationTail>,
    ),
  ) as Layout<never>,
  2: field('shift', u16) as Layout<never>,
  5: field('shift', u16) as Layout<never>,
  6: sequence(inn, registrationNumber) as Layout<never>,
  21: sequence(field('unconfirmed', u32), field('firstUnconfirmedDate', storageDate)) as Layout<never>,
}
const settlement = sequence(field('operation', u8), field('sumKop', unsigned(5))) as Layout<never>
for (const receipt of [3, 4, 31, 41]) (foundTails as Record<number, Layout<never>>)[receipt] = settlement
const unknownTail = whenPresent(field('data', raw('rest'))) as Layout<never>

/** Error 08h: the storage has no such document. */
export const findDocument = command(0xff0a, 'find FN document', {
  request: sequence(password, documentNumber),
  answer: dependent(
    sequence(field('documentType', u8), field('ticketReceived', u8), dateTime, documentNumber, fiscalSign),
    ({ documentType }): Layout<FoundTail> => (foundTails[documentType] ?? unknownTail) as Layout<FoundTail>,
  ),
  ...read,
})

const oneTag = { answer: field('tlv', tagList), ...read }
const readRegistrationTag = command(0xff0e, 'read registration tag', {
  request: sequence(password, field('reportNumber', u8), field('tag', u16)),
  ...oneTag,
})
const readRegistrationTagByNumber = command(0xff60, 'read registration tag by report', {
  request: sequence(password, field('reportNumber', u8), field('tag', u16)),
  ...oneTag,
})

const bufferStatus = command(0xff30, 'buffer status', {
  request: password,
  answer: sequence(field('size', u16), field('maxBlock', u8)),
  ...read,
})
const block: Layout<{ readonly block: Uint8Array }> = {
  names: ['block'],
  read(input, listen) {
    const at = input.offset
    const bytes = input.take(input.remaining).slice()
    listen('blockBytes', bytes.length, at, bytes.length)
    listen('block', hexadecimal(bytes), at, bytes.length)
    return { block: bytes }
  },
  write: (record) => [record.block],
}
const readBuffer = command(0xff31, 'read buffer block', {
  request: sequence(password, field('offset', u16), field('count', u8)),
  answer: block,
  ...read,
})
const startBufferWrite = command(0xff32, 'start buffer write', {
  request: sequence(password, field('size', u16)),
  answer: whenPresent(field('maxBlock', u8)),
})
const writeBuffer = command(0xff33, 'write buffer block', {
  request: sequence(password, field('offset', u16), field('count', u8), block),
})

const startSettlement = command(0xff37, 'start settlement state report', { request: password })
const settlementReport = command(0xff38, 'settlement state report', {
  request: password,
  answer: sequence(
    documentNumber,
    fiscalSign,
    field('unconfirmed', u32),
    field('firstUnconfirmedDate', storageDate),
    whenPresent(dateTime),
  ),
})

export const exchangeStatus = command(0xff39, 'OFD exchange status', {
  request: password,
  answer: sequence(
    field('status', u8),
    field('readState', u8),
    field('queue', u16),
    field('firstDocument', u32),
    field('firstDateTime', storageDateTime),
  ),
  ...read,
})

/** Arms the storage's cursor: FF3B then gives the document requisite by requisite. */
export const startDocument = command(0xff3a, 'start reading document TLV', {
  request: sequence(password, documentNumber),
  answer: sequence(field('documentType', u16), field('length', u16)),
})

const piece: Layout<{ readonly tlv: Uint8Array }> = field('tlv', tagListPiece)

/** Moves the cursor, so it is not repeatable: after a lost answer the reading starts again with FF3A. Error 08h: the end. */
export const nextRequisite = command(0xff3b, 'read document TLV', { request: password, answer: piece })

export const operatorTicket = command(0xff3c, 'OFD ticket', {
  request: sequence(password, documentNumber),
  answer: field('ticket', raw('rest')),
  ...read,
})
export const startArchiveClose = command(0xff3d, 'start FN archive close', { request: password })
export const archiveClose = command(0xff3e, 'close FN archive', { request: password, answer: fiscalResult })

/** Two bytes, on some firmware four. */
const unconfirmedCount = { ...unsigned(2), size: 'rest' as const, decode: readUnsigned }
export const unconfirmedDocuments = command(0xff3f, 'unconfirmed documents count', {
  request: password,
  answer: field('unconfirmed', unconfirmedCount),
  ...read,
})

export const shiftParameters = command(0xff40, 'shift parameters', {
  request: password,
  answer: sequence(field('shiftState', u8), field('shift', u16), field('receipt', u16)),
  ...read,
})
const synchroniseRegisters = command(0xff62, 'synchronise registers with FN', { request: password })

export const freeMemory = command(0xff63, 'FN free memory', {
  request: password,
  answer: sequence(field('documents', u32), field('kilobytes', u32), whenPresent(field('markingPercent', u8))),
  ...read,
})
const randomSequence = command(0xff65, 'random sequence', { request: password, answer: field('random', raw('rest')) })
const authorise = command(0xff66, 'authorise', { request: sequence(password, field('data', raw('rest'))) })
const documentSize = command(0xff75, 'document size', {
  request: password,
  answer: sequence(field('documentSize', u32), field('notificationSize', u32)),
  ...read,
})

export const storageCommands = [
  storageStatus,
  storageSerial,
  storageExpiry,
  storageVersion,
  implementation,
  startRegistration,
  registrationReport,
  reRegistrationReport,
  resetStorage,
  cancelDocument,
  lastRegistration,
  registrationByNumber,
  findDocument,
  readRegistrationTag,
  readRegistrationTagByNumber,
  bufferStatus,
  readBuffer,
  startBufferWrite,
  writeBuffer,
  startSettlement,
  settlementReport,
  exchangeStatus,
  startDocument,
  nextRequisite,
  operatorTicket,
  startArchiveClose,
  archiveClose,
  unconfirmedDocuments,
  shiftParameters,
  synchroniseRegisters,
  freeMemory,
  randomSequence,
  authorise,
  documentSize,
]
