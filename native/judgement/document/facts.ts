import type { DocumentSummary, FfdDocument, FfdElement } from '../../codecs/ffd/index.ts'
import { inspectItem, type ItemFacts } from './item-facts.ts'
import { TagMarks } from './tag-marks.ts'

/** A document as the log has it. What is decoded already comes decoded. */
export interface DocumentToJudge {
  readonly storageId: string
  /** The number under which it was asked for. */
  readonly number: number
  readonly summary: DocumentSummary
  /** Tree of the text. */
  readonly text: FfdDocument | undefined
  /** The storage's fixed structure, raw. */
  readonly fixed?: Uint8Array | undefined
  /** The operator's confirmation, raw, in full or in the storage's short form. */
  readonly confirmation?: Uint8Array | undefined
  /** The text comes from an archive file, which leaves requisites out. */
  readonly shortened?: boolean | undefined
}

/** What the rules ask of a document, gathered in one walk over its tree. Sums are kopecks. */
export interface DocumentFacts extends DocumentToJudge {
  readonly code: number
  /** Day of the document, `YYYY-MM-DD`. */
  readonly day: string | undefined
  /** Tag 1209. */
  readonly version: number | undefined
  readonly items: readonly ItemFacts[]
  /** Sums by VAT rate as the receipt has them (1102–1107, 1115), by code of the rate (1199). */
  readonly vatSums: ReadonlyMap<number, number>
  /** `undefined` where no payment is named. */
  readonly paymentsSum: number | undefined
  /** First element that does not fit its format. */
  readonly damaged: FfdElement | undefined
  readonly unknownTags: readonly number[]
  /** Day of the settlement that a correction corrects (1178). */
  readonly correctedDay: string | undefined
  /** Requisites of the first level by tag; others are looked for where they are wanted. */
  has(tag: number): boolean
}

/** Codes of the rates whose sums stand in 1102…1107. */
const codeOfSumTag: Readonly<Record<number, number>> = { 1102: 1, 1103: 2, 1104: 5, 1105: 6, 1106: 3, 1107: 4 }
const none: ReadonlyMap<number, number> = new Map()
const noItems: readonly ItemFacts[] = []
const noTags: readonly number[] = []

const marks = new TagMarks()

/** Walks the document's tree once. The answer holds until the next document is gathered. */
export function gatherFacts(document: DocumentToJudge): DocumentFacts {
  const { text, summary } = document
  marks.clear()
  let items: ItemFacts[] | undefined
  let vatSums: Map<number, number> | undefined
  let paymentsSum: number | undefined
  let damaged: FfdElement | undefined
  let unknownTags: number[] | undefined
  let correctedDay: string | undefined
  const look = (elements: readonly FfdElement[]) => {
    for (const element of elements) {
      if (element.problem !== undefined) damaged ??= element
      else if (!element.known) (unknownTags ??= []).push(element.tag)
      if (element.children.length > 0) look(element.children)
    }
  }
  if (text) {
    look(text.elements)
    for (const element of text.elements) {
      const { tag, value } = element
      marks.add(tag)
      switch (tag) {
        case 1059:
          ;(items ??= []).push(inspectItem(element))
          break
        case 1031:
        case 1081:
        case 1215:
        case 1216:
        case 1217:
          paymentsSum = (paymentsSum ?? 0) + (typeof value === 'number' ? value : 0)
          break
        case 1102:
        case 1103:
        case 1104:
        case 1105:
        case 1106:
        case 1107:
          if (typeof value === 'number') (vatSums ??= new Map()).set(codeOfSumTag[tag] as number, value)
          break
        case 1115:
          for (const { children } of element.children) {
            const code = valueOf(children, 1199)
            const sum = valueOf(children, 1120)
            if (typeof code === 'number' && typeof sum === 'number') (vatSums ??= new Map()).set(code, sum)
          }
          break
        case 1174: {
          const corrected = valueOf(element.children, 1178)
          if (typeof corrected === 'string' && corrected.length === 19) correctedDay = corrected.slice(0, 10)
          break
        }
      }
    }
  }
  return {
    ...document,
    code: text?.code ?? document.fixed?.[0] ?? 0,
    day: summary.time?.slice(0, 10),
    version: summary.ffdVersion,
    items: items ?? noItems,
    vatSums: vatSums ?? none,
    paymentsSum,
    damaged,
    unknownTags: unknownTags ?? noTags,
    correctedDay,
    has: hasMark,
  }
}

const hasMark = (tag: number) => marks.has(tag)

export function valueOf(elements: readonly FfdElement[], tag: number): FfdElement['value'] {
  for (const element of elements) if (element.tag === tag) return element.value
  return undefined
}
