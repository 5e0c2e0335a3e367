import { findTag } from '../ffd/tag-table.ts'
import type { DecodedField, DecodedValue } from '../wire-format.ts'

type Meaning = NonNullable<DecodedField['meaning']>
type Meanings = Readonly<Record<number, Meaning>>

/** Numbers come bare or, from some clients, as texts. */
function numberOf(value: DecodedValue): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value) ? Number(value) : undefined
}

const numbered =
  (meanings: Meanings) =>
  (value: DecodedValue): Meaning | undefined => {
    const number = numberOf(value)
    return number !== undefined && Object.hasOwn(meanings, number) ? meanings[number] : undefined
  }

/** Numbered as a requisite of the fiscal data formats. */
const requisite = (tag: number) => {
  const { values, bits } = findTag(tag) ?? {}
  return numbered(Object.fromEntries(values ?? bits ?? []))
}

/** 5 and 6 are known from talk in forums only. */
const status = numbered({
  0: { ru: 'выполнено', en: 'done' },
  1: { ru: 'выполняется: спросите GetRezult с тем же IdCommand', en: 'running: ask GetRezult with the same IdCommand' },
  2: { ru: 'ошибка, её текст в Error', en: 'error, its text is in Error' },
  3: { ru: 'команда не найдена: сервер её не получал', en: 'command not found: the server never got it' },
  4: { ru: 'ещё не начата', en: 'not started yet' },
  5: { ru: 'уже выполнена раньше', en: 'was executed before' },
  6: { ru: 'ошибка ЕГАИС', en: 'error of ЕГАИС' },
})

const typeCheck = numbered({
  0: { ru: 'приход', en: 'sale' },
  1: { ru: 'возврат прихода', en: 'return of sale' },
  2: { ru: 'коррекция прихода', en: 'correction of sale' },
  3: { ru: 'коррекция возврата прихода', en: 'correction of return of sale' },
  10: { ru: 'расход', en: 'purchase' },
  11: { ru: 'возврат расхода', en: 'return of purchase' },
  12: { ru: 'коррекция расхода', en: 'correction of purchase' },
  13: { ru: 'коррекция возврата расхода', en: 'correction of return of purchase' },
})

const sessionState = numbered({
  1: { ru: 'смена закрыта', en: 'shift closed' },
  2: { ru: 'смена открыта', en: 'shift open' },
  3: { ru: 'смена длится больше 24 часов', en: 'shift open for more than 24 hours' },
})

/** A rate is its per cent, a calculated rate 100 more; −1 is no tax. */
function tax(value: DecodedValue): Meaning | undefined {
  const rate = numberOf(value)
  if (rate === undefined) return undefined
  if (rate === -1) return { ru: 'без НДС', en: 'no VAT' }
  if (rate > 100) return { ru: `НДС ${rate - 100}/${rate}`, en: `VAT ${rate - 100}/${rate}` }
  return rate >= 0 && rate < 100 ? { ru: `НДС ${rate} %`, en: `VAT ${rate}%` } : undefined
}

/** Sums are in roubles here, not in kopecks. */
function roubles(value: DecodedValue): Meaning | undefined {
  const sum = numberOf(value)
  if (sum === undefined) return undefined
  const text = sum.toFixed(2)
  return { ru: `${text.replace('.', ',')} ₽`, en: `${text} roubles` }
}

