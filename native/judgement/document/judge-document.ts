import { nothing, type Finding, type Severity } from '../finding.ts'
import type { RuleId } from '../rules.ts'
import { judgeConfirmation } from './confirmation.ts'
import { judgeCounterPayments } from './counter-payments.ts'
import { judgeEarlyRequisites } from './early-requisites.ts'
import { DocumentFacts, type DocumentToJudge } from './facts.ts'
import { judgeFixedStructure } from './fixed-structure.ts'
import { judgeFormatVersion } from './format-version.ts'
import { judgeIdentity } from './identity.ts'
import { judgeItemCost } from './item-cost.ts'
import { judgeItemVat } from './item-vat.ts'
import { judgeItemsSum } from './items-sum.ts'
import { judgeKeyResource } from './key-resource.ts'
import { judgeLaterRequisites } from './later-requisites.ts'
import { judgeMarkedGoods } from './marked-goods-format.ts'
import { judgePaymentsSum } from './payments-sum.ts'
import { judgeRegistrationNumber } from './registration-number.ts'
import { judgeRepeatedRequisites } from './repeated-requisites.ts'
import { judgeRequiredRequisites } from './required-requisites.ts'
import { judgeTaxpayerNumbers } from './taxpayer-number.ts'
import { judgeVatRate } from './vat-rate.ts'
import { judgeVatSums } from './vat-sums.ts'
import { judgeWording } from './wording.ts'

/** Puts a finding down. */
export type Report = (rule: RuleId, severity: Severity, data: Finding['data']) => void

/** Garbage may contradict a rule thousands of times; the first of them say enough. */
const mostFindings = 50

type Judge = (facts: DocumentFacts, report: Report) => void

/** Each looks at the facts and reports what contradicts its rule; what it needs and does not find is no contradiction. */
const judges: readonly Judge[] = [
  judgeWording,
  judgeIdentity,
  judgeFixedStructure,
  judgeConfirmation,
  judgeRequiredRequisites,
  judgeRepeatedRequisites,
  judgeFormatVersion,
  judgeMarkedGoods,
  judgeLaterRequisites,
  judgeEarlyRequisites,
  judgeItemsSum,
  judgeItemCost,
  judgePaymentsSum,
  judgeCounterPayments,
  judgeItemVat,
  judgeVatSums,
  judgeVatRate,
  judgeTaxpayerNumbers,
  judgeRegistrationNumber,
  judgeKeyResource,
]

/**
 * What one document contradicts: in itself, in its other forms (fixed structure, confirmation), in the law of its day. Any
 * bytes may stand behind it; never throws.
 */
export function judgeDocument(document: DocumentToJudge): readonly Finding[] {
  let findings: Finding[] | undefined
  const { number } = document
  const report: Report = (rule, severity, data) => {
    findings ??= []
    if (findings.length < mostFindings) findings.push({ rule, severity, number, data })
  }
  const facts = new DocumentFacts(document)
  for (let index = 0; index < judges.length; index++) (judges[index] as Judge)(facts, report)
  return findings ?? nothing
}
