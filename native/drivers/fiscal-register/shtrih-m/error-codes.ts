import type { Localized } from '../../../foundation/localized.ts'

/** What a code asks of whoever meets it. */
export type ErrorClass =
  | 'retry-later'
  | 'continue-print'
  | 'operator'
  | 'close-shift'
  | 'clock'
  | 'storage'
  | 'fix-request'
  | 'wrong-state'
  | 'no-data'
  | 'password'
  | 'not-supported'
  | 'service'
  | 'other'

interface MachineError {
  readonly handling: ErrorClass
  readonly text: Localized
}

type Row = readonly [code: number, handling: ErrorClass, ru: string, en: string]

/**
 * «Протокол ККТ» 1.17, list of error codes. Codes below 20h come from the fiscal storage, the others from the machine.
 * Where firmware generations differ the newer meaning stands first.
 */
const rows: readonly Row[] = [
  [0x01, 'fix-request', 'ФН: неизвестная команда или неверный формат', 'FN: unknown command or bad format'],
  [0x02, 'wrong-state', 'ФН: команда не подходит к состоянию накопителя', 'FN: command does not fit its state'],
  [0x03, 'storage', 'ФН неисправен', 'FN fault'],
  [0x04, 'storage', 'ФН: неисправен криптографический модуль', 'FN: cryptographic module fault'],
  [
    0x05,
    'storage',
    'ФН: срок действия истёк или не подходит к параметрам',
    'FN: lifetime is over or does not fit the parameters',
  ],
  [0x06, 'storage', 'ФН: архив заполнен', 'FN: archive is full'],
  [0x07, 'clock', 'ФН: неверная дата или время', 'FN: wrong date or time'],
  [0x08, 'no-data', 'ФН: запрошенных данных нет', 'FN: no such data'],
  [0x09, 'fix-request', 'ФН: недопустимое значение параметра', 'FN: parameter value not allowed'],
  [
    0x0a,
    'wrong-state',
    'ФН: команда не разрешена в этом формате документов',
    'FN: command not allowed with this document format',
  ],
  [0x0b, 'fix-request', 'ФН: этот реквизит формирует сам накопитель', 'FN: it forms this requisite itself'],
  [0x0c, 'fix-request', 'ФН: реквизит повторяется', 'FN: requisite given twice'],
  [0x0d, 'fix-request', 'ФН: не хватает данных документа', 'FN: document data missing'],
  [0x0e, 'fix-request', 'ФН: слишком много позиций', 'FN: too many items'],
  [0x10, 'fix-request', 'ФН: данные реквизитов не помещаются', 'FN: requisites do not fit'],
  [0x11, 'wrong-state', 'ФН: нет транспортного соединения', 'FN: no transport connection'],
  [0x12, 'storage', 'ФН: исчерпан ресурс криптографического модуля', 'FN: cryptographic resource used up'],
  [0x14, 'storage', 'ФН: исчерпан ресурс хранения документов для ОФД', 'FN: room for operator documents used up'],
  [0x15, 'storage', 'ФН: исчерпан срок ожидания передачи в ОФД', 'FN: waited too long for the operator'],
  [0x16, 'close-shift', 'ФН: смена длится дольше 24 часов', 'FN: shift is longer than 24 hours'],
  [0x17, 'clock', 'ФН: время расходится больше чем на 5 минут', 'FN: time differs by more than 5 minutes'],
  [0x18, 'fix-request', 'ФН: неверный реквизит от кассы', 'FN: wrong requisite from the register'],
  [0x19, 'fix-request', 'ФН: реквизит противоречит регистрации', 'FN: requisite contradicts the registration'],
  [0x20, 'other', 'ФН: сообщение ОФД отклонено', "FN: operator's message rejected"],
  [0x23, 'other', 'Сервис обновления ключей отказал', 'Key update service refused'],
  [0x24, 'other', 'Неизвестный ответ сервиса обновления ключей', 'Unknown answer of the key update service'],
  [0x2b, 'wrong-state', 'Предыдущую команду нельзя отменить', 'Previous command cannot be cancelled'],
  [0x2c, 'wrong-state', 'Обнуление уже сделано, повторить нельзя', 'Already reset, cannot be repeated'],
  [0x2d, 'fix-request', 'Сумма по секции меньше суммы сторно', 'Section total is below the void'],
  [0x2e, 'fix-request', 'В кассе не хватает денег для выплаты', 'Not enough cash for the payout'],
  [0x2f, 'storage', 'ФН не ответил вовремя', 'FN did not answer in time'],
  [0x30, 'storage', 'ФН не отвечает', 'FN does not answer'],
  [0x31, 'storage', 'Ошибка формата обмена с ФН', 'Format error in the exchange with FN'],
  [0x32, 'storage', 'Ошибка контрольной суммы в обмене с ФН', 'Checksum error in the exchange with FN'],
  [0x33, 'fix-request', 'Некорректные параметры в команде', 'Wrong parameters in the command'],
  [0x34, 'no-data', 'Нет данных', 'No data'],
  [0x35, 'fix-request', 'Параметр не подходит к настройкам кассы', 'Parameter does not fit the settings'],
  [0x36, 'fix-request', 'Параметры не подходят к этой модели', 'Parameters do not fit this model'],
  [0x37, 'not-supported', 'Команда не поддерживается этой моделью', 'Command is not supported by this model'],
  [0x38, 'service', 'Ошибка постоянной памяти', 'ROM error'],
  [0x39, 'service', 'Внутренняя ошибка программы кассы', 'Internal firmware error'],
  [0x3a, 'other', 'Переполнение накопления надбавок за смену', 'Charge total of the shift overflowed'],
  [0x3b, 'other', 'Переполнение накопления за смену', 'Shift total overflowed'],
  [0x3c, 'wrong-state', 'Смена открыта, операция невозможна', 'Shift is open, operation impossible'],
  [0x3d, 'wrong-state', 'Смена не открыта, операция невозможна', 'Shift is not open, operation impossible'],
  [0x3e, 'other', 'Переполнение накопления по секции', 'Section total overflowed'],
  [0x3f, 'other', 'Переполнение накопления скидок', 'Discount total overflowed'],
  [0x40, 'fix-request', 'Переполнение диапазона скидок', 'Discount out of range'],
  [0x41, 'fix-request', 'Переполнение диапазона оплаты наличными', 'Cash payment out of range'],
  [0x42, 'fix-request', 'Переполнение диапазона оплаты типом 2', 'Payment type 2 out of range'],
  [0x43, 'fix-request', 'Переполнение диапазона оплаты типом 3', 'Payment type 3 out of range'],
  [0x44, 'fix-request', 'Переполнение диапазона оплаты типом 4', 'Payment type 4 out of range'],
  [0x45, 'fix-request', 'Оплаты меньше итога чека', 'Payments are below the receipt total'],
  [0x46, 'fix-request', 'Не хватает наличных в кассе', 'Not enough cash in the drawer'],
  [0x47, 'other', 'Переполнение налогов за смену', 'Tax total of the shift overflowed'],
  [0x48, 'fix-request', 'Переполнение итога чека', 'Receipt total overflowed'],
  [0x49, 'wrong-state', 'Операция невозможна в открытом чеке этого типа', 'Impossible in an open receipt of this kind'],
  [0x4a, 'wrong-state', 'Открыт чек, операция невозможна', 'A receipt is open, operation impossible'],
  [0x4b, 'fix-request', 'Буфер чека переполнен', 'Receipt buffer is full'],
  [0x4c, 'other', 'Переполнение оборота по налогам за смену', 'Tax turnover of the shift overflowed'],
  [0x4d, 'fix-request', 'Безналичная оплата больше итога чека', 'Cashless payment exceeds the receipt total'],
  [0x4e, 'close-shift', 'Смена длится дольше 24 часов', 'Shift is longer than 24 hours'],
  [0x4f, 'password', 'Неверный пароль', 'Wrong password'],
  [0x50, 'retry-later', 'Идёт печать предыдущей команды', 'Previous command is still printing'],
  [0x51, 'other', 'Переполнение накоплений наличными за смену', 'Cash total of the shift overflowed'],
  [0x52, 'other', 'Переполнение накоплений типом оплаты 2', 'Total of payment type 2 overflowed'],
  [0x53, 'other', 'Переполнение накоплений типом оплаты 3', 'Total of payment type 3 overflowed'],
  [0x54, 'other', 'Переполнение накоплений типом оплаты 4', 'Total of payment type 4 overflowed'],
  [0x55, 'wrong-state', 'Чек закрыт, операция невозможна', 'Receipt is closed, operation impossible'],
  [0x56, 'no-data', 'Нет документа для повтора', 'No document to repeat'],
  [0x57, 'other', 'Количество закрытых смен не совпадает с ФП', 'Count of closed shifts differs from fiscal memory'],
  [0x58, 'continue-print', 'Касса ждёт команды продолжить печать', 'Waiting for the command to continue printing'],
  [0x59, 'wrong-state', 'Документ открыт другим оператором', 'Document was opened by another operator'],
  [0x5a, 'fix-request', 'Скидка больше накопления в чеке', 'Discount exceeds the receipt'],
  [0x5b, 'fix-request', 'Переполнение диапазона надбавок', 'Charge out of range'],
  [0x5c, 'service', 'Понижено напряжение 24 В', '24 V supply is low'],
  [0x5d, 'fix-request', 'Таблица не определена', 'Table is not defined'],
  [0x5e, 'wrong-state', 'Неверная операция', 'Wrong operation'],
  [0x5f, 'fix-request', 'Отрицательный итог чека', 'Receipt total is negative'],
  [0x60, 'fix-request', 'Переполнение при умножении', 'Multiplication overflowed'],
  [0x61, 'fix-request', 'Цена вне диапазона', 'Price out of range'],
  [0x62, 'fix-request', 'Количество вне диапазона', 'Quantity out of range'],
  [0x63, 'fix-request', 'Отдел вне диапазона', 'Department out of range'],
  [0x64, 'service', 'Нет фискальной памяти', 'Fiscal memory is absent'],
  [0x65, 'fix-request', 'Не хватает денег в секции', 'Not enough cash in the section'],
  [0x66, 'other', 'Переполнение денег в секции', 'Section cash overflowed'],
  [0x67, 'service', 'Ошибка связи с фискальной памятью', 'Link to fiscal memory failed'],
  [0x68, 'fix-request', 'Не хватает оборота по налогам', 'Tax turnover too low'],
  [0x69, 'other', 'Переполнение оборота по налогам', 'Tax turnover overflowed'],
  [0x6a, 'service', 'Ошибка питания при обмене по I2C', 'Power fault on the I2C bus'],
  [0x6b, 'operator', 'Нет чековой ленты', 'No receipt paper'],
  [0x6c, 'operator', 'Нет контрольной ленты', 'No journal paper'],
  [0x6d, 'fix-request', 'Не хватает суммы налога', 'Tax sum too low'],
  [0x6e, 'other', 'Переполнение суммы налога', 'Tax sum overflowed'],
  [0x6f, 'other', 'Переполнение выплат за смену', 'Payouts of the shift overflowed'],
  [0x70, 'service', 'Переполнение фискальной памяти', 'Fiscal memory is full'],
  [0x71, 'operator', 'Неисправен отрезчик', 'Cutter fault'],
  [0x72, 'wrong-state', 'Команда не подходит к этому подрежиму', 'Not possible in this submode'],
  [0x73, 'wrong-state', 'Команда не подходит к этому режиму', 'Not possible in this mode'],
  [0x74, 'service', 'Ошибка оперативной памяти', 'RAM error'],
  [0x75, 'service', 'Ошибка питания', 'Power error'],
  [0x76, 'service', 'Печатающий механизм: нет импульсов тахогенератора', 'Printer: no tacho pulses'],
  [0x77, 'operator', 'Печатающий механизм: нет сигнала датчика', 'Printer: no sensor signal'],
  [0x78, 'service', 'Программа кассы заменена', 'Firmware was replaced'],
  [0x79, 'service', 'Фискальная память заменена', 'Fiscal memory was replaced'],
  [0x7a, 'fix-request', 'Поле не редактируется', 'Field cannot be edited'],
  [0x7b, 'service', 'Ошибка оборудования', 'Hardware error'],
  [0x7c, 'clock', 'Дата не совпадает с введённой', 'Date does not match'],
  [0x7d, 'clock', 'Неверный формат даты', 'Bad date'],
  [0x7e, 'fix-request', 'Неверное значение в поле длины', 'Bad value in the length field'],
  [0x7f, 'other', 'Переполнение диапазона итога', 'Total out of range'],
  [0x80, 'service', 'Ошибка связи с фискальной памятью (80)', 'Link to fiscal memory failed (80)'],
  [0x81, 'service', 'Ошибка связи с фискальной памятью (81)', 'Link to fiscal memory failed (81)'],
  [0x82, 'service', 'Ошибка связи с фискальной памятью (82)', 'Link to fiscal memory failed (82)'],
  [0x83, 'service', 'Ошибка связи с фискальной памятью (83)', 'Link to fiscal memory failed (83)'],
  [0x84, 'other', 'Переполнение наличности', 'Cash overflowed'],
  [0x85, 'other', 'Переполнение по приходу за смену', 'Sales of the shift overflowed'],
  [0x86, 'other', 'Переполнение по расходу за смену', 'Buys of the shift overflowed'],
  [0x87, 'other', 'Переполнение по возвратам прихода за смену', 'Sale returns of the shift overflowed'],
  [0x88, 'other', 'Переполнение по возвратам расхода за смену', 'Buy returns of the shift overflowed'],
  [0x89, 'other', 'Переполнение по внесениям за смену', 'Cash-ins of the shift overflowed'],
  [0x8a, 'other', 'Переполнение надбавок в чеке', 'Charges of the receipt overflowed'],
  [0x8b, 'other', 'Переполнение скидок в чеке', 'Discounts of the receipt overflowed'],
  [0x8c, 'fix-request', 'Отрицательный итог надбавки в чеке', 'Charge result is negative'],
  [0x8d, 'fix-request', 'Отрицательный итог скидки в чеке', 'Discount result is negative'],
  [0x8e, 'fix-request', 'Нулевой итог чека', 'Receipt total is zero'],
  [0x8f, 'wrong-state', 'Касса не фискализирована', 'Register is not fiscalised'],
  [0x90, 'fix-request', 'Поле больше размера в настройках', 'Field is bigger than configured'],
  [0x91, 'fix-request', 'Выход за границу области печати', 'Outside the print area'],
  [0x92, 'fix-request', 'Поля накладываются', 'Fields overlap'],
  [0x93, 'service', 'Оперативная память восстановлена', 'RAM was recovered'],
  [0x94, 'fix-request', 'Исчерпан лимит операций в чеке', 'Too many operations in the receipt'],
  [0x95, 'service', 'Неизвестная ошибка ЭКЛЗ', 'Unknown electronic journal error'],
  [0x96, 'close-shift', 'Выполните суточный отчёт с гашением', 'Close the shift first'],
  [0x9b, 'fix-request', 'Неверное действие с базой товаров', 'Wrong action on the goods base'],
  [0x9c, 'no-data', 'Товар не найден в базе', 'Goods not found in the base'],
  [0x9d, 'fix-request', 'Неверные данные товара в базе', 'Wrong data in the goods base'],
  [0x9e, 'fix-request', 'Неверный размер файла базы товаров', 'Wrong size of the goods base'],
  [
    0xa0,
    'wrong-state',
    'Работа с маркированными товарами не разрешена при регистрации',
    'Marked goods were not allowed at registration',
  ],
  [0xa1, 'wrong-state', 'Нарушен порядок команд маркировки', 'Marking commands in the wrong order'],
  [
    0xa2,
    'wrong-state',
    'Работа с маркировкой временно заблокирована: хранилище заполнено',
    'Marking is blocked for now: its store is full',
  ],
  [
    0xa3,
    'wrong-state',
    'Таблица проверенных кодов заполнена (128 кодов)',
    'Table of checked codes is full (128 codes)',
  ],
  [0xa4, 'fix-request', 'Не хватает обязательного реквизита маркировки', 'A required marking requisite is missing'],
  [0xa5, 'wrong-state', 'Код маркировки не был проверен', 'Marking code was not checked before'],
  [0xaa, 'fix-request', 'Не хватает обязательного реквизита', 'A required requisite is missing'],
  [
    0xac,
    'wrong-state',
    'Код маркировки из реквизита 2007 не был проверен',
    'Marking code of requisite 2007 was not checked before',
  ],
  [0xb9, 'service', 'Не сошлась сигнатура структуры хранилища', 'Signature of a storage structure does not match'],
  [0xc0, 'clock', 'Подтвердите дату и время', 'Confirm date and time'],
  [0xc2, 'service', 'Превышено напряжение блока питания', 'Supply voltage too high'],
  [0xc4, 'service', 'Не совпадают номера смен', 'Shift numbers differ'],
  [0xc7, 'wrong-state', 'Поле не редактируется в этом режиме', 'Field cannot be edited in this mode'],
  [
    0xc8,
    'operator',
    'Нет связи с принтером или нет импульсов от таходатчика',
    'No link to the printer, or no tacho pulses',
  ],
  [0xc9, 'service', 'Перегрев печатающей головки', 'Print head overheated'],
  [0xca, 'service', 'Температура вне допустимого диапазона', 'Temperature out of range'],
  [0xcb, 'fix-request', 'Неверный подытог чека', 'Wrong subtotal'],
  [0xce, 'service', 'Исчерпан ресурс памяти', 'Memory used up'],
  [0xcf, 'clock', 'Часы сброшены, установите дату', 'Clock was reset, set the date'],
  [0xd1, 'no-data', 'В буфере нет документов', 'No documents in the buffer'],
  [0xd2, 'service', 'Не работает модем', 'Modem does not work'],
  [0xd3, 'fix-request', 'Товар не произведён или выведен из оборота', 'Goods not produced or withdrawn'],
  [0xd4, 'fix-request', 'Код маркировки поддельный', 'Marking code is falsified'],
  [0xd5, 'password', 'Ошибка аутентификации', 'Authentication error'],
  [0xe0, 'other', 'Ошибка связи с купюроприёмником', 'No link to the banknote acceptor'],
  [0xe1, 'other', 'Купюроприёмник занят', 'Banknote acceptor is busy'],
  [0xe2, 'other', 'Итог чека не совпал с купюроприёмником', 'Receipt total differs from the banknote acceptor'],
  [0xe3, 'other', 'Ошибка купюроприёмника', 'Banknote acceptor error'],
  [0xe4, 'other', 'Итог купюроприёмника не нулевой', 'Banknote acceptor total is not zero'],
]

export const machineErrors: ReadonlyMap<number, MachineError> = new Map(
  rows.map(([code, handling, ru, en]) => [code, { handling, text: { ru, en } }]),
)

/** Every code has an answer: a machine newer than this list must not look like a defect of the program. */
export function machineError(code: number): MachineError {
  const hexadecimal = code.toString(16).toUpperCase().padStart(2, '0')
  return (
    machineErrors.get(code) ?? {
      handling: 'other',
      text: {
        ru: `Код ошибки ${hexadecimal}h, которого нет в протоколе`,
        en: `Error code ${hexadecimal}h, not in the protocol`,
      },
    }
  )
}
