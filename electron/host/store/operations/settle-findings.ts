import {
  judgeStorage,
  leadBefore,
  rulesOf,
  rulesRevision,
  SequenceJudge,
  type Finding,
  type SequenceRow,
} from '../../../../native/judgement/index.ts'
import { build, first } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'
import { idsOfStorage, kindCodes } from '../document-form.ts'
import { findStorageKey } from './dictionaries.ts'
import { rowsByNumber } from './document-queries.ts'
import { countFindings, insertFinding } from './findings.ts'
import { TextReader } from './text-reader.ts'

const sequenceRules = rulesOf('sequence')
const storageRules = rulesOf('storage')
/** Rows are read in pieces: a statement that is being walked would keep the connection from writing. */
const pieceLength = 2_000

/** So many rows are judged at once, unless told otherwise; the store answers others in between. */
const usualStretch = 8_000

/** How far a storage was judged: up to which record of its chain, by which rules, and from where on it has to go on. */
interface Settled {
  readonly revision: number
  readonly sequence: number
  readonly next?: number | undefined
}

export interface SettleInput {
  readonly storageId: string
  /** The reading came to its end. */
  readonly complete: boolean
  /** The shop's time, `YYYY-MM-DDThh:mm`; without it nothing is said of terms that run out. */
  readonly now?: string | undefined
  /** So many rows are judged at least, if there are more. */
  readonly stretch?: number | undefined
}

export const settleOperations = {
  /**
   * Works out what only several documents together show. Goes on from the first document that the chain has got since the
   * last time, so that it costs what was read and not what is there. Answers how many rows it judged, and whether that was
   * all: if not, it is to be asked again, and says nothing of the storage as a whole until then.
   */
  'findings.settle': (database: SqliteDatabase, input: SettleInput): { judged: number; finished: boolean } =>
    database.transaction(() => {
      database.results.clear()
      const { storageId } = input
      const settled = readSettled(database, storageId)
      const sequence = lastSequence(database, storageId)
      const touched = settled ? firstTouched(database, storageId, settled.sequence) : 1
      const walk = new Walk(database, storageId, input.stretch ?? usualStretch)
      walk.run(Math.min(touched ?? Number.MAX_SAFE_INTEGER, settled?.next ?? Number.MAX_SAFE_INTEGER))
      writeSettled(database, storageId, { revision: rulesRevision, sequence, next: walk.next })
      const finished = walk.next === undefined
      if (finished) judgeWhole(database, input, walk)
      return { judged: walk.judged, finished }
    }),

  /** The next time judges from the first document on: rows were made anew. */
  'findings.forget': (database: SqliteDatabase, input: { storageId: string }): void => {
    database.prepared('DELETE FROM setting WHERE name = ?').run(settledName(input.storageId))
  },
}

/** A pass over the rows from a little before `from` on; what is found before it was put down earlier. */
class Walk {
  judged = 0
  /** The last number that was seen. */
  highest = 0
  /** Where the next pass has to begin, if this one did not come to the end. */
  next: number | undefined
  readonly #database: SqliteDatabase
  readonly #storageId: string
  readonly #stretch: number
  readonly #judge: SequenceJudge

  constructor(database: SqliteDatabase, storageId: string, stretch: number) {
    this.#database = database
    this.#storageId = storageId
    this.#stretch = stretch
    const texts = new TextReader(database, storageId)
    this.#judge = new SequenceJudge((number) => texts.read(number))
  }

  get openShift() {
    return this.#judge.openShift
  }

  get owner() {
    return this.#judge.owner
  }

