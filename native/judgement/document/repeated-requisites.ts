import { singleRequisites } from '../law/law.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** A requisite that a document has once stands there again: which of the two counts, nobody can say. */
export function judgeRepeatedRequisites({ repeatedTags }: DocumentFacts, report: Report): void {
  if (repeatedTags.length === 0) return
  const tags = repeatedTags.filter((tag) => singleRequisites.has(tag))
  if (tags.length > 0) report('repeated-requisites', 'attention', { tags: tags.join(', ') })
}
