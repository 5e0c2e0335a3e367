import {
  checkTaxpayerNumber,
  findDamage,
  type DocumentSummary,
  type FfdDocument,
} from '../../../../native/codecs/ffd/index.ts'
import type { DerivedFinding } from './rules.ts'

/** Payments by kind: cash, cashless, prepayment, credit, other provision. */
const paymentTags = [1031, 1081, 1215, 1216, 1217]
/** Retail may round a receipt's total down to whole roubles in favour of the buyer. */
const tolerableRounding = 99

/** What a single document contradicts in itself. */
export function findInDocument(
  number: number,
  storageId: string,
  summary: DocumentSummary,
  tlv: FfdDocument | undefined,
): DerivedFinding[] {
  return [
    ...findOtherStorage(number, storageId, summary),
    ...findDamagedBytes(number, tlv),
    ...findItemsSum(number, summary, tlv),
    ...findPaymentsSum(number, summary, tlv),
    ...findTaxpayerNumber(number, summary),
  ]
}

function findOtherStorage(number: number, storageId: string, summary: DocumentSummary): DerivedFinding[] {
  const named = summary.storageSerialNumber?.trim()
  if (!named || named === storageId) return []
  return [{ rule: 'other-storage', severity: 'failure', number, data: { named } }]
}

function findDamagedBytes(number: number, tlv: FfdDocument | undefined): DerivedFinding[] {
  const damaged = tlv ? findDamage(tlv.elements) : undefined
  if (!damaged) return []
  return [
    {
      rule: 'damaged-bytes',
      severity: 'attention',
      number,
      data: { tag: damaged.tag, offset: damaged.offset, problem: damaged.problem ?? '' },
    },
  ]
}

function findItemsSum(number: number, summary: DocumentSummary, tlv: FfdDocument | undefined): DerivedFinding[] {
  const { sum, items } = summary
  if (!tlv || sum === undefined || items.length === 0 || items.some((item) => item.sum === undefined)) return []
  const itemsSum = items.reduce((total, item) => total + (item.sum ?? 0), 0)
  const difference = itemsSum - sum
  if (difference === 0) return []
  const rounding = difference > 0 && difference <= tolerableRounding
  return [{ rule: 'items-sum', severity: rounding ? 'notice' : 'failure', number, data: { sum, itemsSum, difference } }]
}

function findPaymentsSum(number: number, summary: DocumentSummary, tlv: FfdDocument | undefined): DerivedFinding[] {
  const { sum } = summary
  const payments = tlv?.elements.filter((element) => paymentTags.includes(element.tag)) ?? []
  if (sum === undefined || payments.length === 0) return []
  const paymentsSum = payments.reduce((total, { value }) => total + (typeof value === 'number' ? value : 0), 0)
  if (paymentsSum === sum) return []
  return [
    { rule: 'payments-sum', severity: 'failure', number, data: { sum, paymentsSum, difference: paymentsSum - sum } },
  ]
}

function findTaxpayerNumber(number: number, summary: DocumentSummary): DerivedFinding[] {
  const taxpayerNumber = summary.taxpayerNumber?.trim()
  if (!taxpayerNumber || checkTaxpayerNumber(taxpayerNumber) === 'ok') return []
  return [{ rule: 'taxpayer-number', severity: 'attention', number, data: { taxpayerNumber } }]
}
