import { documentKinds, wallTime, wallTimeSeconds, type DocumentKind } from '../../../native/codecs/ffd/index.ts'

/** How the log's rows are written: whole numbers throughout. */

const numbersOfStorage = 2 ** 32
export const secondsOfDay = 86_400

/** `document_id` of a number in a storage. Throws for what is no number of a document: 0…2^32-1. */
export function documentIdOf(storageKey: number, number: number): number {
  if (!Number.isInteger(number) || number < 0 || number >= numbersOfStorage)
    throw new Error(`no number of a document: ${String(number)}`)
  return storageKey * numbersOfStorage + number
}

export function storageKeyOf(documentId: number): number {
  return Math.floor(documentId / numbersOfStorage)
}

export function numberOf(documentId: number): number {
  return documentId % numbersOfStorage
}

/** First and last `document_id` that a storage can have. */
export function idsOfStorage(storageKey: number): [number, number] {
  return [storageKey * numbersOfStorage, storageKey * numbersOfStorage + numbersOfStorage - 1]
}

/** Code of a kind: that of its documents, 0 for the unknown. */
export const kindCodes = Object.fromEntries([
  ...Object.entries(documentKinds).map(([code, kind]) => [kind, Number(code)]),
  ['unknown', 0],
]) as Readonly<Record<DocumentKind, number>>

export function kindOf(code: number): DocumentKind {
  return (documentKinds as Readonly<Record<number, DocumentKind>>)[code] ?? 'unknown'
}

/** Seconds of the register's clock. A short form of a document knows minutes only. */
export function secondsOf(time: string): number {
  return wallTimeSeconds(time)
}

export function timeOf(seconds: number, hasSeconds: boolean): string {
  const text = wallTime(seconds)
  return hasSeconds ? text : text.slice(0, 16)
}

/** A sign of ten digits is a number; what damage makes of it stays text. */
export function signToStore(sign: string | null): number | string | null {
  return sign !== null && /^\d{10}$/u.test(sign) ? Number(sign) : sign
}

export function signOf(stored: number | string | null): string | null {
  return typeof stored === 'number' ? String(stored).padStart(10, '0') : stored
}
