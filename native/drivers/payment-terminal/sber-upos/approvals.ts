import type { Localized } from '../../../foundation/localized.ts'
import type { TerminalResult } from '../payment-terminal.ts'

export type OperationName =
  | 'check'
  | 'totals'
  | 'reprint'
  | 'terminal.pay'
  | 'terminal.refund'
  | 'terminal.cancel'
  | 'terminal.roll-back'
  | 'terminal.reconcile'

/** Code 0 says «success» of everything; what it means to the cashier depends on what was asked. */
const texts: Readonly<Record<OperationName, { readonly meaning: Localized; readonly advice: Localized }>> = {
  check: {
    meaning: { ru: 'Терминал готов', en: 'The terminal is ready' },
    advice: { ru: 'Можно принимать оплату картой.', en: 'Cards can be taken.' },
  },
  totals: {
    meaning: { ru: 'Итоги получены', en: 'The totals are here' },
    advice: { ru: 'Сверьте их с отчётом кассы.', en: 'Compare them with the register’s report.' },
  },
  reprint: {
    meaning: { ru: 'Слип последней операции', en: 'Slip of the last operation' },
    advice: {
      ru: 'Сравните сумму и время: это та операция, о которой идёт речь?',
      en: 'Compare sum and time: is it the operation in question?',
    },
  },
  'terminal.pay': {
    meaning: { ru: 'Оплата одобрена', en: 'The payment is approved' },
    advice: { ru: 'Отдайте клиенту слип.', en: 'Give the client the slip.' },
  },
  'terminal.refund': {
    meaning: { ru: 'Возврат одобрен', en: 'The refund is approved' },
    advice: {
      ru: 'Отдайте клиенту слип. Деньги придут на карту в срок, который назначает банк.',
      en: 'Give the client the slip. The money arrives within the bank’s term.',
    },
  },
  'terminal.cancel': {
    meaning: { ru: 'Операция отменена', en: 'The operation is cancelled' },
    advice: { ru: 'Отдайте клиенту слип отмены.', en: 'Give the client the slip of the cancellation.' },
  },
  'terminal.roll-back': {
    meaning: { ru: 'Последняя оплата отменена', en: 'The last payment is rolled back' },
    advice: {
      ru: 'Деньги клиента не списаны. Оплату можно начать заново.',
      en: 'The client keeps the money. The payment can be started anew.',
    },
  },
  'terminal.reconcile': {
    meaning: { ru: 'Итоги сверены', en: 'The totals are reconciled' },
    advice: { ru: 'Сохраните отчёт терминала.', en: 'Keep the terminal’s report.' },
  },
}

/** The result with the words that fit the operation. */
export function explainApproval(operation: OperationName, result: TerminalResult): TerminalResult {
  return { ...result, ...texts[operation] }
}
