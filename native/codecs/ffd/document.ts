import type { DecodedValue } from '../wire-format.ts'

/** Kinds of fiscal documents (ФД) by the code that stands first in their bytes. */
export const documentKinds = {
  1: 'registration',
  11: 'registration-change',
  2: 'shift-opening',
  21: 'settlement-report',
  3: 'receipt',
  31: 'receipt-correction',
  4: 'strict-form',
  41: 'strict-form-correction',
  5: 'shift-closing',
  6: 'storage-closing',
  7: 'operator-confirmation',
} as const
export type DocumentKind = (typeof documentKinds)[keyof typeof documentKinds] | 'unknown'

/** Kind of a document code; `unknown` for a code that no table knows. */
export function documentKind(code: number): DocumentKind {
  return (documentKinds as Readonly<Record<number, DocumentKind>>)[code] ?? 'unknown'
}

/** One element of a TLV list with its meaning. Offsets count from the first byte given to the decoder. */
export interface FfdElement {
  readonly tag: number
  readonly name: { readonly ru: string; readonly en: string }
  readonly type:
    'byte' | 'uint16' | 'uint32' | 'unixtime' | 'vln' | 'fvln' | 'string' | 'bytes' | 'stlv' | 'bitmask' | 'unknown'
  /** Numbers stay exact: bigint above 2^53. Times are `YYYY-MM-DDThh:mm:ss`, bytes are lower-case hexadecimal. */
  readonly value: number | bigint | string | undefined
  /** The value as people read it: «1 234,56», «УСН доход», `23.11.2026 12:30`. */
  readonly text: string
  readonly meaning?: { readonly ru: string; readonly en: string } | undefined
  /** First byte of the tag number, and length with tag and length fields. */
  readonly offset: number
  readonly length: number
  readonly known: boolean
  /** What is wrong with the value; its bytes are kept all the same. */
  readonly problem?: string | undefined
  readonly children: readonly FfdElement[]
}

export interface FfdDocument {
  readonly code: number
  readonly kind: DocumentKind
  readonly elements: readonly FfdElement[]
}

/** What a log's row shows of a document; everything derived from its bytes. Sums are kopecks. */
export interface DocumentSummary {
  readonly kind: DocumentKind
  readonly number: number | undefined
  /** `YYYY-MM-DDThh:mm[:ss]`, the register's civil time. */
  readonly time: string | undefined
  readonly storageSerialNumber: string | undefined
  readonly registrationNumber: string | undefined
  readonly taxpayerNumber: string | undefined
  readonly shiftNumber: number | undefined
  readonly receiptNumber: number | undefined
  readonly operation: number | undefined
  readonly sum: number | undefined
  readonly cash: number | undefined
  readonly cashless: number | undefined
  readonly prepayment: number | undefined
  readonly credit: number | undefined
  readonly consideration: number | undefined
  readonly cashier: string | undefined
  /** ФПД as printed: ten decimal digits. */
  readonly fiscalSign: string | undefined
  readonly items: readonly {
    readonly name: string
    readonly quantity: string
    readonly price: number | undefined
    readonly sum: number | undefined
  }[]
  /** FFD version code 1209 (2 = 1.05, 3 = 1.1, 4 = 1.2). */
  readonly ffdVersion: number | undefined
  /** Texts at any depth, as often as they stand there: goods, requisites, people. */
  readonly texts: readonly string[]
}

/** Fixed structure of a storage's «find document» answer, decoded. */
export interface FixedDocument {
  readonly code: number
  readonly kind: DocumentKind
  readonly confirmed: boolean
  readonly time: string
  readonly number: number
  readonly fiscalSign: number
  readonly fields: { readonly [name: string]: DecodedValue }
}
