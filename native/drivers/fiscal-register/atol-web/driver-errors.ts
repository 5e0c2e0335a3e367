import type { FailureCode } from '../../../foundation/failure-codes.ts'
import type { Localized } from '../../../foundation/localized.ts'

export interface DriverError {
  /** How it is told to people, with its own advice. */
  readonly failure: FailureCode
  readonly text: Localized
}

type Row = readonly [code: number, failure: FailureCode, ru: string, en: string]

/**
 * `LIBFPTR_ERROR_…` of the driver's header (libfptr10.h), and the codes of 500…599 and 600…699 that its services add. 16…37 stand in
 * the order of the register's own list of errors.
 */
const rows: readonly Row[] = [
  [1, 'link.lost', 'соединение с кассой выключено', 'connection is switched off'],
  [2, 'link.lost', 'нет связи с кассой', 'no connection to the register'],
  [3, 'link.busy', 'порт кассы занят другой программой', 'port is busy'],
  [4, 'link.not-found', 'порт кассы недоступен', 'port is not available'],
  [5, 'device.wrong-answer', 'касса ответила неверными данными', 'the register sent incorrect data'],
  [6, 'device.refused', 'внутренняя ошибка драйвера', 'internal error of the driver'],
  [8, 'device.refused', 'в задании не хватает параметра', 'a required parameter is missing'],
  [9, 'device.refused', 'неверные настройки драйвера', 'invalid settings of the driver'],
  [10, 'device.refused', 'драйвер не настроен', 'the driver is not configured'],
  [11, 'operation.not-supported', 'эта касса такого не умеет', 'not supported'],
  [12, 'register.wrong-mode', 'не в этом режиме кассы', 'not in this mode'],
  [13, 'device.refused', 'неверный параметр', 'invalid parameter'],
  [14, 'device.refused', 'библиотека драйвера не загружена', 'the library is not loaded'],
  [15, 'device.refused', 'неизвестная ошибка', 'unknown error'],
  [16, 'device.refused', 'неверная цена или сумма', 'wrong price or sum'],
  [17, 'device.refused', 'неверное количество', 'wrong quantity'],
  [18, 'device.refused', 'счётчик наличных переполнен', 'cash counter overflow'],
  [19, 'device.refused', 'последнюю операцию нельзя сторнировать', 'last operation cannot be reversed'],
  [20, 'device.refused', 'сторно по коду невозможно', 'reversal by code impossible'],
  [21, 'device.refused', 'последнюю операцию нельзя повторить', 'last operation cannot be repeated'],
  [22, 'device.refused', 'повторная скидка невозможна', 'repeated discount impossible'],
  [23, 'device.refused', 'скидка на эту операцию невозможна', 'discount impossible'],
  [24, 'device.refused', 'неверный код товара', 'wrong goods code'],
  [25, 'device.refused', 'неверный штрихкод товара', 'wrong goods bar code'],
  [26, 'device.refused', 'неверный формат', 'wrong format'],
  [27, 'device.refused', 'неверная длина', 'wrong length'],
  [28, 'register.clock', 'касса заблокирована: ждёт ввода даты', 'blocked until a date is entered'],
  [29, 'register.clock', 'касса ждёт подтверждения даты', 'waits for the date to be confirmed'],
  [30, 'device.refused', 'данных больше нет', 'no more data'],
  [31, 'device.refused', 'продажа не подтверждена и не отменена', 'sale neither confirmed nor cancelled'],
  [32, 'register.wrong-mode', 'отчёт с гашением был прерван', 'report with reset was interrupted'],
  [33, 'device.refused', 'контроль наличных нельзя отключить', 'cash control cannot be switched off'],
  [34, 'register.wrong-mode', 'вход в режим заблокирован', 'mode is blocked'],
  [35, 'register.clock', 'проверьте дату и время', 'check date and time'],
  [36, 'register.clock', 'часы кассы отстают от ФН', 'clock is behind the storage'],
  [37, 'register.storage-fault', 'архив ФН не закрывается', 'archive cannot be closed'],
  ...range(38, 43, 'device.refused', 'товар, буфер чека или сторно', 'goods, receipt buffer or reversal'),
  [44, 'register.paper-out', 'нет бумаги', 'no paper'],
  [45, 'register.cover-open', 'открыта крышка', 'the cover is open'],
  [46, 'device.refused', 'нет связи с печатающим механизмом или он неисправен', 'printer fault'],
  [47, 'device.refused', 'неисправность механики', 'mechanical fault'],
  [48, 'device.refused', 'неверный тип чека', 'wrong receipt type'],
  [50, 'device.refused', 'не хватает памяти', 'no memory'],
  [52, 'device.refused', 'безналичными больше итога чека', 'cashless above the total'],
  [54, 'device.refused', 'переполнение суммы оплат', 'payments overflow'],
  [55, 'device.busy', 'касса занята', 'busy'],
  [57, 'device.refused', 'неверная скидка', 'wrong discount'],
  [58, 'device.refused', 'операция после скидки невозможна', 'operation after the discount impossible'],
  [59, 'device.refused', 'неверная секция', 'wrong department'],
  [60, 'device.refused', 'неверный вид оплаты', 'wrong kind of payment'],
  [61, 'device.refused', 'переполнение при умножении', 'multiplication overflow'],
  [62, 'device.refused', 'операция запрещена в настройках кассы', 'forbidden by the settings'],
  [66, 'device.refused', 'чек оплачен не полностью', 'not fully paid'],
  [67, 'register.wrong-mode', 'открыт чек возврата', 'not in a return receipt'],
  [68, 'register.shift-too-long', 'смена длится дольше 24 часов', 'shift is longer than 24 hours'],
  [69, 'register.wrong-mode', 'открыт чек прихода', 'not in a sale receipt'],
  [71, 'register.password-wrong', 'неверный пароль', 'wrong password'],
  [73, 'register.wrong-mode', 'смена закрыта', 'shift is closed'],
  [80, 'device.refused', 'в кассе нет денег для выплаты', 'no cash to pay out'],
  [81, 'register.wrong-mode', 'чек закрыт', 'receipt is closed'],
  [82, 'register.wrong-mode', 'чек открыт', 'a receipt is open'],
  [83, 'register.wrong-mode', 'смена открыта', 'shift is open'],
  [89, 'register.wrong-mode', 'режим не активирован', 'not activated'],
  [104, 'register.storage-fault', 'ошибка обмена с фискальным модулем', 'exchange with the fiscal module failed'],
  [
    106,
    'register.storage-fault',
    'номера смен в кассе и ФН различаются',
    'shift numbers of register and storage differ',
  ],
  [114, 'device.busy', 'перегрев печатающей головки', 'print head overheated'],
  [115, 'register.storage-fault', 'ошибка обмена с ФН', 'exchange with the storage failed'],
  [116, 'register.storage-fault', 'ошибка формата обмена с ФН', 'bad format of the exchange with the storage'],
  [117, 'register.wrong-mode', 'ФН в неподходящем состоянии', 'the storage is in another state'],
  [118, 'register.storage-fault', 'ФН неисправен', 'storage fault'],
  [119, 'register.storage-fault', 'ФН: неисправен криптографический модуль', 'cryptographic module fault'],
  [120, 'register.storage-fault', 'срок действия ФН истёк', 'the storage has expired'],
  [121, 'register.storage-fault', 'память ФН заполнена', 'the storage is full'],
  [122, 'register.clock', 'ФН не принял дату или время', 'the storage rejects date or time'],
  [123, 'device.refused', 'в ФН нет запрошенных данных', 'no such data in the storage'],
  [130, 'register.storage-fault', 'неверный номер ФН', 'wrong storage number'],
  [132, 'device.refused', 'не хватает питания', 'power too low'],
  [137, 'register.storage-fault', 'ресурс ФН исчерпан', 'the storage’s resource is used up'],
  [138, 'device.refused', 'ФН не принял сообщение ОФД', 'the storage refused a message of the operator'],
  [139, 'device.refused', 'в ФН есть неотправленные документы', 'unsent documents in the storage'],
  [
    140,
    'register.storage-fault',
    'ФН слишком долго ждёт отправки документов',
    'the storage waited too long for the operator',
  ],
  [141, 'register.shift-too-long', 'смена ФН длится дольше 24 часов', 'the storage’s shift is longer than 24 hours'],
  [142, 'register.clock', 'ФН: недопустимая разница времени между операциями', 'time difference not allowed'],
  [150, 'device.refused', 'ошибка отрезчика', 'cutter error'],
  [151, 'register.wrong-mode', 'отчёт был прерван: продолжите печать', 'a report was interrupted: continue printing'],
  [158, 'device.refused', 'реквизит недопустим', 'property denied'],
  [159, 'register.storage-fault', 'ошибка интерфейса ФН', 'storage interface error'],
  [161, 'device.refused', 'не хватает обязательного реквизита', 'a required property is missing'],
  [163, 'device.refused', 'дробное число переполнено', 'float overflow'],
  [164, 'device.refused', 'неверное значение настройки', 'wrong value of a setting'],
  [165, 'device.refused', 'сбой аппаратуры кассы', 'hard fault'],
  [166, 'register.storage-fault', 'ФН не найден', 'storage not found'],
  [167, 'device.refused', 'неверный реквизит агента', 'wrong property of an agent'],
  [170, 'device.refused', 'ошибка скрипта драйвера', 'script error'],
  [172, 'device.refused', 'кассир не назван', 'no active operator'],
  [173, 'register.wrong-mode', 'отчёт о регистрации был прерван', 'registration was interrupted'],
  [174, 'register.wrong-mode', 'закрытие ФН было прервано', 'closing of the storage was interrupted'],
  [175, 'register.wrong-mode', 'открытие смены было прервано', 'opening of the shift was interrupted'],
  [176, 'register.wrong-mode', 'отчёт о состоянии расчётов был прерван', 'report on settlements was interrupted'],
  [177, 'register.wrong-mode', 'закрытие чека было прервано', 'closing of a receipt was interrupted'],
  [178, 'register.wrong-mode', 'запрос к ФН был прерван', 'query to the storage was interrupted'],
  [179, 'register.clock', 'часы кассы неисправны', 'clock fault'],
  [188, 'device.busy', 'касса ждёт перезагрузки', 'waits for a reboot'],
  [189, 'device.refused', 'нет лицензии', 'no licence'],
  [190, 'device.refused', 'неверная версия ФФД', 'wrong version of the data format'],
  [197, 'device.refused', 'канал обмена с ОФД не работает', 'the internet channel does not work'],
  [198, 'register.clock', 'часы кассы не синхронизированы', 'clock is not synchronised'],
  [200, 'register.wrong-mode', 'документ открыт', 'a document is open'],
  [201, 'register.wrong-mode', 'документ закрыт', 'no document is open'],
  [203, 'register.wrong-mode', 'сначала отмените документ', 'the document must be cancelled first'],
  [205, 'device.refused', 'нужен итог чека', 'the total is required'],
  [212, 'device.refused', 'ошибка прошивки', 'firmware error'],
  [219, 'device.refused', 'НДС 18% и 20% в одном чеке', 'VAT 18% and 20% in one receipt'],
  [224, 'register.wrong-mode', 'архив ФН закрыт', 'the archive is closed'],
  [225, 'register.wrong-mode', 'касса не зарегистрирована', 'registration is needed'],
  [226, 'device.busy', 'касса обновляется', 'not during an update'],
  [227, 'device.refused', 'неверный итог', 'wrong total'],
  [228, 'device.refused', 'противоречие в данных маркировки', 'marking data conflict'],
  [241, 'link.lost', 'связь с кассой потеряна', 'connection lost'],
  [243, 'device.refused', 'неверная сумма налога', 'wrong tax sum'],
  ...range(245, 248, 'device.refused', 'ошибка лицензии', 'licence error'),
  [249, 'device.refused', 'документ отменён', 'the document was cancelled'],
  [277, 'device.refused', 'ошибка службы печати', 'print service error'],
  ...range(400, 426, 'device.refused', 'ошибка маркировки', 'marking error'),
  [401, 'device.busy', 'проверка кода маркировки ещё идёт', 'a validation is in progress'],
  [402, 'device.refused', 'нет связи с сервером маркировки', 'no server of the marking system'],
  [405, 'device.refused', 'код маркировки не по правилам GS1', 'not a GS1 code'],
  [407, 'device.busy', 'проверка кодов маркировки временно заблокирована', 'temporarily blocked'],
  [408, 'device.refused', 'слишком много кодов маркировки', 'too many marking codes'],
  [409, 'device.refused', 'неверный код маркировки', 'wrong marking code'],
  [418, 'device.refused', 'не обновлены ключи проверки', 'keys need an update'],
  [419, 'device.refused', 'не обновлены ключи проверки', 'keys need an update'],
  [420, 'device.refused', 'код маркировки не проверен', 'marking code not checked'],
  [421, 'device.busy', 'сервер маркировки не ответил вовремя', 'the marking system did not answer in time'],
  [422, 'device.refused', 'код маркировки не в таблице', 'marking code not in the table'],
  [425, 'device.refused', 'не обновлены ключи проверки', 'keys need an update'],
  [500, 'device.refused', 'ошибка веб-сервера', 'web server error'],
  [501, 'device.refused', 'веб-сервер не разобрал задание', 'the web server cannot parse the task'],
  [502, 'device.refused', 'не выполнялось: в предыдущем задании ошибка', 'not tried: an earlier task failed'],
  [503, 'operation.cancelled', 'задание отменено', 'the task was cancelled'],
  [504, 'device.refused', 'ошибка веб-сервера', 'web server error'],
  [505, 'device.refused', 'ошибка веб-сервера', 'web server error'],
  ...range(
    600,
    603,
    'device.refused',
    'ошибка удалённого подключения драйвера',
    'remote connection of the driver failed',
  ),
]

