import type { FailureCode } from '../../../foundation/failure-codes.ts'
import type { Localized } from '../../../foundation/localized.ts'

/** What a code means for the till. */
export type ResultClass =
  | 'approved'
  | 'declined'
  /** The PIN pad or its cable; nothing was sent to the bank. */
  | 'not-reachable'
  /** The bank's host; whether it heard of the sum depends on how far the operation got. */
  | 'no-bank'
  /** May pass when tried again. */
  | 'retry'
  | 'reconcile'
  | 'setup'
  | 'service'
  /** The till asked for what makes no sense. */
  | 'wrong-request'
  | 'in-doubt'
  | 'info'
  /** The vendor's list does not have it. */
  | 'unknown'

export interface ResultCode {
  readonly meaning: Localized
  readonly class: ResultClass
}

/**
 * Codes or ranges, class, Russian and English meaning. Codes of the UPOS library, with 44xx carrying the bank host's own
 * two digits.
 */
const rows = `
0           approved       Одобрено | Approved
2           not-reachable  Пинпад не ответил вовремя | The PIN pad did not answer in time
4           not-reachable  Ошибка контрольной суммы на линии с пинпадом | Checksum error on the line to the PIN pad
12          setup          Неверный тип пинпада или COM-порт | Wrong PIN pad type or COM port
23          not-reachable  Искажённый пакет от пинпада | Bad packet from the PIN pad
38          not-reachable  Короткий пакет от пинпада | Short packet from the PIN pad
99          not-reachable  Пинпад не подключён или порт занят | The PIN pad is not reachable or its port is busy
361-364     retry          Потерян контакт с чипом карты | Contact with the chip was lost
403         declined       Неверный ПИН | Wrong PIN
405         declined       ПИН заблокирован | The PIN is locked
444,507     declined       Срок действия карты истёк | The card has expired
518         declined       На терминале неверная дата | The terminal’s date is wrong
521         declined       Недостаточно средств | Not enough money
572,574,579 declined       Карта заблокирована | The card is blocked
584,585     declined       Период обслуживания карты истёк | The card’s service period is over
705-709     declined       Карта заблокирована | The card is blocked
2000        declined       Операция прервана с клавиатуры пинпада | Cancelled on the PIN pad
2002        declined       ПИН не введён вовремя | The PIN was not entered in time
2004-2007   declined       Карта или ПИН в стоп-листе | Card or PIN in the stop list
2405-2407   declined       Карта в стоп-листе | The card is in the stop list
3001        declined       Недостаточно средств | Not enough money
3002        declined       Прервана загрузка карты | Loading of the card was interrupted
3019-3021   retry          На сервере идут работы | The server is under maintenance
4100        setup          Нет связи при удалённой загрузке | No connection for the remote load
4101-4104   service        Карта терминала требует изъятия | The terminal’s card must be collected
4108        declined       Номер карты введён с ошибкой | The card number was mistyped
4110-4112   service        Ошибка обмена с чипом | Exchange with the chip failed
4113,4114   declined       Превышен лимит без связи с банком | The offline limit is exceeded
4115        declined       Ручной ввод карты запрещён | Typing the card number is not allowed
4116        declined       Последние четыре цифры введены неверно | The last four digits are wrong
4117        declined       Клиент отказался вводить ПИН | The client refused to enter the PIN
4119        no-bank        Нет связи с банком | No connection to the bank
4120        service        На пинпаде нет ключа КЛК | The PIN pad has no KLK key
4121        service        Ошибка файловой системы терминала | The terminal’s file system failed
4122-4124   reconcile      Ключи меняются или отсутствуют | Keys are missing or being changed
4125        retry          Карта с чипом: вставьте её чипом | A chip card: insert it
4128        reconcile      Неверный MAC: нужна сверка итогов | Wrong MAC: reconciliation is needed
4130        reconcile      Память терминала заполнена: нужна сверка итогов | The terminal’s memory is full: reconciliation is needed
4131        service        Пинпад заменён | The PIN pad was replaced
4132        declined       Отклонено картой | Declined by the card
4134        reconcile      Больше пяти дней без сверки итогов | More than five days without reconciliation
4136        service        Устаревшая прошивка пинпада | The PIN pad’s firmware is old
4139        setup          Не настроен канал связи с банком | No channel to the bank is configured
4140        in-doubt       Последняя операция не совпадает по сумме или коду авторизации | The last operation differs in sum or authorisation code
4141        in-doubt       Операцию нельзя приостановить: она уже подтверждена | The operation cannot be suspended: it was committed
4142        in-doubt       Отмена не прошла: нет связи с банком | The rollback failed: no connection to the bank
4143-4148   declined       Карта в стоп-листе | The card is in the stop list
4150        declined       Превышен лимит без связи с банком | The offline limit is exceeded
4152-4155   info           Журнал ПРО100 | PRO100 journal
4160-4171   service        Ошибка биометрии | Biometrics failed
4191        wrong-request  Неверный номер отдела | Wrong department
4202,4203   setup          Ошибка удалённой загрузки | The remote load failed
4208,4209   setup          Ошибка удалённой загрузки | The remote load failed
4211        setup          Ошибка удалённой загрузки | The remote load failed
4300        wrong-request  Мало параметров | Too few arguments
4301        wrong-request  Неизвестная операция | Unknown operation
4302        wrong-request  Неизвестный тип карты | Unknown card type
4303        wrong-request  Неизвестная валюта | Unknown currency
4305        setup          Не найдена библиотека ядра | The kernel library is missing
4306        setup          Неверная версия библиотеки ядра | Wrong version of the kernel library
4309        info           Нечего печатать | Nothing to print
4310        wrong-request  Неверная дорожка 2 | Bad track 2
4313        wrong-request  Предъявлена другая карта | Another card was presented
4314        wrong-request  Неподходящий вид карты | The wrong kind of card
4332        declined       Сверка итогов не выполнена: журнал пуст | Reconciliation was not made: the journal is empty
4333        declined       Журнал пуст | The journal is empty
4334        declined       Карта не считана: отмена или истекло время | The card was not read: cancelled or timed out
4335        retry          Не введена сумма | The amount is missing
4336-4339   wrong-request  Неверные параметры операции | Wrong arguments of the operation
4340-4342   retry          Карту или сумму нужно ввести заново | Card or amount must be entered again
4401        declined       Позвоните в банк | Call the bank
4402        declined       Позвоните в банк | Call the bank
4403        declined       Банк не знает этого магазина | The bank does not know this merchant
4404        declined       Карту нужно изъять | Capture the card
4405        declined       Банк отклонил операцию | The bank declined
4407        declined       Карту нужно изъять | Capture the card
4412        declined       Недопустимая операция | Invalid transaction
4413        declined       Недопустимая сумма | Invalid amount
4414        declined       Неверный номер карты | Invalid card number
4419        retry          На сервере банка идут работы | The bank’s host is under maintenance
4441        declined       Карта утеряна: изъять | Lost card: capture
4443        declined       Карта украдена: изъять | Stolen card: capture
4451        declined       Недостаточно средств | Not enough money
4454        declined       Срок действия карты истёк | The card has expired
4455        declined       Неверный ПИН | Wrong PIN
4457        declined       Операция не разрешена для карты | Not permitted for the card
4458        declined       Операция не разрешена для терминала | Not permitted for the terminal
4461        declined       Превышен лимит по карте | The card’s limit is exceeded
4462        declined       Карта ограничена | Restricted card
4465        declined       Превышено число операций | Too many operations
4468        retry          На сервере банка идут работы | The bank’s host is under maintenance
4475        declined       Исчерпаны попытки ввода ПИН | PIN tries are used up
4496        setup          Терминал неверно настроен в банке | The terminal is misconfigured at the bank
4497        retry          На сервере банка идут работы | The bank’s host is under maintenance
4498        setup          Терминал неверно настроен в банке | The terminal is misconfigured at the bank
5002        declined       Ошибка данных чипа | Chip data error
5026        declined       Ошибка ключа EMV | EMV key error
5100-5108   declined       Ошибка данных чипа | Chip data error
5109        declined       Срок действия карты истёк | The card has expired
5110        declined       Карта ещё не действует | The card is not valid yet
5111        declined       Операция не разрешена для карты | Not permitted for the card
5116,5120   declined       Клиент отказался вводить ПИН | The client refused to enter the PIN
5133        declined       Отклонено картой: возможно, её рано вынули | Declined by the card: perhaps pulled out early
`

