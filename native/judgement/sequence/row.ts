import type { DocumentKind } from '../../codecs/ffd/index.ts'

/** What the order of documents is judged by. Kopecks; times are `YYYY-MM-DDThh:mm[:ss]`. */
export interface SequenceRow {
  readonly number: number
  readonly kind: DocumentKind
  readonly time: string | undefined
  readonly shiftNumber: number | undefined
  readonly receiptNumber: number | undefined
  readonly operation: number | undefined
  readonly sum: number | undefined
  readonly cash: number | undefined
  readonly cashless: number | undefined
  readonly prepayment: number | undefined
  readonly credit: number | undefined
  readonly consideration: number | undefined
  readonly fiscalSign: string | undefined
  readonly registrationNumber: string | undefined
  readonly taxpayerNumber: string | undefined
  /** The whole text is there. */
  readonly complete: boolean
}

/** Whole text of a document as it was read, asked for when its turn comes; `undefined` where the log has none. */
export type ReadText = (number: number) => Uint8Array | undefined

const receiptKinds: ReadonlySet<DocumentKind> = new Set([
  'receipt',
  'strict-form',
  'receipt-correction',
  'strict-form-correction',
])

/** Receipts, strict forms and their corrections: what a shift numbers and counts. */
export function isReceipt(kind: DocumentKind): boolean {
  return receiptKinds.has(kind)
}

export function isCorrection(kind: DocumentKind): boolean {
  return kind === 'receipt-correction' || kind === 'strict-form-correction'
}
