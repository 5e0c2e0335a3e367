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

/** Codes of the rates (1199) whose sums stand in 1102…1107. */
const codeOfSumTag: readonly number[] = [1, 2, 5, 6, 3, 4]
const firstSumTag = 1102
const noSums: ReadonlyMap<number, number> = new Map()
const noItems: readonly ItemFacts[] = []
const noTags: readonly number[] = []
/** Garbage may be nothing but unknown tags. */
const mostTags = 100

/** Shared by all documents: only what is gathered last may ask. */
const marks = new TagMarks()

/** What the rules ask of a document, gathered in one walk over its tree, without copies of what is there. Sums are kopecks. */
export class DocumentFacts {
  readonly document: DocumentToJudge
  readonly code: number
  /** Day of the document, `YYYY-MM-DD`. */
  readonly day: string | undefined
  /** Tag 1209. */
  readonly version: number | undefined
  /** First element that does not fit its format. */
  damaged: FfdElement | undefined
  /** Each once, the first hundred. */
  unknownTags = noTags
  /** Tags of the first level that stand there more than once, in the order in which they came again. */
  repeatedTags = noTags
  items = noItems
  /** Sums by VAT rate as the receipt has them (1102–1107, 1115), by code of the rate (1199). */
  vatSums = noSums
  /** `undefined` where no payment is named. */
  paymentsSum: number | undefined
  /** Day of the settlement that a correction corrects (1178). */
  correctedDay: string | undefined

  constructor(document: DocumentToJudge) {
    const { text, summary, fixed } = document
    this.document = document
    this.code = text?.code ?? fixed?.[0] ?? 0
    this.day = summary.time?.slice(0, 10)
    this.version = summary.ffdVersion
    this.damaged = undefined
    this.paymentsSum = undefined
    this.correctedDay = undefined
    marks.clear()
    if (!text) return
    for (const element of text.elements) {
      this.#look(element)
      this.#gather(element)
    }
  }

  /** Whether the first level has the tag. Holds until the facts of another document are gathered. */
  has(tag: number): boolean {
    return marks.has(tag)
  }

  #look(element: FfdElement): void {
    if (element.problem !== undefined) this.damaged ??= element
    else if (!element.known) this.unknownTags = withTag(this.unknownTags, element.tag)
    const { children } = element
    for (let index = 0; index < children.length; index++) this.#look(children[index] as FfdElement)
  }

  #gather(element: FfdElement): void {
    const { tag, value } = element
    if (tag === 1059) {
      const item = inspectItem(element)
      if (this.items === noItems) this.items = [item]
      else (this.items as ItemFacts[]).push(item)
    } else if (marks.has(tag)) this.repeatedTags = withTag(this.repeatedTags, tag)
    marks.add(tag)
    switch (tag) {
      case 1031:
      case 1081:
      case 1215:
      case 1216:
      case 1217:
        this.paymentsSum = (this.paymentsSum ?? 0) + (typeof value === 'number' ? value : 0)
        break
      case 1102:
      case 1103:
      case 1104:
      case 1105:
      case 1106:
      case 1107:
        this.#addVat(codeOfSumTag[tag - firstSumTag], value)
        break
      case 1115:
        for (const { children } of element.children) this.#addVat(valueOf(children, 1199), valueOf(children, 1120))
        break
      case 1174: {
        const corrected = valueOf(element.children, 1178)
        if (typeof corrected === 'string' && corrected.length === 19) this.correctedDay = corrected.slice(0, 10)
        break
      }
    }
  }

  #addVat(code: FfdElement['value'], sum: FfdElement['value']): void {
    if (typeof code !== 'number' || typeof sum !== 'number') return
    if (this.vatSums === noSums) this.vatSums = new Map([[code, sum]])
    else (this.vatSums as Map<number, number>).set(code, sum)
  }
}

function withTag(tags: readonly number[], tag: number): readonly number[] {
  return tags.length >= mostTags || tags.includes(tag) ? tags : [...tags, tag]
}

export function valueOf(elements: readonly FfdElement[], tag: number): FfdElement['value'] {
  for (const element of elements) if (element.tag === tag) return element.value
  return undefined
}