const commandNames: Readonly<Record<string, Meaning>> = {
  RegisterCheck: { ru: 'чек', en: 'receipt' },
  OpenShift: { ru: 'открыть смену', en: 'open the shift' },
  CloseShift: { ru: 'закрыть смену', en: 'close the shift' },
  ZReport: { ru: 'закрыть смену (старое имя)', en: 'close the shift (old name)' },
  XReport: { ru: 'X-отчёт', en: 'X report' },
  DepositingCash: { ru: 'внесение наличных', en: 'cash in' },
  PaymentCash: { ru: 'выплата наличных', en: 'cash out' },
  OpenCashDrawer: { ru: 'открыть денежный ящик', en: 'open the drawer' },
  List: { ru: 'список устройств', en: 'list of devices' },
  GetDataKKT: { ru: 'данные кассы', en: 'data of the register' },
  GetDataCheck: { ru: 'данные чека', en: 'data of a receipt' },
  GetCounters: { ru: 'счётчики', en: 'counters' },
  GetLineLength: { ru: 'ширина строки', en: 'length of a line' },
  GetRezult: { ru: 'результат команды', en: 'result of a command' },
  PrintDocument: { ru: 'печать документа', en: 'print a document' },
  ContinuePrint: { ru: 'продолжить печать', en: 'continue the print' },
  PrintLineLength: { ru: 'печать линейки', en: 'print a ruler' },
  PrintOpenCashDrawer: { ru: 'печать и денежный ящик', en: 'print and open the drawer' },
  ValidationMarkingCode: { ru: 'проверка кода маркировки', en: 'check a marking code' },
  GetGoodCodeData: { ru: 'разбор кода товара', en: 'read a code of goods' },
  KkmRegOfd: { ru: 'регистрация кассы', en: 'registration of the register' },
  PayByPaymentCard: { ru: 'оплата картой', en: 'pay by card' },
  ReturnPaymentByPaymentCard: { ru: 'возврат на карту', en: 'return to the card' },
  CancelPaymentByPaymentCard: { ru: 'отмена оплаты картой', en: 'cancel a payment by card' },
  AuthorisationByPaymentCard: { ru: 'преавторизация', en: 'preauthorisation' },
  AuthConfirmationByPaymentCard: { ru: 'подтверждение преавторизации', en: 'confirm a preauthorisation' },
  CancelAuthorisationByPaymentCard: { ru: 'отмена преавторизации', en: 'cancel a preauthorisation' },
  EmergencyReversal: { ru: 'аварийная отмена', en: 'emergency reversal' },
  Settlement: { ru: 'сверка итогов', en: 'settlement' },
  TerminalReport: { ru: 'отчёт терминала', en: 'report of the terminal' },
  TransactionDetails: { ru: 'данные операции терминала', en: 'details of a transaction' },
  PrintSlipOnTerminal: { ru: 'печать слипа на терминале', en: 'print a slip on the terminal' },
  GetWeight: { ru: 'вес с весов', en: 'weight from the scales' },
  Calibrate: { ru: 'калибровка весов', en: 'calibrate the scales' },
  OutputOnCustomerDisplay: { ru: 'вывод на дисплей покупателя', en: 'show on the customer display' },
  ClearCustomerDisplay: { ru: 'очистить дисплей покупателя', en: 'clear the customer display' },
  OptionsCustomerDisplay: { ru: 'настройки дисплея покупателя', en: 'options of the customer display' },
}

const command = (value: DecodedValue): Meaning | undefined =>
  typeof value === 'string' && Object.hasOwn(commandNames, value) ? commandNames[value] : undefined

const anyDevice = (value: DecodedValue): Meaning | undefined =>
  numberOf(value) === 0 ? { ru: 'любое подходящее устройство', en: 'any suitable device' } : undefined

/** A name means the same wherever it stands. Servers take names in any case, so clients write some of them differently. */
const byName: Readonly<Record<string, (value: DecodedValue) => Meaning | undefined>> = {
  command,
  status,
  numdevice: anyDevice,
  tax,
  taxvariant: requisite(1062),
  typecheck: typeCheck,
  sessionstate: sessionState,
  signmethodcalculation: requisite(1214),
  signcalculationobject: requisite(1212),
  measureofquantity: requisite(2108),
  amount: roubles,
  price: roubles,
  cash: roubles,
  electronicpayment: roubles,
  advancepayment: roubles,
  credit: roubles,
  cashprovision: roubles,
  exciseamount: roubles,
  balancecash: roubles,
}

/** What a value means under its name, where the API gives it a meaning. */
export function meaningOf(name: string, value: DecodedValue): Meaning | undefined {
  const key = name.toLowerCase()
  return Object.hasOwn(byName, key) ? byName[key]?.(value) : undefined
}
