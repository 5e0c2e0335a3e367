/**
 * VAT as it was lawful at a document's date. Rates are dated data: 18 % until 31.12.2018, 20 % until 31.12.2025, 22 % since
 * 01.01.2026 (приказ ФНС ЕД-7-20/1050@), 10 % throughout.
 */
export interface VatRate {
  /** Tag 1199. */
  readonly code: number
  readonly percent: number
  /** Tag of the receipt that sums it: 1102 or 1103; the rates of 2025 and later stand in 1115 instead. */
  readonly sumTag: number | undefined
}

export function vatRate(kind: 'base' | 'reduced', date: string): VatRate {
  if (kind === 'reduced') return { code: 2, percent: 10, sumTag: 1103 }
  if (date < '2019-01-01') return { code: 1, percent: 18, sumTag: 1102 }
  return date < '2026-01-01' ? { code: 1, percent: 20, sumTag: 1102 } : { code: 11, percent: 22, sumTag: undefined }
}

/** Kopecks of VAT that a price with VAT holds. */
export function vatWithin(kopecks: number, percent: number): number {
  return Math.round((kopecks * percent) / (100 + percent))
}
