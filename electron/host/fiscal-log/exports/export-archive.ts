import { concatenate } from '../../../../native/codecs/concatenate.ts'
import { decodeDocument } from '../../../../native/codecs/ffd/index.ts'
import { writeArchive } from '../../../../native/codecs/fn-archive/archive-header.ts'
import { writeArchiveRecord, type ArchiveMode } from '../../../../native/codecs/fn-archive/archive-record.ts'
import { HostFailure } from '../../host-failure.ts'
import type { StoredRow } from '../../store/operations/document-queries.ts'
import type { Store } from '../../store/store.ts'
import { chooseParts } from '../derive/document-parts.ts'
import type { ExportedBytes } from './exported-bytes.ts'
import { eachPage } from './pages.ts'

/** As many documents as a storage can number. */
const mostDocuments = 260_000

/**
 * A storage's log as «Отчёт о считанных данных ФН» (`.fnc`), every document by its number. A record that came from such a file
 * goes back as it came. Throws `host.bad-request` without a storage, `host.not-found` for one that is not in the log.
 */
export async function exportArchive(store: Store, storageId: string | undefined): Promise<ExportedBytes> {
  if (storageId === undefined)
    throw new HostFailure('host.bad-request', { field: 'filter.storageId', problem: 'missing' })
  if (!(await store.run('storages.exists', { storageId }))) throw new HostFailure('host.not-found', { what: storageId })
  const rows: StoredRow[] = []
  await eachPage(store, { storageId }, mostDocuments, (page) => void rows.push(...page))
  rows.sort((left, right) => left.number - right.number)
  const records: Uint8Array[] = []
  let mode: ArchiveMode = { ffdVersion: 2, autonomous: false }
  let registrationNumber = ''
  for (const row of rows) {
    const parts = await store.run('documents.parts', { storageId, number: row.number })
    const chosen = chooseParts(parts)
    mode = modeOf(chosen.tlv, mode)
    registrationNumber = row.registration_number?.trim() || registrationNumber
    const archived = chosen.shortened && parts.find(({ part }) => part === 'archive')
    records.push(archived ? archived.bytes : writeArchiveRecord(chosen, mode))
  }
  const header = {
    name: `${storageId}.fnc`,
    program: 'Stykovka',
    registrationNumber,
    storageSerialNumber: storageId,
    ffdVersion: mode.ffdVersion,
    shiftCount: rows.findLast((row) => row.shift_number !== null)?.shift_number ?? 0,
    documentCount: rows.at(-1)?.number ?? 0,
  }
  return { fileName: header.name, bytes: writeArchive(header, concatenate(records)), count: records.length }
}

/** Every document names its ФФД (1209); whether the register hands documents over, its registration says (1002). */
function modeOf(tlv: Uint8Array | undefined, before: ArchiveMode): ArchiveMode {
  if (!tlv) return before
  const { code, elements } = decodeDocument(tlv)
  const valueOf = (tag: number) => elements.find((element) => element.tag === tag)?.value
  const [version, autonomous, operator] = [valueOf(1209), valueOf(1002), valueOf(1017)]
  const isRegistration = code === 1 || code === 11
  return {
    ffdVersion: typeof version === 'number' && version >= 2 && version <= 4 ? version : before.ffdVersion,
    autonomous: isRegistration ? autonomous === 1 : before.autonomous,
    operatorNumber: isRegistration && typeof operator === 'string' ? operator.trim() : before.operatorNumber,
  }
}