function range(first: number, last: number, failure: FailureCode, ru: string, en: string): readonly Row[] {
  return Array.from({ length: last - first + 1 }, (_, index): Row => [first + index, failure, ru, en])
}

const known: ReadonlyMap<number, DriverError> = new Map(
  rows.map(([code, failure, ru, en]) => [code, { failure, text: { ru, en } }]),
)

/** What a code means; for one that the header does not name, its number. */
export function driverError(code: number): DriverError {
  const row = known.get(code)
  if (row) return row
  const ownScript = code >= 1_000 && code <= 1_999
  return {
    failure: 'device.refused',
    text: ownScript
      ? { ru: `ошибка ${code} пользовательского скрипта`, en: `error ${code} of a user’s script` }
      : { ru: `ошибка ${code}, которой нет в описании драйвера`, en: `error ${code}, not in the driver’s list` },
  }
}

export const errorCode = {
  noConnection: 2,
  noPaper: 44,
  coverOpened: 45,
  shiftExpired: 68,
  shiftClosed: 73,
  noCash: 80,
  receiptClosed: 81,
  receiptOpen: 82,
  shiftOpen: 83,
  storageExchange: 115,
  storageState: 117,
  noMoreData: 123,
  unsent: 139,
  reportInterrupted: 151,
  needRegistration: 225,
  connectionLost: 241,
  validationInProgress: 401,
  cannotParse: 501,
  interrupted: 502,
  cancelled: 503,
} as const

/** The driver lost the register or the register its storage: what became of a document the code does not say. */
const unsure = new Set([1, 2, 3, 4, 115, 116, 159, 166, 177, 241])
export const saysNothing = (code: number): boolean => unsure.has(code)
