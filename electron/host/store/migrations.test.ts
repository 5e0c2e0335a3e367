import BetterSqlite3 from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bringUpToDate } from '../fiscal-log/derive/bring-up-to-date.ts'
import { readAt, receipt, storageId, verify } from '../test-support/log-documents.ts'
import { openDatabase } from './database.ts'
import { migrations } from './migrations/index.ts'
import { chainHash, chainStart } from './operations/document-chain.ts'
import { openStoreInThread, type Store } from './store.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stykovka-store-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('migrations', () => {
  test('bring an empty database to the newest form, one after the other, and leave a newest one alone', () => {
    const path = join(folder, 'test.sqlite')
    openDatabase(path).close()
    const database = openDatabase(path)
    expect(database.connection.pragma('user_version', { simple: true })).toBe(migrations.length)
    expect(database.connection.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.connection.pragma('synchronous', { simple: true })).toBe(2)
    database.close()
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
  })

  test('carry the raw documents of an older form over, and rows can be made anew from them', async () => {
    const path = join(folder, 'old.sqlite')
    const old = new BetterSqlite3(path)
    for (const { number, sql } of migrations.slice(0, 2)) old.exec(`${sql}; PRAGMA user_version = ${number}`)
    const tlv = receipt(1)
    const hash = createHash('sha256').update(`${chainStart}\n${storageId}\n1\ntlv\n`).update(tlv).digest('hex')
    old
      .prepare(
        "INSERT INTO document_part (storage_id, sequence, number, part, bytes, read_at, previous_hash, hash) VALUES (?, 1, 1, 'tlv', ?, ?, ?, ?)",
      )
      .run(storageId, tlv, readAt, chainStart, hash)
    old.prepare('INSERT INTO chain_head VALUES (?, 1, ?)').run(storageId, hash)
    old
      .prepare(
        "INSERT INTO document (storage_id, number, kind, item_count, confirmed, complete, text) VALUES (?, 1, 'receipt', 1, 0, 1, 'old')",
      )
      .run(storageId)
    old.close()
    const store = openStoreInThread(path)
    expect(await verify(store)).toMatchObject({ checked: 1, lastHash: hash, finished: true })
    await bringUpToDate(store)
    const found = await store.run('documents.query', { filter: { text: 'ежик' }, offset: 0, limit: 10 })
    expect(found.rows).toMatchObject([{ number: 1, sum: 12_345, imported: 0 }])
    await store.close()
    const direct = new BetterSqlite3(path)
    expect(() => direct.exec('DELETE FROM document_batch')).toThrow('never deleted')
    direct.close()
  })

  test('carry a log of several storages over part by part, sound or broken, and the rows are those of a new log', async () => {
    const others = ['9999078900000001', '9999078900000002']
    const path = join(folder, 'older.sqlite')
    const older = new BetterSqlite3(path)
    for (const { number, sql } of migrations.slice(0, 5)) older.exec(`${sql}; PRAGMA user_version = ${number}`)
    const insert = older.prepare(
      'INSERT INTO document_part (storage_id, sequence, number, part, bytes, read_at, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    const fresh = openStoreInThread(':memory:')
    const count = 450
    older.exec('BEGIN')
    for (const id of others) {
      let previous = chainStart
      const batches = new Map<string, { number: number; tlv: Uint8Array }[]>()
      for (let number = 1; number <= count; number++) {
        // The reading was broken off once, so the time of reading changes in the midst of it.
        const at = number < 100 ? readAt : '2026-11-23T10:00:00.000Z'
        const tlv = receipt(number, { shift: Math.ceil(number / 50) })
        const hash = chainHash(previous, id, number, 'tlv', tlv)
        insert.run(id, number, number, 'tlv', tlv, at, previous, hash)
        previous = hash
        const batch = batches.get(at) ?? []
        batches.set(at, [...batch, { number, tlv }])
      }
      for (const [at, documents] of batches)
        await fresh.run('documents.append', { storageId: id, readAt: at, documents, absent: [] })
      await fresh.run('findings.settle', { storageId: id, complete: false })
      older.prepare('INSERT INTO chain_head VALUES (?, ?, ?)').run(id, count, previous)
      older
        .prepare(
          "INSERT INTO storage (storage_id, bench, phase, last_number_on_device, unsent_count) VALUES (?, 0, 'fiscal', ?, 0)",
        )
        .run(id, count)
    }
    older.exec('COMMIT; DROP TRIGGER document_part_never_changes')
    older.prepare("UPDATE document_part SET bytes = x'00' WHERE storage_id = ? AND sequence = 321").run(others[1])
    older.exec(`CREATE TRIGGER document_part_never_changes BEFORE UPDATE ON document_part
      BEGIN SELECT RAISE(ABORT, 'document parts are never changed'); END`)
    older.close()

    const before = statSync(path).size
    openDatabase(path).close()
    expect(statSync(path).size).toBeLessThan(before / 2)
    const carried = openStoreInThread(path)
    await bringUpToDate(carried)
    const stretch = { afterSequence: 0, previousHash: chainStart, limit: 1_000 }
    const sound = await carried.run('documents.verifyStretch', { storageId: others[0]!, ...stretch })
    expect(sound).toEqual(await fresh.run('documents.verifyStretch', { storageId: others[0]!, ...stretch }))
    expect(sound).toMatchObject({ checked: count, finished: true })
    const broken = await carried.run('documents.verifyStretch', { storageId: others[1]!, ...stretch })
    expect(broken.brokenAt).toBe(321)
    for (const number of [1, 99, 100, 401, count]) {
      const key = { storageId: others[0]!, number }
      expect(await carried.run('documents.parts', key)).toEqual(await fresh.run('documents.parts', key))
    }
    const filters = [
      { storageId: others[0]! },
      { text: 'ежик 17', storageId: others[0]! },
      { shiftNumber: 3, storageId: others[0]! },
    ]
    for (const filter of filters) {
      const rows = async (store: Store) => (await store.run('documents.query', { filter, offset: 0, limit: 200 })).rows
      const found = await rows(carried)
      expect(found.length).toBeGreaterThan(0)
      expect(found).toEqual(await rows(fresh))
    }
    await carried.run('documents.append', {
      storageId: others[0]!,
      readAt,
      documents: [
        { number: count, tlv: receipt(count, { shift: 9 }) },
        { number: count + 1, tlv: receipt(count + 1) },
      ],
      absent: [],
    })
    expect(await carried.run('documents.verifyStretch', { storageId: others[0]!, ...stretch })).toMatchObject({
      checked: count + 1,
    })
    await carried.close()
    await fresh.close()
    const direct = new BetterSqlite3(path)
    expect(() => direct.exec('DELETE FROM document_batch')).toThrow('never deleted')
    direct.close()
  })

  test('refuse a database of a newer program', () => {
    const path = join(folder, 'test.sqlite')
    openDatabase(path).close()
    const direct = new BetterSqlite3(path)
    direct.pragma('user_version = 99')
    direct.close()
    expect(() => openDatabase(path)).toThrow('version 99')
  })
})
