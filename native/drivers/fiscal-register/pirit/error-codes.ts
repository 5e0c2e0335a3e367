import type { FailureCode } from '../../../foundation/failure-codes.ts'
import type { Localized } from '../../../foundation/localized.ts'

interface MachineError {
  /** How it is told to people, with its own advice. */
  readonly failure: FailureCode
  readonly text: Localized
}

type Row = readonly [code: number, failure: FailureCode, ru: string, en: string]

/** «Список кодов ошибок» of the programming manual. Codes from 41h on are the register's reading of the storage's answers. */
const rows: readonly Row[] = [
  [0x01, 'register.wrong-mode', 'команда невыполнима в этом состоянии кассы', 'not possible in this state'],
  [0x02, 'operation.not-supported', 'касса не знает такой команды', 'no such command'],
  [0x03, 'device.refused', 'неверный формат или параметр команды', 'wrong format or parameter'],
  [0x04, 'link.garbled', 'переполнен буфер порта', 'port buffer overflow'],
  [0x05, 'link.garbled', 'команда пришла не целиком', 'the command was cut off'],
  [0x06, 'register.password-wrong', 'неверный пароль связи', 'wrong password of the link'],
  [0x07, 'link.garbled', 'неверная контрольная сумма команды', 'wrong checksum of the command'],
  [0x08, 'register.paper-out', 'кончилась бумага', 'out of paper'],
  [0x09, 'device.refused', 'принтер не готов', 'printer not ready'],
  [
    0x0a,
    'register.shift-too-long',
    'смена длится больше 24 часов или часы сдвигаются больше чем на сутки',
    'shift is longer than 24 hours, or the clock moves by more than a day',
  ],
  [0x0b, 'register.clock', 'часы кассы расходятся больше чем на 8 минут', 'clock differs by more than 8 minutes'],
  [0x0c, 'register.clock', 'дата раньше последней фискальной операции', 'date before the last fiscal operation'],
  [0x0e, 'device.refused', 'в кассе недостаточно денег', 'not enough money in the register'],
  [0x0f, 'register.wrong-mode', 'сначала закройте смену', 'the shift has to be closed first'],
  [0x10, 'device.refused', 'в журнале нет данных', 'no data in the journal'],
  [0x11, 'device.refused', 'ошибка контрольной ленты', 'journal fault'],
  [0x12, 'device.refused', 'ошибка передачи в ОФД', 'sending to the operator failed'],
  [0x13, 'device.refused', 'критическая ошибка обновления', 'critical fault of an update'],
  [0x20, 'device.refused', 'фатальная ошибка кассы', 'fatal fault of the register'],
  [0x41, 'register.storage-fault', 'ФН: неверный формат команды', 'FN: wrong format'],
  [0x42, 'register.storage-fault', 'ФН: неподходящее состояние', 'FN: wrong state'],
  [0x43, 'register.storage-fault', 'ошибка ФН, его нужно заменить', 'FN fault, to be replaced'],
  [
    0x44,
    'register.storage-fault',
    'ошибка криптографического сопроцессора ФН, его нужно заменить',
    'FN crypto processor fault, to be replaced',
  ],
  [0x45, 'register.storage-fault', 'срок действия ФН истёк', 'FN has expired'],
  [0x46, 'register.storage-fault', 'ФН переполнен', 'FN is full'],
  [0x47, 'register.clock', 'дата или время не подходят ФН', 'date or time wrong for the FN'],
  [0x48, 'device.refused', 'в ФН нет таких данных', 'FN has no such data'],
  [0x49, 'register.storage-fault', 'ФН: неверный параметр', 'FN: wrong parameter'],
  [0x4a, 'register.storage-fault', 'ФН: неверная команда', 'FN: wrong command'],
  [0x4b, 'register.storage-fault', 'переданы данные, которые формирует сам ФН', 'data that the FN makes itself'],
  [0x4c, 'register.storage-fault', 'данные уже переданы в этот документ', 'data already in the document'],
  [0x4d, 'register.storage-fault', 'не хватает данных для учёта в ФН', 'data missing that the FN needs'],
  [0x4e, 'register.storage-fault', 'слишком много позиций в документе', 'too many items in the document'],
  [0x50, 'register.storage-fault', 'слишком большой блок TLV', 'TLV too long'],
  [0x51, 'device.refused', 'нет соединения с ОФД', 'no link with the operator'],
  [0x52, 'register.storage-fault', 'исчерпан ресурс ФН, его нужно заменить', 'FN used up, to be replaced'],
  [
    0x54,
    'register.storage-fault',
    'ФН переполнен или давно не отдавал документы в ОФД',
    'FN is full or has not sent documents for long',
  ],
  [
    0x55,
    'register.storage-fault',
    'документ ждёт отправки в ОФД больше 30 дней',
    'a document has waited for the operator for more than 30 days',
  ],
  [0x56, 'register.shift-too-long', 'смена ФН длится больше 24 часов', 'FN shift is longer than 24 hours'],
  [0x57, 'register.clock', 'часы кассы и ФН расходятся больше чем на 5 минут', 'clocks differ by more than 5 minutes'],
  [0x58, 'register.storage-fault', 'ФН не принял реквизит', 'FN refused a tag'],
  [0x59, 'register.storage-fault', 'реквизит не соответствует регистрации', 'tag does not match the registration'],
  [0x60, 'device.refused', 'неверное сообщение от ОФД', 'wrong message of the operator'],
  [0x61, 'register.storage-fault', 'нет связи с ФН', 'no link with the FN'],
  [0x62, 'register.storage-fault', 'ошибка обмена с ФН', 'exchange with the FN failed'],
  [0x63, 'register.storage-fault', 'слишком длинная команда для ФН', 'command too long for the FN'],
  [0x64, 'device.refused', 'неизвестный ответ службы обновления ключей', 'unknown answer of the key service'],
  [0x72, 'device.refused', 'работа с маркировкой не разрешена при регистрации', 'marking not allowed by registration'],
  [0x73, 'register.wrong-mode', 'нарушен порядок работы с кодом маркировки', 'wrong order of marking commands'],
  [0x74, 'device.refused', 'сначала отправьте уведомления о маркировке', 'send the marking notifications first'],
  [0x75, 'device.refused', 'таблица кодов маркировки полна', 'marking table is full'],
  [0x7c, 'register.storage-fault', 'не хватает обязательных реквизитов', 'required tags missing'],
  [0x7e, 'register.wrong-mode', 'код маркировки не проверялся', 'marking code was not checked'],
]

const errors: ReadonlyMap<number, MachineError> = new Map(
  rows.map(([code, failure, ru, en]) => [code, { failure, text: { ru, en } }]),
)

export const errorCode = {
  wrongState: 0x01,
  unknownCommand: 0x02,
  wrongParameter: 0x03,
  bufferOverflow: 0x04,
  byteTimeout: 0x05,
  wrongPassword: 0x06,
  wrongChecksum: 0x07,
  noPaper: 0x08,
  printerNotReady: 0x09,
  dayLimit: 0x0a,
  clockDiffers: 0x0b,
  dateBeforeLast: 0x0c,
  shiftOpen: 0x0f,
  fatal: 0x20,
  storageState: 0x42,
  noData: 0x48,
  storageLink: 0x61,
  storageExchange: 0x62,
} as const

/** Codes that no list names are still told, as codes. */
export function machineError(code: number): MachineError {
  const shown = code.toString(16).toUpperCase().padStart(2, '0')
  return errors.get(code) ?? { failure: 'device.refused', text: { ru: `ошибка ${shown}h`, en: `error ${shown}h` } }
}
