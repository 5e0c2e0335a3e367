import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { documentFilterSchema, type ChainState, type DocumentFilter } from '../../contract/fiscal-log.ts'
import { toRow } from '../fiscal-log/document-detail.ts'
import { exportDocuments } from '../fiscal-log/export-documents.ts'
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
  options: LogListOptions & { format: 'json' | 'csv'; output?: string },
  output: Output,
): Promise<ExitCode> {
  return withStore(options, async (store) => {
    const file = await exportDocuments(store, filterOf(options), options.format)
    if (options.output === undefined) await output.write(file.text)
    else await writeFile(options.output, file.text)
    output.note(text('commandLine.exported', { count: file.count }))
    return exitCodes.fine
  })
}

/** The log can be read beside a running workstation: nothing is written, and nothing is asked of a device. */
async function withStore(options: CommonOptions, work: (store: Store) => Promise<ExitCode>): Promise<ExitCode> {
  const path = join(dataDirectoryOf(options), 'stykovka.sqlite')
  const store = openStoreInThread(existsSync(path) ? path : ':memory:')
  try {
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
    ...(options.unsent && { unsentOnly: true }),
  }
  const parsed = documentFilterSchema.safeParse(filter)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new HostFailure('host.bad-request', { field: issue?.path.join('.') ?? '', problem: issue?.message ?? '' })
}

function atTime(date: string, time: string): string {
  return /^\d{4}-\d\d-\d\d$/u.test(date) ? `${date}T${time}` : date
}