  run(from: number): void {
    const touched = new Set<number>()
    this.#takeBack(from, touched)
    const piece = Math.min(pieceLength, this.#stretch)
    for (let next = startBefore(this.#database, this.#storageId, from); ;) {
      const rows = readRows(this.#database, this.#storageId, next, piece)
      for (const row of rows) {
        const findings = this.#judge.take(row)
        this.highest = row.number
        if (row.number < from) continue
        this.judged++
        for (const finding of findings) this.#put(finding, touched)
      }
      const last = rows.at(-1)
      if (!last || rows.length < piece) break
      next = last.number + 1
      if (this.judged < this.#stretch) continue
      this.next = next
      break
    }
    for (const number of touched) countFindings(this.#database, this.#storageId, number)
  }

  #takeBack(from: number, touched: Set<number>): void {
    const places = sequenceRules.map(() => '?').join(', ')
    const condition = `WHERE storage_id = ? AND number >= ? AND rule IN (${places})`
    const rows = this.#database
      .prepared(`SELECT DISTINCT number FROM finding ${condition}`)
      .all(this.#storageId, from, ...sequenceRules) as { number: number }[]
    if (rows.length === 0) return
    for (const { number } of rows) touched.add(number)
    this.#database.prepared(`DELETE FROM finding ${condition}`).run(this.#storageId, from, ...sequenceRules)
  }

  #put(finding: Finding, touched: Set<number>): void {
    insertFinding(this.#database, this.#storageId, finding)
    if (finding.number !== undefined) touched.add(finding.number)
  }
}

/** Replaces what is said of the storage as a whole. */
function judgeWhole(
  database: SqliteDatabase,
  { storageId, complete, now }: SettleInput,
  { highest, openShift, owner }: Walk,
): void {
  const touched = new Set<number>()
  const condition = `WHERE storage_id = ? AND rule IN (${storageRules.map(() => '?').join(', ')})`
  const before = database.prepared(`SELECT number FROM finding ${condition} AND number IS NOT NULL`)
  for (const row of before.all(storageId, ...storageRules)) touched.add((row as { number: number }).number)
  database.prepared(`DELETE FROM finding ${condition}`).run(storageId, ...storageRules)
  const storage = first(database, build.selectFrom('storage').selectAll().where('storage_id', '=', storageId))
  const shown = storage && storage.phase !== 'imported' ? storage : undefined
  const findings = judgeStorage({
    lastOnDevice: shown?.last_number_on_device,
    held: countDocuments(database, storageId),
    highest: highest > 0 ? highest : undefined,
    complete,
    absent: readAbsent(database, storageId),
    unsent: {
      count: shown?.unsent_count ?? 0,
      first: shown?.unsent_first_number ?? undefined,
      since: shown?.unsent_first_time ?? undefined,
    },
    validUntil: shown?.valid_until ?? undefined,
    openShift: shown ? openShift : undefined,
    registered: {
      taxpayerNumber: shown?.taxpayer_number ?? undefined,
      registrationNumber: shown?.registration_number ?? undefined,
    },
    documented: owner,
    now,
  })
  for (const finding of findings) {
    insertFinding(database, storageId, finding)
    if (finding.number !== undefined) touched.add(finding.number)
  }
  for (const number of touched) countFindings(database, storageId, number)
}

/** Where to begin so that the judge knows the shift and the neighbours of `from`. */
function startBefore(database: SqliteDatabase, storageId: string, from: number): number {
  const key = findStorageKey(database, storageId)
  if (key === undefined) return 1
  const [first, last] = idsOfStorage(key)
  const before = `SELECT document_id & ${0xffff_ffff} AS number FROM document_row NOT INDEXED WHERE document_id >= ? AND document_id < ?`
  const place = Math.min(first + from, last)
  const opening = database
    .prepared(`${before} AND kind = ${kindCodes['shift-opening']} ORDER BY document_id DESC LIMIT 1`)
    .get(first, place) as { number: number } | undefined
  const lead = database
    .prepared(`${before} ORDER BY document_id DESC LIMIT 1 OFFSET ?`)
    .get(first, place, leadBefore - 1) as { number: number } | undefined
  // The closing before the opening knows what the storage's totals were.
  return Math.max(1, Math.min(opening ? opening.number - 1 : 1, lead?.number ?? 1))
}

function readRows(database: SqliteDatabase, storageId: string, from: number, limit: number): SequenceRow[] {
  return rowsByNumber(database, storageId, from, limit).map((row) => ({
    number: row.number,
    kind: row.kind,
    time: row.time ?? undefined,
    shiftNumber: row.shift_number ?? undefined,
    receiptNumber: row.receipt_number ?? undefined,
    operation: row.operation ?? undefined,
    sum: row.sum ?? undefined,
    cash: row.cash ?? undefined,
    cashless: row.cashless ?? undefined,
    prepayment: row.prepayment ?? undefined,
    credit: row.credit ?? undefined,
    consideration: row.consideration ?? undefined,
    fiscalSign: row.fiscal_sign ?? undefined,
    registrationNumber: row.registration_number ?? undefined,
    taxpayerNumber: row.taxpayer_number ?? undefined,
    complete: row.complete !== 0,
  }))
}

/** Runs of numbers that the storage itself says it does not have. */
function readAbsent(database: SqliteDatabase, storageId: string): { from: number; to: number }[] {
  return database
    .prepared(
      `SELECT min(number) AS "from", max(number) AS "to" FROM (
         SELECT number, number - row_number() OVER (ORDER BY number) AS run FROM absent_document WHERE storage_id = ?
       ) GROUP BY run ORDER BY 1`,
    )
    .all(storageId) as { from: number; to: number }[]
}

function countDocuments(database: SqliteDatabase, storageId: string): number {
  const row = database.prepared('SELECT document_count AS count FROM storage_key WHERE storage_id = ?').get(storageId)
  return (row as { count: number } | undefined)?.count ?? 0
}

function lastSequence(database: SqliteDatabase, storageId: string): number {
  const row = database
    .prepared(
      'SELECT first_sequence + part_count - 1 AS last FROM document_batch WHERE storage_id = ? ORDER BY first_sequence DESC LIMIT 1',
    )
    .get(storageId)
  return (row as { last: number } | undefined)?.last ?? 0
}

/** Lowest number of which the chain got something after `sequence`. */
function firstTouched(database: SqliteDatabase, storageId: string, sequence: number): number | undefined {
  const row = database
    .prepared('SELECT min(lowest_number) AS lowest FROM document_batch WHERE storage_id = ? AND first_sequence > ?')
    .get(storageId, sequence)
  return (row as { lowest: number | null }).lowest ?? undefined
}

const settledName = (storageId: string) => `judged.${storageId}`

/** `undefined` where nothing was judged yet, or by other rules. */
function readSettled(database: SqliteDatabase, storageId: string): Settled | undefined {
  const row = database.prepared('SELECT value FROM setting WHERE name = ?').get(settledName(storageId))
  const settled = row ? (JSON.parse((row as { value: string }).value) as Settled) : undefined
  return settled?.revision === rulesRevision ? settled : undefined
}

function writeSettled(database: SqliteDatabase, storageId: string, settled: Settled): void {
  database
    .prepared('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
    .run(settledName(storageId), JSON.stringify(settled))
}
