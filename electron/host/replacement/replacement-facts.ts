import type { DocumentKind } from '../../contract/fiscal-log.ts'
import type { FiscalReport } from '../../contract/replacement.ts'
import type { Store } from '../store/store.ts'
import type { StorageOverview } from '../store/operations/storages.ts'

/** What the log knows of a storage. */
export interface LogView {
  readonly storage: StorageOverview | undefined
  readonly closing: FiscalReport | undefined
}

export async function viewLog(store: Store, storageId: string): Promise<LogView> {
  const storages = await store.run('storages.list', {})
  return {
    storage: storages.find((storage) => storage.storage_id === storageId),
    closing: await findReport(store, storageId, ['storage-closing']),
  }
}

/** The newest report of its kind in the log, with the values that the tax office asks for. */
export async function findReport(
  store: Store,
  storageId: string,
  kinds: DocumentKind[],
): Promise<FiscalReport | undefined> {
  const { rows } = await store.run('documents.query', { filter: { storageId, kinds }, offset: 0, limit: 1 })
  const [row] = rows
  return (
    row && {
      storageId,
      documentNumber: row.number,
      fiscalSign: row.fiscal_sign ?? undefined,
      time: row.time ?? undefined,
      documentId: row.document_id,
    }
  )
}
