import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { roles } from '../../../native/drivers/role.ts'
import { systemClock } from '../../../native/foundation/clock.ts'
import { createSystemPortEnumerator } from '../../../native/transports/system-ports.ts'
import { VirtualBench } from '../../../native/virtual-bench/virtual-bench.ts'
import { connectInProcess } from '../carriers/in-process.ts'
import { createHost } from '../create-host.ts'
import { renderPdf } from '../reports/render-pdf.ts'
import { openStoreInWorker } from '../store/store.ts'
import { findStoreWorker } from '../system-host.ts'
import { text } from '../texts/russian-texts.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import type { Output } from './output.ts'
import type { CommonOptions } from './session.ts'

interface Item {
  readonly id: 'runtime' | 'ports' | 'database' | 'pdf' | 'bench'
  readonly ok: boolean
  readonly detail: string
}

const longestItem = 20_000

/** Whether this installation is whole: native modules, database, paper, and a search on the virtual bench. */
export async function selfCheckCommand(options: CommonOptions, output: Output): Promise<ExitCode> {
  const items = await Promise.all([
    look('runtime', async () => `Node ${process.versions.node}, ${process.platform}-${process.arch}`),
    look('ports', listPorts),
    look('database', openDatabase),
    look('pdf', makePdf),
    look('bench', searchBench),
  ])
  if (options.json) output.json({ ok: items.every((item) => item.ok), items })
  else
    for (const item of items)
      output.line(`${item.ok ? '✓' : '✗'} ${text(`commandLine.selfCheck.${item.id}`)}: ${item.detail}`)
  return items.every((item) => item.ok) ? exitCodes.fine : exitCodes.wrong
}

async function look(id: Item['id'], work: () => Promise<string>): Promise<Item> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), longestItem)
  })
  try {
    return { id, ok: true, detail: await Promise.race([work(), late]) }
  } catch (error) {
    return { id, ok: false, detail: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}

async function listPorts(): Promise<string> {
  const { ports, gaps } = await createSystemPortEnumerator().list()
  return [`${ports.length}`, ...gaps.map((gap) => `${gap.bus}: ${gap.reason}`)].join('; ')
}

async function openDatabase(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'stykovka-self-check-'))
  try {
    const store = await openStoreInWorker(join(folder, 'self-check.sqlite'), findStoreWorker())
    const complaints = await store.run('maintenance.quickCheck', {})
    await store.close()
    if (complaints.length > 0) throw new Error(complaints[0])
    return 'SQLite'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makePdf(): Promise<string> {
  const pdf = await renderPdf({ content: 'Стыковка' })
  return `${pdf.length}`
}

async function searchBench(): Promise<string> {
  const bench = new VirtualBench({ clock: systemClock, documentCount: 40 })
  const host = await createHost({
    clock: systemClock,
    dataDirectory: ':memory:',
    system: bench,
    makeBench: () => bench,
    shell: 'command-line',
    bench: true,
  })
  try {
    const client = connectInProcess(host)
    await client.devices.search({})
    await host.services.devices.searchFinished()
    const found = new Set((await client.devices.snapshot()).candidates.map((candidate) => candidate.role))
    const missing = roles.filter((role) => !found.has(role))
    if (missing.length > 0) throw new Error(missing.join(', '))
    return [...found].join(', ')
  } finally {
    await host.close()
  }
}