const table = new Map<number, ResultCode>()
for (const row of rows.trim().split('\n')) {
  const [, codes = '', resultClass, ru = '', en = ''] = /^(\S+) +(\S+) +(.+) \| (.+)$/u.exec(row) ?? []
  for (const part of codes.split(',')) {
    const [first = '', last = first] = part.split('-')
    for (let code = Number(first); code <= Number(last); code++) {
      table.set(code, { class: resultClass as ResultClass, meaning: { ru, en } })
    }
  }
}

/** Meaning and class of a code; 44xx that the list does not have are the bank host's refusals. */
export function resultCode(code: number): ResultCode {
  const known = table.get(code)
  if (known) return known
  if (code >= 4400 && code <= 4499) {
    const host = String(code - 4400).padStart(2, '0')
    return {
      class: 'declined',
      meaning: { ru: `Банк отклонил операцию, код ${host}`, en: `The bank declined, code ${host}` },
    }
  }
  return { class: 'unknown', meaning: { ru: `Код ${code}: в перечне его нет`, en: `Code ${code} is not in the list` } }
}

const advices: Readonly<Record<ResultClass, Localized>> = {
  approved: { ru: 'Оплата прошла. Отдайте клиенту слип.', en: 'The payment went through. Give the client the slip.' },
  declined: {
    ru: 'Деньги не списаны. Предложите клиенту другую карту или наличные.',
    en: 'No money was taken. Offer the client another card or cash.',
  },
  'not-reachable': {
    ru: 'Деньги не списаны. Проверьте кабель и питание пинпада и повторите.',
    en: 'No money was taken. Check the PIN pad’s cable and power and try again.',
  },
  'no-bank': {
    ru: 'Проверьте интернет на кассе. Если терминал напечатал слип, повторно не оплачивайте: сначала проверьте последнюю операцию.',
    en: 'Check the till’s internet connection. If the terminal printed a slip, do not pay again: check the last operation first.',
  },
  retry: { ru: 'Деньги не списаны. Повторите операцию.', en: 'No money was taken. Try the operation again.' },
  reconcile: {
    ru: 'Выполните сверку итогов и повторите операцию.',
    en: 'Run the reconciliation and try the operation again.',
  },
  setup: {
    ru: 'Терминал настроен неверно. Позвоните в службу поддержки банка.',
    en: 'The terminal is set up wrongly. Call the bank’s support.',
  },
  service: {
    ru: 'Терминалу нужен мастер. Позвоните в службу поддержки банка.',
    en: 'The terminal needs a technician. Call the bank’s support.',
  },
  'wrong-request': {
    ru: 'Касса запросила операцию неверно. Сообщите в поддержку кассы код ошибки.',
    en: 'The till asked for the operation wrongly. Tell the till’s support the code.',
  },
  'in-doubt': {
    ru: 'Неизвестно, прошла ли операция. Не повторяйте её: сначала проверьте последнюю операцию на терминале.',
    en: 'It is not known whether the operation went through. Do not repeat it: check the terminal’s last operation first.',
  },
  info: { ru: 'Делать ничего не нужно.', en: 'There is nothing to do.' },
  unknown: {
    ru: 'Код неизвестен. Не повторяйте операцию, пока не проверите последнюю операцию на терминале.',
    en: 'The code is unknown. Do not repeat the operation before you have checked the terminal’s last one.',
  },
}

export function adviceFor(resultClass: ResultClass): Localized {
  return advices[resultClass]
}

const failures: Readonly<Record<ResultClass, FailureCode>> = {
  approved: 'device.refused',
  declined: 'terminal.declined',
  'not-reachable': 'terminal.not-reachable',
  'no-bank': 'terminal.no-bank',
  retry: 'terminal.declined',
  reconcile: 'terminal.service',
  setup: 'terminal.setup',
  service: 'terminal.service',
  'wrong-request': 'device.refused',
  'in-doubt': 'operation.in-doubt',
  info: 'device.refused',
  unknown: 'device.refused',
}

export function failureFor(resultClass: ResultClass): FailureCode {
  return failures[resultClass]
}
