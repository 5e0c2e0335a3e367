import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** The document names the storage and the number under which it was read. */
export function judgeIdentity({ document: { storageId, number, summary } }: DocumentFacts, report: Report): void {
  const named = summary.storageSerialNumber?.trim()
  if (named && named !== storageId) report('other-storage', 'failure', { named })
  if (summary.number !== undefined && summary.number !== number)
    report('other-number', 'failure', { asked: number, named: summary.number })
}
