import { summariseDocument, type DocumentSummary } from '../../../../native/codecs/ffd/index.ts'
import {
  chooseParts,
  contradicts,
  isKept,
  type PartName,
  type StoredPart,
} from '../../fiscal-log/derive/document-parts.ts'
import type { Finding } from '../../../../native/judgement/index.ts'
import type { SqliteDatabase } from '../database.ts'
import { idsOfStorage } from '../document-form.ts'
import { storageKey } from './dictionaries.ts'
import { chainStart, DocumentChain } from './document-chain.ts'
import { RowWriter } from './document-rows.ts'
import { heldNumbers } from './documents.ts'
import { partsOf } from './raw-parts.ts'
import { recordFindings } from './findings.ts'

export interface ImportedPart {
  readonly number: number
  readonly part: PartName
  readonly bytes: Uint8Array
  readonly readAt: string
}

export interface ImportedDocument {
  readonly number: number
  readonly parts: readonly ImportedPart[]
}

export const importOperations = {
  /** Which documents of a file contradict the log, and which stand in it already. Changes nothing. */
  'imports.compare': (
    database: SqliteDatabase,
    input: { storageId: string; documents: readonly ImportedDocument[] },
  ): { refused: number[]; known: number[] } => {
    const [refused, known]: [number[], number[]] = [[], []]
    for (const { number, parts } of input.documents) {
      const before = partsOf(database, input.storageId, number)
      if (before.length === 0) continue
      if (!canStandBeside(before, parts)) refused.push(number)
      else if (parts.every((part) => isThere(before, part))) known.push(number)
    }
    return { refused, known }
  },

  /** Hash that the next record of a storage will follow. */
  'imports.head': (database: SqliteDatabase, input: { storageId: string }): string => {
    const head = database.prepared('SELECT hash FROM chain_head WHERE storage_id = ?').get(input.storageId)
    return (head as { hash: string } | undefined)?.hash ?? chainStart
  },

  /** Adds parts in the order given, all or none; what is there is not doubled, what contradicts is left out. */
  'imports.keep': (
    database: SqliteDatabase,
    input: { storageId: string; parts: readonly ImportedPart[] },
  ): { newParts: number } =>
    database.transaction(() => {
      database.results.clear()
      const chain = new DocumentChain(database, input.storageId, '')
      const touched = new Map<number, { before: readonly StoredPart[]; parts: StoredPart[] }>()
      for (const part of input.parts) {
        const known = touched.get(part.number)
        const parts = known?.parts ?? partsOf(database, input.storageId, part.number)
        if (isThere(parts, part)) continue
        if (!known) touched.set(part.number, { before: [...parts], parts })
        parts.push(chain.add(part.number, part.part, part.bytes, part.readAt))
      }
      chain.finish()
      const isHeld = heldNumbers(database, input.storageId)
      const rows = new RowWriter(database, input.storageId)
      for (const [number, { before, parts }] of touched)
        rows.write(number, !isHeld(number), before, parts, chain.batchesOf(number))
      rows.finish()
      return { newParts: chain.added }
    }),

  /** Makes a storage known that no register has shown yet; of one that a register has shown nothing changes. */
  'imports.storage': (
    database: SqliteDatabase,
    input: { storageId: string; bench: boolean; registrationNumber: string | null; taxpayerNumber: string | null },
  ): void => {
    database
      .prepared(
        `INSERT INTO storage (storage_id, bench, registration_number, taxpayer_number, phase, last_number_on_device, unsent_count)
         SELECT ?, ?, ?, ?, 'imported', coalesce(max(document_id) & 4294967295, 0), 0
           FROM document_row WHERE document_id BETWEEN ? AND ?
         ON CONFLICT (storage_id) DO UPDATE SET last_number_on_device = excluded.last_number_on_device
           WHERE phase = 'imported'`,
      )
      .run(
        input.storageId,
        Number(input.bench),
        input.registrationNumber,
        input.taxpayerNumber,
        ...idsOfStorage(storageKey(database, input.storageId)),
      )
  },

  'imports.findings': (database: SqliteDatabase, input: { storageId: string; findings: readonly Finding[] }): void =>
    database.transaction(() => recordFindings(database, input.storageId, input.findings)),
}

/** An archive keeps less than the log has: it adds nothing where the document's text or another archive's record stands. */
function isThere(before: readonly StoredPart[], { part, bytes }: ImportedPart): boolean {
  if (part === 'archive' && before.some((stored) => stored.part === 'tlv' || stored.part === 'archive')) return true
  return before.some((stored) => stored.part === part && isKept(part, stored.bytes, bytes))
}

function canStandBeside(before: readonly StoredPart[], parts: readonly ImportedPart[]): boolean {
  const differs = parts.some(
    (part) =>
      !isThere(before, part) &&
      before.some((stored) => stored.part === part.part && contradicts(part.part, stored.bytes, part.bytes)),
  )
  return !differs && agree(summariseDocument(chooseParts(before)), summariseDocument(chooseParts(parts)))
}

/** Whether two records are of the same document, as far as both tell. A short form knows no seconds. */
export function agree(one: DocumentSummary, other: DocumentSummary): boolean {
  const same = <T>(left: T | undefined, right: T | undefined) =>
    left === undefined || right === undefined || left === right
  return (
    same(one.kind, other.kind) &&
    same(one.time?.slice(0, 16), other.time?.slice(0, 16)) &&
    same(one.sum, other.sum) &&
    (same(one.fiscalSign, other.fiscalSign) || one.fiscalSign === reversed(other.fiscalSign))
  )
}

/** Programs that write archives put the four bytes of the sign (1077) in either order. */
function reversed(sign: string | undefined): string | undefined {
  if (sign === undefined || !/^\d{1,10}$/u.test(sign)) return undefined
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(sign))
  return String(bytes.readUInt32BE(0)).padStart(10, '0')
}
