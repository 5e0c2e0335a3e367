import BetterSqlite3 from 'better-sqlite3'
import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyChain } from '../../electron/host/fiscal-log/verify-chain.ts'
import { unpackParts } from '../../electron/host/store/part-batch.ts'
import { openStoreInThread } from '../../electron/host/store/store.ts'

let dataDirectory: string
const children: ChildProcess[] = []
beforeEach(() => (dataDirectory = mkdtempSync(join(tmpdir(), 'stykovka-killed-'))))
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dataDirectory, { recursive: true })
})

interface Progress {
  state: string
  done: number
  total: number
}

/** Starts a host that reads; resolves when `enough` says so, with the process still alive or just ended. */
function read(
  mode: 'begin' | 'go-on',
  enough: (progress: Progress) => boolean,
): Promise<{ child: ChildProcess; progress: Progress }> {
  const script = fileURLToPath(new URL('../../electron/host/test-support/reading-process.ts', import.meta.url))
  const child = fork(script, [dataDirectory, mode], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.on('message', (progress: Progress) => enough(progress) && resolve({ child, progress }))
    child.once('exit', (code) => reject(new Error(`the host has ended with ${code}`)))
  })
}

function documents(): { number: number; parts: number }[] {
  const database = new BetterSqlite3(join(dataDirectory, 'stykovka.sqlite'), { readonly: true })
  const batches = database.prepare('SELECT parts, part_count FROM document_batch ORDER BY batch_id').all()
  database.close()
  const counts = new Map<number, number>()
  for (const { parts, part_count } of batches as { parts: Uint8Array; part_count: number }[])
    for (const { number } of unpackParts(parts, part_count)) counts.set(number, (counts.get(number) ?? 0) + 1)
  return [...counts].map(([number, parts]) => ({ number, parts })).sort((one, other) => one.number - other.number)
}

test('a host that is killed while it reads loses nothing that was kept, doubles nothing, and goes on', async () => {
  let kept: { number: number; parts: number }[] = []
  for (const [round, mode] of (['begin', 'go-on'] as const).entries()) {
    const { child } = await read(mode, ({ state }) => state === 'reading' && documents().length > kept.length + 2)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    process.kill(child.pid!, 'SIGKILL')
    await ended
    const found = documents()
    expect(found.length, `round ${round}`).toBeGreaterThan(kept.length)
    expect(found.slice(0, kept.length)).toEqual(kept)
    kept = found
  }
  const { child, progress } = await read('go-on', ({ state }) => state === 'finished')
  await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(undefined)))

  const complete = documents()
  expect(progress.total).toBe(complete.length - kept.length)
  expect(complete.map(({ number }) => number)).toEqual(Array.from({ length: complete.length }, (_, index) => index + 1))
  // Fixed form and text of each document, and the confirmation of all but the seven that were not sent yet.
  expect(complete.filter(({ parts }) => parts > 3)).toEqual([])
  const store = openStoreInThread(join(dataDirectory, 'stykovka.sqlite'))
  const [storage] = await store.run('storages.list', {})
  expect(storage).toMatchObject({ document_count: complete.length, last_number_on_device: complete.length })
  expect((await verifyChain(store, storage!.storage_id)).state).toBe('sound')
  expect(await store.run('findings.summary', { storageId: storage!.storage_id, examples: 1 })).toEqual([])
  await store.close()
})
