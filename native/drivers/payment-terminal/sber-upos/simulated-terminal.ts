/** How the simulated terminal behaves until told otherwise. */
export interface TerminalBehaviour {
  /** Code of the next operations; 0 approves. */
  code: number
  /** Seconds that the client takes over the card. */
  wait: number
  /** The program dies in the middle, after the bank has approved. */
  killed: boolean
  /** The program ends without writing `e`. */
  noResult: boolean
  /** `e` and `p` of the operation before are written once more. */
  staleResult: boolean
  /** `e` is cut off in the middle of its first line. */
  truncatedResult: boolean
  /** More than five days have passed without reconciliation. */
  needsReconciliation: boolean
  encoding: 'ibm866' | 'koi8-r' | 'windows-1251'
}

export const usualBehaviour: TerminalBehaviour = {
  code: 0,
  wait: 2,
  killed: false,
  noResult: false,
  staleResult: false,
  truncatedResult: false,
  needsReconciliation: false,
  encoding: 'ibm866',
}

interface Payment {
  readonly operation: number
  readonly kopecks: number
  readonly slipNumber: number
  readonly time: string
  readonly reference: string
  readonly authorisation: string
  cancelled: boolean
}

/** What the terminal remembers; plain data, so that it can be kept in a file. */
export interface TerminalMemory {
  payments: Payment[]
  nextSlip: number
  lastFiles: { result: string; slip: string } | undefined
}

export const emptyMemory = (): TerminalMemory => ({ payments: [], nextSlip: 1, lastFiles: undefined })

/** What the program writes and prints at the end of a run; absent parts are not written. */
export interface TerminalAnswer {
  readonly code: number
  readonly result: string | undefined
  readonly slip: string | undefined
}

const terminalNumber = '10123456'
const merchantNumber = '860000012345'
const card = '************0004'
const cardHash = '58C9B257360D95A2F979B9A666AB255FE3852059'

const messages: Readonly<Record<number, string>> = {
  0: 'ОДОБРЕНО',
  99: 'ПИНПАД НЕ ПОДКЛЮЧЕН',
  2000: 'ОПЕРАЦИЯ ПРЕРВАНА',
  4119: 'НЕТ СВЯЗИ С БАНКОМ, ПОВТОРИТЕ',
  4134: 'НУЖНА СВЕРКА ИТОГОВ',
  4140: 'ОПЕРАЦИЯ НЕ НАЙДЕНА',
  4301: 'НЕИЗВЕСТНАЯ ОПЕРАЦИЯ',
  4303: 'НЕВЕРНАЯ СУММА',
  4309: 'НЕЧЕГО ПЕЧАТАТЬ',
  4333: 'ЖУРНАЛ ПУСТ',
  4451: 'НЕДОСТАТОЧНО СРЕДСТВ',
}

/** Operations that ask the bank, so that they fail as it does. */
const bankOperations = new Set([1, 3, 7, 8, 13])

/** Carries out one run of the program against what the terminal remembers. `now`: `YYYYMMDDhhmmss`. */
export function perform(
  memory: TerminalMemory,
  behaviour: TerminalBehaviour,
  parameters: readonly string[],
  now: string,
): TerminalAnswer {
  const operation = Number(parameters[0])
  const kopecks = Number(parameters[1] ?? 0)
  if (behaviour.code !== 0 && (bankOperations.has(operation) || behaviour.code === 99)) return refused(behaviour.code)
  if (behaviour.needsReconciliation && [1, 3, 8].includes(operation)) return refused(4134)
  switch (operation) {
    case 1:
    case 3:
      if (!Number.isSafeInteger(kopecks) || kopecks <= 0) return refused(4303)
      return approve(memory, operation, kopecks, now)
    case 7:
      return reconcile(memory, behaviour, now)
    case 8:
      return cancel(memory, kopecks, now)
    case 9:
      return plain(totalsSlip(memory, now, 'КОНТРОЛЬНАЯ ЛЕНТА'))
    case 12:
      return reprint(memory)
    case 13:
      return rollBack(memory, kopecks, now)
    case 26:
      return plain(undefined)
    default:
      return refused(4301)
  }
}

function approve(memory: TerminalMemory, operation: number, kopecks: number, now: string): TerminalAnswer {
  const slipNumber = memory.nextSlip++
  const payment: Payment = {
    operation,
    kopecks,
    slipNumber,
    time: now,
    reference: `4015${String(12_345_678 + slipNumber * 7)}`.slice(0, 12),
    authorisation: String(123_455 + slipNumber).padStart(6, '0'),
    cancelled: false,
  }
  memory.payments.push(payment)
  return remember(memory, resultText(0, payment), slipText(payment, operation === 3 ? 'Возврат' : 'Оплата'))
}

