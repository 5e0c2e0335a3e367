import type { DocumentFilter } from '../../../contract/fiscal-log.ts'
import { HostFailure } from '../../host-failure.ts'
import type { StoredRow } from '../../store/operations/document-queries.ts'
import type { Store } from '../../store/store.ts'

const pageSize = 500

/**
 * Passes over every document that a filter finds, by rising id, a page at a time. Answers how many there were. Throws
 * `host.too-many` before the first page if there are more than `most`.
 */
export async function eachPage(
  store: Store,
  filter: DocumentFilter,
  most: number,
  take: (rows: readonly StoredRow[], total: number) => void | Promise<void>,
): Promise<number> {
  const { total } = await store.run('documents.query', { filter, offset: 0, limit: 1 })
  if (total > most) throw new HostFailure('host.too-many', { what: 'documents', count: total, most })
  let [count, afterId] = [0, 0]
  for (;;) {
    const rows = await store.run('documents.page', { filter, afterId, limit: pageSize })
    await take(rows, total)
    count += rows.length
    afterId = rows.at(-1)?.document_id ?? afterId
    if (rows.length < pageSize) return count
  }
}
