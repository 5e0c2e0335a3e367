import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { documentFilterSchema, type ChainState, type DocumentFilter } from '../../contract/fiscal-log.ts'
import { bringUpToDate } from '../fiscal-log/derive/bring-up-to-date.ts'
import { toRow } from '../fiscal-log/document-detail.ts'
import { importLimits } from '../../contract/fiscal-log.ts'
import { exportArchive } from '../fiscal-log/exports/export-archive.ts'
import { exportDocuments } from '../fiscal-log/exports/export-documents.ts'
import { exportPaper } from '../fiscal-log/exports/export-paper.ts'
import { exportSpreadsheet } from '../fiscal-log/exports/export-spreadsheet.ts'
import { money, readableTime } from '../fiscal-log/paper.ts'
import { readFindings, type FindingGroup } from '../fiscal-log/read-findings.ts'
import { verifyChain } from '../fiscal-log/verify-chain.ts'
import { HostFailure } from '../host-failure.ts'
import { openStoreInThread, type Store } from '../store/store.ts'
import { text } from '../texts/russian-texts.ts'
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts'
import { failureText, table, type Output } from './output.ts'
import { dataDirectoryOf, openSession, reachDevice, type CommonOptions } from './session.ts'

export interface LogListOptions extends CommonOptions {
  readonly storage?: string
  readonly text?: string
  readonly from?: string
  readonly to?: string
  readonly kind?: string[]
  readonly unsent?: boolean
  readonly cashier?: string[]
  readonly payment?: string[]
  /** Kopecks. */
  readonly sumFrom?: number
  readonly sumTo?: number
  readonly shiftFrom?: number
  readonly shiftTo?: number
  readonly finding?: string
  readonly limit?: number
  readonly offset?: number
}

/** Reads from the register what the log lacks. Interrupted, it keeps what it has and goes on there next time. */
export async function logReadCommand(options: CommonOptions, output: Output, signal: AbortSignal): Promise<ExitCode> {
  const session = await openSession(options, true)
  const { client, host } = session
  const pause = () => void client.fiscalLog.pauseReading().catch(() => {})
  try {
    await reachDevice(session, 'fiscal-register')
    signal.addEventListener('abort', pause, { once: true })
    await client.fiscalLog.startReading()
    if (signal.aborted) pause()
    let shown = Number.NEGATIVE_INFINITY
    for await (const state of await client.fiscalLog.watchReading()) {
      if (state.state !== 'reading') break
      if (performance.now() - shown < 1_000) continue
      shown = performance.now()
      output.note(text('commandLine.reading', { ...state, secondsLeft: state.secondsLeft ?? '—' }))
    }
    await host.services.fiscalLog.settled()
    const { state } = host.services.fiscalLog
    if (options.json) output.json(state)
    else output.line(state.failure ? failureText(state.failure) : text(`commandLine.readingEnd.${state.state}`, state))
    if (signal.aborted) return exitCodes.interrupted
    return state.failure ? exitCodeOf(state.failure) : exitCodes.fine
  } finally {
    signal.removeEventListener('abort', pause)
    await session.close()
  }
}

export function logListCommand(options: LogListOptions, output: Output): Promise<ExitCode> {
  return withStore(options, async (store) => {
    const filter = filterOf(options)
    const { total, rows } = await store.run('documents.query', {
      filter,
      offset: options.offset ?? 0,
      limit: options.limit ?? 50,
    })
    const documents = rows.map(toRow)
    if (options.json) {
      output.json({ total, documents })
      return exitCodes.fine
    }
    const lines = documents.map((row) => [
      String(row.number),
      row.time ? readableTime(row.time) : '—',
      text(`commandLine.kinds.${row.kind}`),
      row.sum === undefined ? '' : money(row.sum),
      row.fiscalSign ?? '',
      row.firstItem ?? '',
    ])
    for (const line of table(lines)) output.line(line)
    output.note(text('commandLine.total', { total, shown: documents.length }))
    return exitCodes.fine
  })
}

export function logVerifyCommand(options: LogListOptions, output: Output): Promise<ExitCode> {
  return withStore(options, async (store) => {
    const storages = (await store.run('storages.list', {})).map((storage) => storage.storage_id)
    const wanted = options.storage === undefined ? storages : [options.storage]
    const results: (ChainState & { findings: FindingGroup[] })[] = []
    for (const storageId of wanted)
      results.push({ ...(await verifyChain(store, storageId)), findings: await readFindings(store, storageId) })
    if (options.json) output.json({ storages: results })
    for (const result of options.json ? [] : results) {
      output.line(text(`commandLine.chain.${result.state}`, { ...result, brokenAt: result.brokenAt ?? '' }))
      for (const { rule, count } of result.findings) output.line(`  ${text(`findings.${rule}.title`)}: ${count}`)
    }
    const wrong = results.some(
      (result) => result.state === 'broken' || result.findings.some((finding) => finding.severity === 'failure'),
    )
    return wrong ? exitCodes.wrong : exitCodes.fine
  })
}