function cancel(memory: TerminalMemory, kopecks: number, now: string): TerminalAnswer {
  const payment = memory.payments.findLast(
    (other) => !other.cancelled && other.operation === 1 && other.kopecks === kopecks,
  )
  if (!payment) return refused(4333)
  payment.cancelled = true
  const cancellation: Payment = { ...payment, operation: 8, slipNumber: memory.nextSlip++, time: now }
  return remember(memory, resultText(0, cancellation), slipText(cancellation, 'Отмена'))
}

/** Only the last good payment, and only by its own sum. */
function rollBack(memory: TerminalMemory, kopecks: number, now: string): TerminalAnswer {
  const payment = memory.payments.findLast((other) => !other.cancelled)
  if (payment?.kopecks !== kopecks) return refused(4140)
  payment.cancelled = true
  const reversal: Payment = { ...payment, operation: 13, slipNumber: memory.nextSlip++, time: now }
  return remember(memory, resultText(0, reversal), slipText(reversal, 'Аварийная отмена'))
}

function reconcile(memory: TerminalMemory, behaviour: TerminalBehaviour, now: string): TerminalAnswer {
  const slip = totalsSlip(memory, now, 'СВЕРКА ИТОГОВ\r\nИтоги совпали')
  memory.payments = []
  behaviour.needsReconciliation = false
  return remember(memory, resultText(0, undefined), slip)
}

function reprint(memory: TerminalMemory): TerminalAnswer {
  if (!memory.lastFiles) return refused(4309)
  return { code: 0, result: memory.lastFiles.result, slip: memory.lastFiles.slip }
}

function remember(memory: TerminalMemory, result: string, slip: string): TerminalAnswer {
  memory.lastFiles = { result, slip }
  return { code: 0, result, slip }
}

function plain(slip: string | undefined): TerminalAnswer {
  return { code: 0, result: resultText(0, undefined), slip }
}

function refused(code: number): TerminalAnswer {
  return { code, result: `${code},${messages[code] ?? 'ОТКАЗАНО'}\r\n`, slip: undefined }
}

function resultText(code: number, payment: Payment | undefined): string {
  const lines = payment
    ? [
        card,
        '12/28',
        payment.authorisation,
        String(payment.slipNumber).padStart(4, '0'),
        'MIR',
        '1',
        terminalNumber,
        payment.time,
        payment.reference,
        cardHash,
        '',
        '0',
        merchantNumber,
      ]
    : ['', '', '', '', '', '', terminalNumber, '', '', '', '', '', merchantNumber]
  return [`${code},${messages[code]}`, ...lines, ''].join('\r\n')
}

function slipText(payment: Payment, title: string): string {
  const copy = [
    '        ООО РОМАШКА',
    `${stamp(payment.time)}       ЧЕК ${String(payment.slipNumber).padStart(4, '0')}`,
    `            ${title}`,
    `Терминал:            ${terminalNumber}`,
    `Мерчант:         ${merchantNumber}`,
    'MIR           A0000006581010',
    `Карта:(E4)   ${card}`,
    'Сумма (Руб):',
    `         ${roubles(payment.kopecks)}`,
    'Комиссия за операцию - 0 руб.',
    '          ОДОБРЕНО',
    `Код авторизации:       ${payment.authorisation}`,
    `Номер ссылки:    ${payment.reference}`,
    cardHash,
    '==============================',
    '',
  ].join('\r\n')
  return `${copy}\u0001\r\n${copy}`
}

function totalsSlip({ payments }: TerminalMemory, now: string, title: string): string {
  const sum = (operation: number) =>
    payments
      .filter((payment) => payment.operation === operation && !payment.cancelled)
      .reduce((total, { kopecks }) => total + kopecks, 0)
  return [
    title,
    `${stamp(now)}  Терминал: ${terminalNumber}`,
    `Оплата:  ${payments.filter(({ operation, cancelled }) => operation === 1 && !cancelled).length}  ${roubles(sum(1))}`,
    `Возврат: ${payments.filter(({ operation, cancelled }) => operation === 3 && !cancelled).length}  ${roubles(sum(3))}`,
    '',
  ].join('\r\n')
}

const stamp = (time: string) =>
  `${time.slice(6, 8)}.${time.slice(4, 6)}.${time.slice(2, 4)} ${time.slice(8, 10)}:${time.slice(10, 12)}`
const roubles = (kopecks: number) => `${Math.trunc(kopecks / 100)}.${String(kopecks % 100).padStart(2, '0')}`

/** The files as they are left behind, after the misfortunes that were asked for. */
export function leaveBehind(
  memory: TerminalMemory,
  behaviour: TerminalBehaviour,
  answer: TerminalAnswer,
  before: TerminalMemory['lastFiles'],
) {
  if (behaviour.noResult) return { result: undefined, slip: undefined }
  if (behaviour.staleResult && before) return before
  if (behaviour.truncatedResult) return { result: answer.result?.slice(0, 3), slip: undefined }
  return { result: answer.result, slip: answer.slip }
}
