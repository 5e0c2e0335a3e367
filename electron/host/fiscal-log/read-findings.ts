import type { Finding } from '../../contract/fiscal-log.ts'
import type { Store } from '../store/store.ts'
import { toFinding } from './document-detail.ts'

/** Findings are counted in full and shown in part: the first ones of each rule. */
const examples = 50

export interface FindingGroup {
  rule: string
  severity: Finding['severity']
  count: number
  examples: Finding[]
}

/** What a storage's log says against itself, by rule. */
export async function readFindings(store: Store, storageId: string): Promise<FindingGroup[]> {
  const rules = await store.run('findings.summary', { storageId, examples })
  return rules.map(({ rule, count, examples: found }) => {
    const findings = found.map(toFinding)
    return { rule, count, severity: worst(findings), examples: findings }
  })
}

function worst(findings: readonly Finding[]): Finding['severity'] {
  return (
    (['failure', 'attention'] as const).find((severity) => findings.some((finding) => finding.severity === severity)) ??
    'notice'
  )
}
