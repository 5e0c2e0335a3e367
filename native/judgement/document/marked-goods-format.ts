import { formatVersion, limits } from '../law/law.ts'
import type { DocumentFacts } from './facts.ts'
import { nameOf } from './item-facts.ts'
import type { Report } from './judge-document.ts'

/** Marked goods are sold in ФФД 1.2: an older version has neither their code (1163) nor their kinds of item (1212). */
export function judgeMarkedGoods({ items, version }: DocumentFacts, report: Report): void {
  const { minimum, subjects } = limits.markedGoodsFormat
  if (version === undefined || version >= minimum) return
  for (const [index, item] of items.entries()) {
    const { hasGoodsCode, subject } = item
    if (!hasGoodsCode && (subject === undefined || !subjects.includes(subject))) continue
    const label = formatVersion(version)?.label ?? String(version)
    report('marked-goods-format', 'failure', { position: index + 1, name: nameOf(item), version: label })
    return
  }
}
