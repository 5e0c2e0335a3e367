import type { FfdElement } from '../../codecs/ffd/index.ts'
import { formatVersion, laterRequisites } from '../law/law.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** Requisites that came with ФФД 1.2 stand in a document that calls itself older: its version or they are wrong. */
export function judgeLaterRequisites({ version, document: { text }, damaged }: DocumentFacts, report: Report): void {
  if (!text || damaged || version === undefined || version >= laterRequisites.version) return
  const later = new Set<number>()
  const look = (elements: readonly FfdElement[]) => {
    for (const { tag, children } of elements) {
      if (laterRequisites.tags.has(tag)) later.add(tag)
      if (children.length > 0) look(children)
    }
  }
  look(text.elements)
  if (later.size === 0) return
  const label = formatVersion(version)?.label ?? String(version)
  report('later-requisites', 'notice', { version: label, tags: [...later].join(', ') })
}
