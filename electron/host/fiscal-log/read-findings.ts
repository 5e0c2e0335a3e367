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

/** What a storage's log says against itself, by rule, the gravest first. */
export async function readFindings(store: Store, storageId: string): Promise<FindingGroup[]> {
  const rules = await store.run('findings.summary', { storageId, examples })
  return rules.map(({ examples: found, ...rule }) => ({ ...rule, examples: found.map(toFinding) }))
}
