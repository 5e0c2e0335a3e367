import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** A document of many unknown requisites is named by the first of them. */
const mostNamed = 10

/** Bytes that break their format, a document or requisites that the tables lack. */
export function judgeWording({ damaged, document: { text }, unknownTags }: DocumentFacts, report: Report): void {
  if (damaged)
    report('damaged-bytes', 'attention', { tag: damaged.tag, offset: damaged.offset, problem: damaged.problem ?? '' })
  if (text?.kind === 'unknown') report('unknown-document', 'attention', { code: text.code })
  if (unknownTags.length === 0) return
  report('unknown-tags', 'notice', { tags: unknownTags.slice(0, mostNamed).join(', '), count: unknownTags.length })
}