export function logExportCommand(
  options: LogListOptions & { format: ExportFormat; number?: number; output?: string },
  output: Output,
): Promise<ExitCode> {
  return withStore(options, async (store) => {
    const file = await makeFile(store, options)
    const content = 'text' in file ? file.text : file.bytes
    if (options.output === undefined) await output.write(content)
    else await writeFile(options.output, content)
    output.note(text('commandLine.exported', { count: file.count }))
    return exitCodes.fine
  })
}

/** Brings a file's documents into the log. Refused beside a workstation that is running: there, the log's screen imports. */
export async function logImportCommand(
  path: string,
  options: CommonOptions,
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  const bytes = await readBounded(path)
  const session = await openSession(options, true)
  const { imports } = session.host.services.fiscalLog
  const cancel = () => void imports.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const { importId } = imports.begin(basename(path), bytes.length)
    for (let offset = 0; offset < bytes.length; offset += importLimits.pieceBytes)
      imports.add(importId, offset, bytes.subarray(offset, offset + importLimits.pieceBytes).toString('base64'))
    const result = await imports.finish(importId, signal)
    if (options.json) output.json(result)
    else output.line(text('commandLine.imported', { ...result, storages: result.storageIds.join(', ') }))
    if (result.damage) output.note(text('commandLine.importDamage', result.damage))
    if (result.checksumFits === false) output.note(text('commandLine.importChecksum'))
    return result.damage || result.refused > 0 || result.unreadable > 0 ? exitCodes.wrong : exitCodes.fine
  } finally {
    signal.removeEventListener('abort', cancel)
    await session.close()
  }
}

async function readBounded(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path)
    if (size > importLimits.fileBytes)
      throw new HostFailure('log.file-too-large', { most: importLimits.fileBytes / (1024 * 1024) })
    return await readFile(path)
  } catch (error) {
    if (error instanceof HostFailure) throw error
    throw new HostFailure('host.not-found', { what: path }, { cause: error })
  }
}

export const exportFormats = ['csv', 'json', 'xlsx', 'fnc', 'pdf'] as const
type ExportFormat = (typeof exportFormats)[number]

async function makeFile(store: Store, options: LogListOptions & { format: ExportFormat; number?: number }) {
  const filter = filterOf(options)
  switch (options.format) {
    case 'csv':
    case 'json':
      return exportDocuments(store, filter, options.format)
    case 'xlsx':
      return exportSpreadsheet(store, filter)
    case 'fnc':
      return exportArchive(store, filter.storageId ?? (await onlyStorage(store)))
    case 'pdf':
      return exportPaper(store, await documentOf(store, filter, options.number))
  }
}

async function onlyStorage(store: Store): Promise<string | undefined> {
  const storages = await store.run('storages.list', {})
  return storages.length === 1 ? storages[0]?.storage_id : undefined
}

/** Paper is of one document: the number and the filter have to leave no choice. */
async function documentOf(store: Store, filter: DocumentFilter, number: number | undefined): Promise<number> {
  const storageId = filter.storageId ?? (await onlyStorage(store))
  if (number === undefined || storageId === undefined)
    throw new HostFailure('host.bad-request', {
      field: number === undefined ? 'number' : 'storage',
      problem: 'missing',
    })
  const row = await store.run('documents.byNumber', { storageId, number })
  if (!row) throw new HostFailure('host.not-found', { what: String(number) })
  return row.document_id
}

/** The log can be read beside a running workstation: nothing is added to it, and nothing is asked of a device. */
export async function withStore(options: CommonOptions, work: (store: Store) => Promise<ExitCode>): Promise<ExitCode> {
  const path = join(dataDirectoryOf(options), 'stykovka.sqlite')
  const store = openStoreInThread(existsSync(path) ? path : ':memory:')
  try {
    await bringUpToDate(store)
    return await work(store)
  } finally {
    await store.close()
  }
}

function filterOf(options: LogListOptions): DocumentFilter {
  const filter = {
    ...(options.storage !== undefined && { storageId: options.storage }),
    ...(options.text !== undefined && { text: options.text }),
    ...(options.from !== undefined && { from: atTime(options.from, '00:00') }),
    ...(options.to !== undefined && { to: atTime(options.to, '23:59') }),
    ...(options.kind !== undefined && { kinds: options.kind }),
    ...(options.unsent && { sent: 'unsent' }),
    ...(options.cashier !== undefined && { cashiers: options.cashier }),
    ...(options.payment !== undefined && { payments: options.payment }),
    ...(options.sumFrom !== undefined && { sumFrom: options.sumFrom }),
    ...(options.sumTo !== undefined && { sumTo: options.sumTo }),
    ...(options.shiftFrom !== undefined && { shiftFrom: options.shiftFrom }),
    ...(options.shiftTo !== undefined && { shiftTo: options.shiftTo }),
    ...(options.finding !== undefined && { findingRule: options.finding }),
  }
  const parsed = documentFilterSchema.safeParse(filter)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new HostFailure('host.bad-request', { field: issue?.path.join('.') ?? '', problem: issue?.message ?? '' })
}

function atTime(date: string, time: string): string {
  return /^\d{4}-\d\d-\d\d$/u.test(date) ? `${date}T${time}` : date
}
