import { requiredInside, requiredRequisites } from '../law/law.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** A day of the format that did not name its version in every document yet (ФФД 1.0). */
const lastDayWithoutVersion = '2018-12-31'

/**
 * Requisites that the format makes obligatory in the electronic form. Only a whole and sound text can lack one. Without a
 * version (1209) nothing but its absence can be said.
 */
export function judgeRequiredRequisites(facts: DocumentFacts, report: Report): void {
  const { version, damaged, items, code, day } = facts
  const { text, shortened } = facts.document
  if (!text || shortened || damaged || text.kind === 'unknown') return
  if (version === undefined) {
    if (day !== undefined && day > lastDayWithoutVersion)
      report('required-requisites', 'attention', { tags: '1209', count: 1 })
    return
  }
  let missing: string[] | undefined
  for (const tag of requiredRequisites(version, code) ?? []) if (!facts.has(tag)) (missing ??= []).push(String(tag))
  const inside = items.length > 0 ? requiredInside(version, 1059) : undefined
  if (inside) {
    for (const { element } of items) {
      for (const tag of inside) {
        if (!element.children.some((child) => child.tag === tag) && !missing?.includes(`1059/${tag}`))
          (missing ??= []).push(`1059/${tag}`)
      }
    }
  }
  if (missing) report('required-requisites', 'attention', { tags: missing.join(', '), count: missing.length })
}
