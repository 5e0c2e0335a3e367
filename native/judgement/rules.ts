import type { Severity } from './finding.ts'

/**
 * What a rule has to see: one `document`; a document `parts`-wise as it came in several readings; a `sequence` of documents in
 * the order of their numbers; the `storage` as a whole with what its register says of it; a `file` while it is taken in, which
 * leaves no bytes to judge again.
 */
export type RuleScope = 'document' | 'parts' | 'sequence' | 'storage' | 'file'

export interface Rule {
  readonly scope: RuleScope
  /** The worst that the rule says. */
  readonly severity: Severity
  /** The norm that it rests on. */
  readonly source: string
}

const ffd = 'ФФД, приказ ФНС ЕД-7-20/662@ от 14.09.2020'

/** Every rule. A new one stands here, in a file of its own, and in the texts of both languages (`docs/write-a-rule.md`). */
export const rules = {
  'damaged-bytes': { scope: 'document', severity: 'attention', source: `${ffd}: форматы реквизитов` },
  'unknown-document': { scope: 'document', severity: 'attention', source: `${ffd}: коды фискальных документов` },
  'unknown-tags': { scope: 'document', severity: 'notice', source: `${ffd}: перечень реквизитов` },
  'required-requisites': { scope: 'document', severity: 'attention', source: `${ffd}: обязательность реквизитов` },
  'repeated-requisites': { scope: 'document', severity: 'attention', source: `${ffd}: состав документов` },
  'format-version': {
    scope: 'document',
    severity: 'failure',
    source: 'ФФД, тег 1209; приказы ФНС ММВ-7-20/229@ от 21.03.2017 и ЕД-7-20/662@ от 14.09.2020',
  },
  'marked-goods-format': {
    scope: 'document',
    severity: 'failure',
    source: `${ffd}, теги 1163 и 1212: маркированные товары в ФФД 1.2`,
  },
  'later-requisites': {
    scope: 'document',
    severity: 'notice',
    source: `${ffd}: таблицы ФФД 1.2`,
  },
  'early-requisites': {
    scope: 'document',
    severity: 'notice',
    source: 'Приказы ФНС ЕД-7-20/1038@ от 15.11.2024 и ЕД-7-20/236@ от 26.03.2025: дополнения ФФД',
  },
  'other-storage': { scope: 'document', severity: 'failure', source: 'ФФД, тег 1041: номер ФН в документе' },
  'other-number': {
    scope: 'document',
    severity: 'failure',
    source: 'ФФД, тег 1040; протокол ФН, запрос документа по номеру',
  },
  'fixed-structure': {
    scope: 'document',
    severity: 'failure',
    source: 'Протокол ККТ–ФН 1.2.06, команды 40h и 45h: один документ в двух видах',
  },
  'other-confirmation': {
    scope: 'document',
    severity: 'failure',
    source: 'ФФД, подтверждение оператора, теги 1040 и 1041; протокол ФН, команда 41h',
  },
  'operator-refusal': { scope: 'document', severity: 'failure', source: 'ФФД, теги 1022 и 1206: ответ оператора' },
  'items-sum': {
    scope: 'document',
    severity: 'failure',
    source: 'ФФД, теги 1020 и 1043: сумма расчёта и стоимость предметов расчёта',
  },
  'item-cost': {
    scope: 'document',
    severity: 'attention',
    source: 'ФФД, теги 1023, 1043 и 1079: стоимость равна цене, умноженной на количество',
  },
  'payments-sum': {
    scope: 'document',
    severity: 'failure',
    source: 'ФФД, теги 1020, 1031, 1081, 1215–1217: сумма расчёта и способы оплаты',
  },
  'counter-payments': {
    scope: 'document',
    severity: 'failure',
    source: 'ФФД, теги 1201, 1136, 1138, 1218–1220: счётчики итогов по признакам расчёта',
  },
  'item-vat': { scope: 'document', severity: 'attention', source: 'ФФД, теги 1199 и 1200; НК РФ, ст. 164 и 168' },
  'vat-sums': {
    scope: 'document',
    severity: 'failure',
    source: 'ФФД, теги 1102–1107 и 1115: суммы НДС чека и предметов расчёта',
  },
  'vat-rate': { scope: 'document', severity: 'failure', source: 'НК РФ, ст. 164; ФФД, тег 1199' },
  'taxpayer-number': {
    scope: 'document',
    severity: 'attention',
    source: 'Приказ ФНС ММВ-7-6/435@: контрольные цифры ИНН',
  },
  'registration-number': {
    scope: 'document',
    severity: 'attention',
    source: 'ФФД, теги 1013, 1018 и 1037: контрольные цифры РНМ по ИНН и заводскому номеру',
  },
  'key-resource': { scope: 'document', severity: 'attention', source: 'ФФД, тег 1213: ресурс ключей ФП в днях' },

  'duplicate-number': {
    scope: 'parts',
    severity: 'failure',
    source: 'ФФД, тег 1040: номер ФД в одном ФН не повторяется',
  },

  'clock-back': {
    scope: 'sequence',
    severity: 'attention',
    source: 'ФФД, тег 1012: дата и время документов одного ФН не убывают',
  },
  'sign-repeated': {
    scope: 'sequence',
    severity: 'attention',
    source: 'ФФД, тег 1077: ФПД вычисляется по данным документа',
  },
  'registration-order': {
    scope: 'sequence',
    severity: 'failure',
    source: 'ФФД: отчёт о регистрации — первый документ ФН, отчёт о закрытии ФН — последний',
  },
  'owner-changed': {
    scope: 'sequence',
    severity: 'failure',
    source: 'ФФД, теги 1018 и 1037: меняются только отчётом о регистрации или об изменении её параметров',
  },
  'shift-order': {
    scope: 'sequence',
    severity: 'failure',
    source: '54-ФЗ, ст. 4.3, п. 2: чеки — между отчётами об открытии и о закрытии смены',
  },
  'shift-number': {
    scope: 'sequence',
    severity: 'attention',
    source: 'ФФД, тег 1038: номера смен одного ФН идут подряд',
  },
  'receipt-number': {
    scope: 'sequence',
    severity: 'attention',
    source: 'ФФД, тег 1042: чеки смены нумеруются с единицы',
  },
  'shift-too-long': {
    scope: 'sequence',
    severity: 'failure',
    source: '54-ФЗ, ст. 4.1, п. 1: смена не длиннее 24 часов',
  },
  'shift-totals': {
    scope: 'sequence',
    severity: 'failure',
    source: 'ФФД, теги 1111, 1118 и 1194: счётчики отчёта о закрытии смены',
  },
  'storage-totals': {
    scope: 'sequence',
    severity: 'failure',
    source: 'ФФД, теги 1157 и 1194: итоги ФН растут на итоги смены',
  },

  'number-gap': { scope: 'storage', severity: 'failure', source: `${ffd}, тег 1040: номера ФД идут подряд` },
  'document-count': {
    scope: 'storage',
    severity: 'attention',
    source: 'Протокол ККТ–ФН 1.2.06, запрос статуса: номер последнего ФД',
  },
  'beyond-last': {
    scope: 'storage',
    severity: 'failure',
    source: 'Протокол ККТ–ФН 1.2.06, запрос статуса: номер последнего ФД',
  },
  'impossible-number': {
    scope: 'storage',
    severity: 'failure',
    source: 'Протокол ККТ–ФН 1.2.06, запрос статуса и команда 3Dh: ФН хранит сотни тысяч документов',
  },
  'register-differs': {
    scope: 'storage',
    severity: 'failure',
    source: 'Протокол ККТ–ФН 1.2.06, команда 43h; ФФД, теги 1018 и 1037',
  },
  'shift-open-too-long': {
    scope: 'storage',
    severity: 'attention',
    source: '54-ФЗ, ст. 4.1, п. 1: смена не длиннее 24 часов',
  },
  'unsent-too-long': {
    scope: 'storage',
    severity: 'failure',
    source: 'Протокол ККТ–ФН 1.2.06: ответ 14h, если самый старый непереданный документ старше 30 дней',
  },
  'storage-expires': {
    scope: 'storage',
    severity: 'failure',
    source: '54-ФЗ, ст. 4.1: срок действия ключей ФП; протокол ККТ–ФН 1.2.06, команда 32h',
  },

  'import-contradicts': {
    scope: 'file',
    severity: 'failure',
    source: 'ФФД, тег 1040: номер ФД в одном ФН не повторяется',
  },
  'import-damaged': {
    scope: 'file',
    severity: 'attention',
    source: 'Приказ ФНС ЕД-7-20/662@, таблицы 142–147: состав файла отчёта о считанных данных ФН',
  },
} as const satisfies Record<string, Rule>

export type RuleId = keyof typeof rules

/** Rules of these scopes, in the registry's order. */
export function rulesOf(...scopes: readonly RuleScope[]): RuleId[] {
  return (Object.keys(rules) as RuleId[]).filter((id) => scopes.includes(rules[id].scope))
}

/**
 * Raised whenever a rule, its law or its severity changes: what was judged under another number is judged anew.
 */
export const rulesRevision = 4
