import { limits } from '../../../native/judgement/index.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { Storage } from '../../contract/fiscal-log.ts'
import { daysSince, daysUntil } from '../devices/readings.ts'
import { implementer } from '../rpc/implementer.ts'
import type { StorageOverview } from '../store/operations/storages.ts'
import type { Store } from '../store/store.ts'
import { readDetail, toRow } from './document-detail.ts'
import { asBase64 } from './exports/exported-bytes.ts'
import { exportArchive } from './exports/export-archive.ts'
import { exportDocuments } from './exports/export-documents.ts'
import { exportPaper } from './exports/export-paper.ts'
import { exportSpreadsheet } from './exports/export-spreadsheet.ts'
import { readFacets } from './read-facets.ts'
import { readTotals, readTotalsBy } from './read-totals.ts'
import { readFindings } from './read-findings.ts'
import { verifyChain } from './verify-chain.ts'
import type { FiscalLogService } from './fiscal-log-service.ts'

export function fiscalLogProcedures(log: FiscalLogService, store: Store, clock: Clock) {
  const { fiscalLog: contract } = implementer
  return contract.router({
    storages: contract.storages.handler(async () => {
      const storages = await store.run('storages.list', {})
      return storages.map((storage) => describeStorage(storage, log.connectedStorage, clock.civil()))
    }),
    watchChanges: contract.watchChanges.handler(({ signal }) => log.changes.watch(signal)),
    startReading: contract.startReading.handler(() => log.start()),
    pauseReading: contract.pauseReading.handler(() => log.pause()),
    cancelReading: contract.cancelReading.handler(() => log.cancel()),
    watchReading: contract.watchReading.handler(({ signal }) => log.reading.watch(signal)),
    query: contract.query.handler(async ({ input }) => {
      const { total, rows } = await store.run('documents.query', input)
      return { total, rows: rows.map(toRow) }
    }),
    document: contract.document.handler(({ input }) => readDetail(store, input.documentId)),
    totals: contract.totals.handler(({ input }) => readTotals(store, input)),
    totalsBy: contract.totalsBy.handler(({ input }) => readTotalsBy(store, input)),
    facets: contract.facets.handler(({ input }) => readFacets(store, input.filter)),
    findings: contract.findings.handler(({ input }) => readFindings(store, input.storageId)),
    verifyChain: contract.verifyChain.handler(({ input }) => verifyChain(store, input.storageId)),
    exportDocuments: contract.exportDocuments.handler(({ input }) =>
      exportDocuments(store, input.filter, input.format),
    ),
    exportFile: contract.exportFile.handler(async ({ input: { filter, format } }) =>
      asBase64(
        format === 'xlsx' ? await exportSpreadsheet(store, filter) : await exportArchive(store, filter.storageId),
      ),
    ),
    exportPaper: contract.exportPaper.handler(async ({ input }) =>
      asBase64(await exportPaper(store, input.documentId)),
    ),
    beginImport: contract.beginImport.handler(({ input }) => log.imports.begin(input.fileName, input.size)),
    addToImport: contract.addToImport.handler(({ input }) =>
      log.imports.add(input.importId, input.offset, input.base64),
    ),
    finishImport: contract.finishImport.handler(({ input, signal }) => log.imports.finish(input.importId, signal)),
    cancelImport: contract.cancelImport.handler(() => log.imports.cancel()),
    watchImport: contract.watchImport.handler(({ signal }) => log.imports.feed.watch(signal)),
  })
}

/** The storage counts from the oldest document that the operator has not confirmed. */
function blockingOf(firstUnsent: string | null, now: Date): { blocksOn?: string; daysToBlock?: number } {
  const first = firstUnsent === null ? Number.NaN : Date.parse(`${firstUnsent.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(first)) return {}
  const blocksOn = new Date(first + limits.unsentDays.block * 86_400_000).toISOString().slice(0, 10)
  return { blocksOn, daysToBlock: daysUntil(blocksOn, now) }
}

function describeStorage(storage: StorageOverview, connectedStorage: string | undefined, now: Date): Storage {
  return {
    storageId: storage.storage_id,
    registerModel: storage.register_model ?? undefined,
    registerSerialNumber: storage.register_serial_number ?? undefined,
    registrationNumber: storage.registration_number ?? undefined,
    taxpayerNumber: storage.taxpayer_number ?? undefined,
    validUntil: storage.valid_until ?? undefined,
    daysLeft: storage.valid_until === null ? undefined : daysUntil(storage.valid_until, now),
    phase: storage.phase,
    documentCount: storage.document_count,
    lastNumber: storage.last_number ?? undefined,
    lastNumberOnDevice: storage.last_number_on_device,
    missingCount: Math.max(0, storage.last_number_on_device - storage.document_count),
    documentsLeft: storage.documents_left ?? undefined,
    unsent: {
      count: storage.unsent_count,
      firstNumber: storage.unsent_first_number ?? undefined,
      firstTime: storage.unsent_first_time ?? undefined,
      ageDays: storage.unsent_first_time === null ? undefined : daysSince(storage.unsent_first_time, now),
      ...blockingOf(storage.unsent_first_time, now),
    },
    firstTime: storage.first_time ?? undefined,
    lastTime: storage.last_time ?? undefined,
    lastReadAt: storage.last_read_at ?? undefined,
    connected: storage.storage_id === connectedStorage,
    bench: storage.bench !== 0,
  }
}
