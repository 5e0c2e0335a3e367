import type { Finding } from '../../../contract/fiscal-log.ts'

type Severity = Finding['severity']

/** What a finding says besides its storage. `rule` has its texts under `findings.<rule>` of `host.json`. */
export interface DerivedFinding {
  readonly rule: FindingRule
  readonly severity: Severity
  readonly number: number | undefined
  readonly data: Readonly<Record<string, string | number>>
}

/** Every rule and the norm it rests on. */
export const findingSources = {
  'number-gap': 'ФФД, приказ ФНС ЕД-7-20/662@, тег 1040: номера ФД идут подряд',
  'document-count': 'Протокол ФН, запрос статуса: номер последнего ФД',
  'duplicate-number': 'ФФД, тег 1040: номер ФД в одном ФН не повторяется',
  'other-storage': 'ФФД, тег 1041: номер ФН в документе',
  'damaged-bytes': 'ФФД, приказ ФНС ЕД-7-20/662@: форматы тегов',
  'items-sum': 'ФФД, теги 1020 и 1043: сумма расчёта и стоимость предметов расчёта',
  'payments-sum': 'ФФД, теги 1020, 1031, 1081, 1215–1217: сумма расчёта и способы оплаты',
  'shift-totals': 'ФФД, теги 1118 и 1194: счётчики отчёта о закрытии смены',
  'clock-back': 'ФФД, тег 1012: дата и время документов одного ФН не убывают',
  'import-contradicts': 'ФФД, тег 1040: номер ФД в одном ФН не повторяется',
  'import-damaged': 'Приказ ФНС ЕД-7-20/662@, таблицы 142–147: состав файла отчёта о считанных данных ФН',
  'taxpayer-number': 'Приказ ФНС ММВ-7-6/435@: контрольные цифры ИНН',
} as const
type FindingRule = keyof typeof findingSources
