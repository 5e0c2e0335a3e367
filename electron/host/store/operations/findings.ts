import { decodeDocument } from '../../../../native/codecs/ffd/index.ts'
import { findingSources, type DerivedFinding } from '../../fiscal-log/derive/rules.ts'
import { documentsInShift, findInShift, type ShiftFacts } from '../../fiscal-log/derive/shift-findings.ts'
import { all, build, first, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'

export interface StoredFinding {
  readonly rule: string
  readonly severity: 'notice' | 'attention' | 'failure'
  readonly storage_id: string
  readonly number: number | null
  readonly data: string
  readonly source: string
}

/** Rules that look at more than one document; they are worked out anew when a reading ends. */
const settledRules = ['number-gap', 'document-count', 'clock-back', 'shift-totals'] as const

/** What was seen once, while a file was imported: no bytes are left to work it out from again. */
const recordedRules = ['import-contradicts', 'import-damaged'] as const

const deleteOwn = `DELETE FROM finding WHERE storage_id = ? AND number = ?
  AND rule NOT IN (${[...settledRules, ...recordedRules].map(() => '?').join(', ')})`

export const findingOperations = {
  /** Works out what only several documents together show: gaps, totals of shifts, a clock that went back. */
  'findings.settle': (database: SqliteDatabase, input: { storageId: string; complete: boolean }): void =>
    database.transaction(() => {
      const { storageId } = input
      database.results.clear()
      run(database, build.deleteFrom('finding').where('storage_id', '=', storageId).where('rule', 'in', settledRules))
      const findings = [
        ...findGaps(database, storageId),
        ...(input.complete ? findMissing(database, storageId) : []),
        ...findClockBack(database, storageId),
        ...findShiftTotals(database, storageId),
      ]
      for (const finding of findings) insert(database, storageId, finding)
      database
        .prepared(
          `UPDATE document SET finding_count = (SELECT count(*) FROM finding f WHERE f.storage_id = document.storage_id AND f.number = document.number)
           WHERE storage_id = ? AND (finding_count > 0 OR number IN (SELECT number FROM finding WHERE storage_id = ? AND number IS NOT NULL))`,
        )
        .run(storageId, storageId)
    }),

  'findings.summary': (
    database: SqliteDatabase,
    input: { storageId: string; examples: number },
  ): { rule: string; count: number; examples: StoredFinding[] }[] => {
    const rules = database
      .prepared('SELECT rule, count(*) AS count FROM finding WHERE storage_id = ? GROUP BY rule ORDER BY count DESC')
      .all(input.storageId) as { rule: string; count: number }[]
    return rules.map(({ rule, count }) => ({
      rule,
      count,
      examples: all(
        database,
        build
          .selectFrom('finding')
          .selectAll()
          .where('storage_id', '=', input.storageId)
          .where('rule', '=', rule)
          .orderBy('number')
          .limit(input.examples),
      ),
    }))
  },

  'findings.ofDocument': (database: SqliteDatabase, input: { storageId: string; number: number }): StoredFinding[] =>
    all(
      database,
      build
        .selectFrom('finding')
        .selectAll()
        .where('storage_id', '=', input.storageId)
        .where('number', '=', input.number),
    ),
}

/** Puts a document's own findings in the place of those it had; what belongs to several documents is left alone. */
export function replaceFindings(
  database: SqliteDatabase,
  storageId: string,
  number: number,
  findings: readonly DerivedFinding[],
): void {
  const { changes } = database.prepared(deleteOwn).run(storageId, number, ...settledRules, ...recordedRules)
  for (const finding of findings) insert(database, storageId, finding)
  // A new row counts none, and most documents have none.
  if (changes === 0 && findings.length === 0) return
  database
    .prepared(
      'UPDATE document SET finding_count = (SELECT count(*) FROM finding WHERE storage_id = ? AND number = ?) WHERE storage_id = ? AND number = ?',
    )
    .run(storageId, number, storageId, number)
}

/** Puts down what an import found, each once. */
export function recordFindings(database: SqliteDatabase, storageId: string, findings: readonly DerivedFinding[]): void {
  database.results.clear()
  for (const finding of findings) {
    const known = database
      .prepared('SELECT 1 FROM finding WHERE storage_id = ? AND number IS ? AND rule = ? AND data = ?')
      .get(storageId, finding.number ?? null, finding.rule, JSON.stringify(finding.data))
    if (known) continue
    insert(database, storageId, finding)
    database
      .prepared('UPDATE document SET finding_count = finding_count + 1 WHERE storage_id = ? AND number = ?')
      .run(storageId, finding.number ?? null)
  }
}

function insert(database: SqliteDatabase, storageId: string, finding: DerivedFinding): void {
  database
    .prepared('INSERT INTO finding (storage_id, number, rule, severity, data, source) VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      storageId,
      finding.number ?? null,
      finding.rule,
      finding.severity,
      JSON.stringify(finding.data),
      findingSources[finding.rule],
    )
}

/** Runs of numbers that the storage itself says it does not have. */
function findGaps(database: SqliteDatabase, storageId: string): DerivedFinding[] {
  const runs = database
    .prepared(
      `SELECT min(number) AS first, max(number) AS last FROM (
         SELECT number, number - row_number() OVER (ORDER BY number) AS run FROM absent_document WHERE storage_id = ?
       ) GROUP BY run ORDER BY first`,
    )
    .all(storageId) as { first: number; last: number }[]
  return runs.map(({ first: from, last: to }) => ({
    rule: 'number-gap',
    severity: 'failure',
    number: undefined,
    data: { from, to, count: to - from + 1 },
  }))
}

function findMissing(database: SqliteDatabase, storageId: string): DerivedFinding[] {
  const storage = first(
    database,
    build.selectFrom('storage').select('last_number_on_device').where('storage_id', '=', storageId),
  )
  const held = first(
    database,
    build
      .selectFrom('document')
      .select((expression) => expression.fn.countAll<number>().as('count'))
      .where('storage_id', '=', storageId),
  )
  if (!storage || !held || held.count === storage.last_number_on_device) return []
  return [
    {
      rule: 'document-count',
      severity: 'attention',
      number: undefined,
      data: { held: held.count, storage: storage.last_number_on_device },
    },
  ]
}

/** Compared to the minute, because a short form of a document knows no seconds. */
function findClockBack(database: SqliteDatabase, storageId: string): DerivedFinding[] {
  const rows = database
    .prepared(
      `SELECT number, time, previous FROM (
         SELECT number, time, lag(time) OVER (ORDER BY number) AS previous FROM document WHERE storage_id = ? AND time IS NOT NULL
       ) WHERE substr(time, 1, 16) < substr(previous, 1, 16)`,
    )
    .all(storageId) as { number: number; time: string; previous: string }[]
  return rows.map(({ number, time, previous }) => ({
    rule: 'clock-back',
    severity: 'attention',
    number,
    data: { time, previous },
  }))
}

function findShiftTotals(database: SqliteDatabase, storageId: string): DerivedFinding[] {
  const closings = database
    .prepared(
      "SELECT number, shift_number FROM document WHERE storage_id = ? AND kind = 'shift-closing' AND complete = 1 AND shift_number IS NOT NULL",
    )
    .all(storageId) as { number: number; shift_number: number }[]
  return closings.flatMap(({ number, shift_number: shift }) => {
    const part = database
      .prepared(
        "SELECT bytes FROM document_part WHERE storage_id = ? AND number = ? AND part = 'tlv' ORDER BY sequence LIMIT 1",
      )
      .get(storageId, number) as { bytes: Uint8Array }
    const closing = decodeDocument(part.bytes).elements
    const count = documentsInShift(closing)
    const facts = shiftFacts(database, storageId, shift, number)
    return count === undefined || facts.documents !== count ? [] : findInShift(number, shift, closing, facts)
  })
}

function shiftFacts(database: SqliteDatabase, storageId: string, shift: number, closing: number): ShiftFacts {
  const rows = database
    .prepared(
      'SELECT kind, operation, count(*) AS count, sum(sum) AS sum FROM document WHERE storage_id = ? AND shift_number = ? AND number <= ? GROUP BY kind, operation',
    )
    .all(storageId, shift, closing) as { kind: string; operation: number | null; count: number; sum: number | null }[]
  const byOperation = new Map<number, { count: number; sum: number }>()
  let [documents, receipts, corrections] = [0, 0, 0]
  for (const row of rows) {
    documents += row.count
    if (row.kind.endsWith('-correction')) corrections += row.count
    if (row.kind !== 'receipt' && row.kind !== 'strict-form') continue
    receipts += row.count
    const total = byOperation.get(row.operation ?? 0) ?? { count: 0, sum: 0 }
    byOperation.set(row.operation ?? 0, { count: total.count + row.count, sum: total.sum + (row.sum ?? 0) })
  }
  return { documents, receipts, corrections, byOperation }
}
