import { throwIfCancelled } from '../../../../native/foundation/clock.ts'
import type { Finding } from '../../../../native/judgement/index.ts'
import type { ImportResult } from '../../../contract/fiscal-log.ts'
import { HostFailure } from '../../host-failure.ts'
import type { ImportedDocument, ImportedPart } from '../../store/operations/imports.ts'
import type { Store } from '../../store/store.ts'
import { settleFindings } from '../settle-findings.ts'
import { readArchiveFile } from './archive-file.ts'
import { inChainOrder } from './chain-order.ts'
import { readExportFile } from './export-file.ts'

const batchSize = 200
/** A file that contradicts the log in everything need not fill the list of findings. */
const mostFindings = 1_000

export interface ImportEnvironment {
  readonly store: Store
  readonly bench: boolean
  /** Time of the import, which is that of reading for records that know none. */
  readonly now: string
  readonly signal: AbortSignal
  readonly progressed: (done: number, total: number) => void
  readonly kept: () => void
}

/** What a file holds of one storage. */
export interface StorageContent {
  readonly storageId: string
  readonly registrationNumber: string | null
  readonly taxpayerNumber: string | null
  readonly documents: readonly (ImportedDocument & { readonly parts: readonly LinkedPart[] })[]
}

/** A part with its place in the chain that it was exported from, if it was. */
export interface LinkedPart extends ImportedPart {
  readonly link?: { readonly previousHash: string; readonly hash: string }
}

export interface FileContent {
  readonly format: ImportResult['format']
  readonly storages: readonly StorageContent[]
  readonly unreadable: number
  readonly refused: readonly { readonly storageId: string; readonly number: number }[]
  readonly damage?: { readonly offset: number; readonly detail: string } | undefined
  readonly checksumFits?: boolean | undefined
}

/**
 * Adds a file's documents to the log. A document that is there with other bytes is never overwritten: it is refused and
 * becomes a finding. Throws `log.file-unknown` for a file of another kind, before anything is changed; `operation.cancelled`
 * between two batches, which keeps those before.
 */
export async function importFile(
  fileName: string,
  bytes: Uint8Array,
  environment: ImportEnvironment,
): Promise<ImportResult> {
  const content = await recognise(bytes, environment)
  const total = content.storages.reduce((sum, { documents }) => sum + documents.length, 0)
  let [added, known, refused, done] = [0, 0, content.refused.length, 0]
  for (const storage of content.storages) {
    const outcome = await importStorage(storage, environment, (step) => environment.progressed((done += step), total))
    added += outcome.added
    known += outcome.known
    refused += outcome.refused.length
    const numbers = [
      ...outcome.refused,
      ...content.refused.filter(({ storageId }) => storageId === storage.storageId).map(({ number }) => number),
    ]
    await record(fileName, storage.storageId, numbers, content.damage, environment)
  }
  environment.kept()
  return {
    format: content.format,
    storageIds: content.storages.map(({ storageId }) => storageId),
    added,
    known,
    refused,
    unreadable: content.unreadable,
    damage: content.damage,
    checksumFits: content.checksumFits,
  }
}

async function recognise(bytes: Uint8Array, { now, signal }: ImportEnvironment): Promise<FileContent> {
  const content = (await readExportFile(bytes, signal)) ?? readArchiveFile(bytes, now)
  if (!content || content.storages.length === 0) throw new HostFailure('log.file-unknown')
  return content
}

async function importStorage(
  { storageId, documents, registrationNumber, taxpayerNumber }: StorageContent,
  { store, bench, signal, kept }: ImportEnvironment,
  step: (count: number) => void,
): Promise<{ added: number; known: number; refused: number[] }> {
  const refused: number[] = []
  const fresh: LinkedPart[] = []
  let [known, added] = [0, 0]
  for (const batch of batches(documents)) {
    throwIfCancelled(signal)
    const compared = await store.run('imports.compare', { storageId, documents: batch })
    const left = new Set([...compared.refused, ...compared.known])
    const wanted = batch.filter(({ number }) => !left.has(number))
    refused.push(...compared.refused)
    known += compared.known.length
    added += wanted.length
    for (const { parts } of wanted) fresh.push(...parts)
    step(left.size)
  }
  const ordered = inChainOrder(fresh, await store.run('imports.head', { storageId }))
  const seen = new Set<number>()
  for (const parts of batches(ordered)) {
    throwIfCancelled(signal)
    await store.run('imports.keep', { storageId, parts: parts.map(({ link: _link, ...part }) => part) })
    const before = seen.size
    for (const { number } of parts) seen.add(number)
    step(seen.size - before)
    await store.run('imports.storage', { storageId, bench, registrationNumber, taxpayerNumber })
    kept()
  }
  if (added > 0) await settleFindings(store, { storageId, complete: false })
  return { added, known, refused }
}

async function record(
  file: string,
  storageId: string,
  numbers: readonly number[],
  damage: FileContent['damage'],
  { store }: ImportEnvironment,
): Promise<void> {
  if (!(await store.run('storages.exists', { storageId }))) return
  const findings: Finding[] = numbers.slice(0, mostFindings).map((number) => ({
    rule: 'import-contradicts',
    severity: 'failure',
    number,
    data: { file },
  }))
  if (damage)
    findings.push({ rule: 'import-damaged', severity: 'attention', number: undefined, data: { file, ...damage } })
  if (findings.length > 0) await store.run('imports.findings', { storageId, findings })
}

function* batches<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += batchSize) yield list.slice(start, start + batchSize)
}
