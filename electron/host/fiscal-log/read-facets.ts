import type { DocumentFilter, DocumentKind, Facets } from '../../contract/fiscal-log.ts'
import type { Store } from '../store/store.ts'

/** What a filter could be narrowed to, with counts. */
export async function readFacets(store: Store, filter: DocumentFilter): Promise<Facets> {
  const stored = await store.run('documents.facets', { filter })
  const { documents, sent, unsent, imported, shiftFrom, shiftTo, timeFrom, timeTo } = stored
  return {
    documents,
    storages: stored.storages.map(({ value, count }) => ({ storageId: value, count })),
    kinds: stored.kinds.map(({ value, count }) => ({ kind: value as DocumentKind, count })),
    operations: stored.operations.map(({ value, count }) => ({ operation: value, count })),
    cashiers: stored.cashiers.map(({ value, count }) => ({ cashier: value, count })),
    shifts: shiftFrom === null || shiftTo === null ? undefined : { from: shiftFrom, to: shiftTo },
    times: timeFrom === null || timeTo === null ? undefined : { from: timeFrom, to: timeTo },
    sent,
    unsent,
    imported,
  }
}
