import type { DocumentKind } from '../../../../native/codecs/ffd/index.ts'
import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import type { SqliteDatabase } from '../database.ts'
import { kindOf, timeOf } from '../document-form.ts'
import { storageKeys, textOf } from './dictionaries.ts'
import { groupsOf, type Group } from './document-groups.ts'

/** More than a shop has; the rest is found by text. */
const mostCashiers = 200

interface Counted<T> {
  readonly value: T
  readonly count: number
}

export interface StoredFacets {
  readonly documents: number
  readonly storages: readonly Counted<string>[]
  readonly kinds: readonly Counted<DocumentKind>[]
  readonly operations: readonly Counted<number>[]
  readonly cashiers: readonly Counted<string>[]
  readonly shiftFrom: number | null
  readonly shiftTo: number | null
  readonly timeFrom: string | null
  readonly timeTo: string | null
  readonly sent: number
  readonly unsent: number
  readonly imported: number
}

export const facetOperations = {
  /** What a filter could be narrowed to: each list is counted without its own condition. */
  'documents.facets': (database: SqliteDatabase, input: { filter: DocumentFilter }): StoredFacets => {
    const { filter } = input
    const known = new Map<string, Group[]>()
    const groupsWithout = (...conditions: (keyof DocumentFilter)[]) => {
      const wider = Object.fromEntries(
        Object.entries(filter).filter(([name]) => !conditions.includes(name as keyof DocumentFilter)),
      ) as DocumentFilter
      const key = JSON.stringify(wider)
      const groups = known.get(key) ?? groupsOf(database, wider)
      known.set(key, groups)
      return groups
    }
    const storageIds = new Map(storageKeys(database).map(({ storage_key, storage_id }) => [storage_key, storage_id]))
    const own = groupsWithout()
    const shifts = groupsWithout('shiftNumber', 'shiftFrom', 'shiftTo')
    const times = groupsWithout('from', 'to')
    const [timeFrom, timeTo] = [least(times, 'time_from', 1), least(times, 'time_to', -1)]
    return {
      documents: sumOf(own),
      storages: counted(groupsWithout('storageId', 'storageIds'), ({ storage_key }) => storageIds.get(storage_key)),
      kinds: counted(groupsWithout('kinds', 'operations'), ({ kind }) => kindOf(kind)),
      operations: counted(groupsWithout('operations'), ({ operation }) => (operation < 0 ? undefined : operation)),
      cashiers: counted(groupsWithout('cashiers'), ({ cashier }) =>
        cashier === 0 ? undefined : (textOf(database, cashier) ?? undefined),
      ).slice(0, mostCashiers),
      shiftFrom: least(shifts, 'shift_from', 1),
      shiftTo: least(shifts, 'shift_to', -1),
      timeFrom: timeFrom === null ? null : timeOf(timeFrom, true),
      timeTo: timeTo === null ? null : timeOf(timeTo, true),
      sent: sumOf(groupsWithout('sent').filter(({ confirmed }) => confirmed === 1)),
      unsent: sumOf(groupsWithout('sent').filter(({ confirmed }) => confirmed === 0)),
      imported: sumOf(groupsWithout('imported').filter((group) => group.imported === 1)),
    }
  },
}

function sumOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0)
}

/** Most first; of as many, in the order of the values. */
function counted<T extends string | number>(
  groups: readonly Group[],
  valueOf: (group: Group) => T | undefined,
): Counted<T>[] {
  const counts = new Map<T, number>()
  for (const group of groups) {
    const value = valueOf(group)
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + group.count)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
}

/** The least value of a column, or the greatest for a `sign` of -1. */
function least(
  groups: readonly Group[],
  column: 'shift_from' | 'shift_to' | 'time_from' | 'time_to',
  sign: 1 | -1,
): number | null {
  let best: number | null = null
  for (const group of groups) {
    const value = group[column]
    if (value !== null && (best === null || (value - best) * sign < 0)) best = value
  }
  return best
}
