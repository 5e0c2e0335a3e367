import { datedRequisites, holdsOn } from '../law/law.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** A requisite stands in a document that is older than the requisite. Some numbers meant something else before. */
export function judgeEarlyRequisites(facts: DocumentFacts, report: Report): void {
  const { day } = facts
  if (day === undefined || day >= newest) return
  for (const period of datedRequisites) {
    if (holdsOn(period, day)) continue
    for (const tag of period.tags)
      if (facts.has(tag)) report('early-requisites', 'notice', { tag, day, from: period.from, norm: period.source })
  }
}

const newest = datedRequisites.reduce((latest, { from }) => (from > latest ? from : latest), '')
