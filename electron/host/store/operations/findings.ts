import { rules, rulesOf, type Finding } from '../../../../native/judgement/index.ts'
import { all, build } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'
import { documentIdOf } from '../document-form.ts'
import { findStorageKey } from './dictionaries.ts'

export interface StoredFinding {
  readonly rule: string
  readonly severity: 'notice' | 'attention' | 'failure'
  readonly storage_id: string
  readonly number: number | null
  readonly data: string
  readonly source: string
}

/** Findings of a document's own bytes; those of several documents, and of files, are not replaced with it. */
const ownRules = rulesOf('document', 'parts')
const deleteOwn = `DELETE FROM finding WHERE storage_id = ? AND number = ? AND rule IN (${ownRules.map(() => '?').join(', ')})`

const severities = ['notice', 'attention', 'failure'] as const

export const findingOperations = {
  /** By rule, the gravest first. */
  'findings.summary': (
    database: SqliteDatabase,
    input: { storageId: string; examples: number },
  ): { rule: string; severity: StoredFinding['severity']; count: number; examples: StoredFinding[] }[] => {
    const counts = database
      .prepared(
        `SELECT rule, count(*) AS count, max(CASE severity WHEN 'failure' THEN 2 WHEN 'attention' THEN 1 ELSE 0 END) AS worst
         FROM finding WHERE storage_id = ? GROUP BY rule ORDER BY worst DESC, count DESC, rule`,
      )
      .all(input.storageId) as { rule: string; count: number; worst: number }[]
    return counts.map(({ rule, count, worst }) => ({
      rule,
      severity: severities[worst] ?? 'failure',
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
  findings: readonly Finding[],
  isNew = false,
): void {
  const { changes } = isNew ? { changes: 0 } : database.prepared(deleteOwn).run(storageId, number, ...ownRules)
  for (const finding of findings) insertFinding(database, storageId, finding)
  // A new row counts none, and most documents have none.
  if (changes > 0 || findings.length > 0) countFindings(database, storageId, number)
}

/** Forgets the findings of all documents' own bytes, before rows are made anew. */
export function forgetOwnFindings(database: SqliteDatabase): void {
  database.prepared(`DELETE FROM finding WHERE rule IN (${ownRules.map(() => '?').join(', ')})`).run(...ownRules)
}

/** Puts down what an import found, each once. */
export function recordFindings(database: SqliteDatabase, storageId: string, findings: readonly Finding[]): void {
  database.results.clear()
  for (const finding of findings) {
    const known = database
      .prepared('SELECT 1 FROM finding WHERE storage_id = ? AND number IS ? AND rule = ? AND data = ?')
      .get(storageId, finding.number ?? null, finding.rule, JSON.stringify(finding.data))
    if (known) continue
    insertFinding(database, storageId, finding)
    if (finding.number !== undefined) countFindings(database, storageId, finding.number)
  }
}

export function insertFinding(database: SqliteDatabase, storageId: string, finding: Finding): void {
  database
    .prepared('INSERT INTO finding (storage_id, number, rule, severity, data, source) VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      storageId,
      finding.number ?? null,
      finding.rule,
      finding.severity,
      JSON.stringify(finding.data),
      rules[finding.rule].source,
    )
}

/** Puts into a document's row how many findings it has now. */
export function countFindings(database: SqliteDatabase, storageId: string, number: number): void {
  const key = findStorageKey(database, storageId)
  if (key === undefined) return
  database
    .prepared(
      'UPDATE document_row SET finding_count = (SELECT count(*) FROM finding WHERE storage_id = ? AND number = ?) WHERE document_id = ?',
    )
    .run(storageId, number, documentIdOf(key, number))
}
