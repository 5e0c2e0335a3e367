import { checkTaxpayerNumber, type FfdElement } from '../../codecs/ffd/index.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** Owner, operator of fiscal data, cashier, buyer, operator of transfers; 1226 and 1228 stand in containers too. */
const numberTags = new Set([1018, 1017, 1203, 1228, 1016, 1226])
/** Containers that hold one of them, besides items. */
const containers = new Set([1059, 1256, 1224, 1223])

/** Numbers that passed. A shop has a handful; garbage has many, so the set is bounded. */
const sound = new Set<string>()
const mostSound = 4096

/** Every ИНН fits its control digits. Zeros alone lawfully fill those of others where there is none. */
export function judgeTaxpayerNumbers({ document: { text, summary } }: DocumentFacts, report: Report): void {
  if (text) return judgeElements(text.elements, report)
  if (summary.taxpayerNumber !== undefined) judgeNumber(1018, summary.taxpayerNumber, report)
}

function judgeElements(elements: readonly FfdElement[], report: Report): void {
  for (const element of elements) {
    if (element.problem !== undefined) continue
    if (numberTags.has(element.tag)) judgeNumber(element.tag, element.text, report)
    else if (containers.has(element.tag)) judgeElements(element.children, report)
  }
}

function judgeNumber(tag: number, text: string, report: Report): void {
  if (sound.has(text)) return
  const taxpayerNumber = text.trim()
  const zeros = /^0*$/u.test(taxpayerNumber)
  if (zeros ? tag !== 1018 : checkTaxpayerNumber(taxpayerNumber) === 'ok') {
    if (zeros) return
    if (sound.size >= mostSound) sound.clear()
    sound.add(text)
    return
  }
  report('taxpayer-number', 'attention', { tag, taxpayerNumber })
}
