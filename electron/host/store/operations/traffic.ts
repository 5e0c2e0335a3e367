import { all, build, first, run } from '../builder.ts'
import type { SqliteDatabase } from '../database.ts'

export interface StoredTraffic {
  readonly id: number
  readonly at: string
  readonly role: string | null
  readonly family_id: string | null
  readonly address: string
  readonly direction: string
  readonly kind: string
  readonly bytes: Uint8Array
  readonly event: string | null
  readonly name: string | null
  readonly reason: string | null
}

/** The ring holds at most so many entries and bytes; the oldest go first. */
const trafficLimits = { entries: 100_000, bytes: 48 * 1024 * 1024 } as const

export const trafficOperations = {
  'traffic.append': (
    database: SqliteDatabase,
    input: { entries: readonly StoredTraffic[]; limits?: { entries: number; bytes: number } },
  ): { firstId: number } =>
    database.transaction(() => {
      const insert = database.prepared(
        'INSERT INTO traffic (id, at, role, family_id, address, direction, kind, bytes, event, name, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      for (const entry of input.entries) {
        insert.run(
          entry.id,
          entry.at,
          entry.role,
          entry.family_id,
          entry.address,
          entry.direction,
          entry.kind,
          entry.bytes,
          entry.event,
          entry.name,
          entry.reason,
        )
      }
      prune(database, input.entries.length, input.limits ?? trafficLimits)
      return { firstId: bounds(database).firstId }
    }),

  'traffic.bounds': (database: SqliteDatabase, _input: Record<never, never>): { firstId: number; lastId: number } =>
    bounds(database),

  'traffic.query': (
    database: SqliteDatabase,
    input: { role: string | undefined; fromId: number; limit: number },
  ): StoredTraffic[] => {
    let query = build.selectFrom('traffic').selectAll().where('id', '>=', input.fromId).orderBy('id').limit(input.limit)
    if (input.role !== undefined) query = query.where('role', '=', input.role)
    return all(database, query)
  },

  'traffic.latest': (
    database: SqliteDatabase,
    input: { role: string | undefined; beforeId: number | undefined; limit: number },
  ): StoredTraffic[] => {
    let query = build.selectFrom('traffic').selectAll().orderBy('id', 'desc').limit(input.limit)
    if (input.role !== undefined) query = query.where('role', '=', input.role)
    if (input.beforeId !== undefined) query = query.where('id', '<', input.beforeId)
    return all(database, query)
  },

  'traffic.one': (database: SqliteDatabase, input: { id: number }): StoredTraffic | undefined =>
    first(database, build.selectFrom('traffic').selectAll().where('id', '=', input.id)),

  /** The frame to the device that stands before an answer at the same address: it says what the answer belongs to. */
  'traffic.requestBefore': (
    database: SqliteDatabase,
    input: { id: number; address: string },
  ): StoredTraffic | undefined =>
    first(
      database,
      build
        .selectFrom('traffic')
        .selectAll()
        .where('id', '<', input.id)
        .where('id', '>', input.id - 50)
        .where('address', '=', input.address)
        .where('direction', '=', 'to-device')
        .where('kind', '=', 'frame')
        .where('name', 'is not', null)
        .orderBy('id', 'desc')
        .limit(1),
    ),
}

function bounds(database: SqliteDatabase): { firstId: number; lastId: number } {
  const row = database.prepared('SELECT min(id) AS first, max(id) AS last FROM traffic').get() as {
    first: number | null
    last: number | null
  }
  return { firstId: row.first ?? 0, lastId: row.last ?? 0 }
}

/** How many entries may be added before the bytes are summed again. */
const sumInterval = 1_000
/** Exchanges behind results of checks outlive the ring, so many results of so many entries each. */
const mostPins = 200
const longestPin = 1_000

/** Keeps a stretch of entries when the ring comes round: reading a log fills it in minutes. */
export function pinTraffic(database: SqliteDatabase, range: { first: number; last: number }): void {
  const last = Math.min(range.last, range.first + longestPin)
  run(database, build.insertInto('traffic_pin').values({ first_id: range.first, last_id: last }))
  database
    .prepared('DELETE FROM traffic_pin WHERE rowid NOT IN (SELECT rowid FROM traffic_pin ORDER BY rowid DESC LIMIT ?)')
    .run(mostPins)
}

/** Ids are dense but for what is pinned, so counting is subtracting; summing the bytes takes a pass and is done now and then. */
function prune(database: SqliteDatabase, added: number, limits: { entries: number; bytes: number }): void {
  const { lastId } = bounds(database)
  cutBefore(database, lastId - limits.entries)
  if (Math.floor(lastId / sumInterval) === Math.floor((lastId - added) / sumInterval)) return
  const cut = database
    .prepared(
      `SELECT max(id) AS id FROM (
         SELECT id, sum(length(bytes) + 60) OVER (ORDER BY id DESC) AS running FROM traffic
       ) WHERE running > ?`,
    )
    .get(limits.bytes) as { id: number | null }
  if (cut.id !== null) cutBefore(database, cut.id)
}

function cutBefore(database: SqliteDatabase, id: number): void {
  database
    .prepared(
      'DELETE FROM traffic WHERE id <= ? AND NOT EXISTS (SELECT 1 FROM traffic_pin WHERE traffic.id BETWEEN first_id AND last_id)',
    )
    .run(id)
}
