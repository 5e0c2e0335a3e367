import BetterSqlite3 from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { append, readAt, receipt, storageId, verify } from '../test-support/log-documents.ts'
import { chainHash, chainStart, hashAt } from './operations/document-chain.ts'
import { packParts, unpackParts, type PartToPack } from './part-batch.ts'
import { openStoreInThread } from './store.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stykovka-store-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('the raw documents', () => {
  test('can be neither changed nor deleted', async () => {
    const path = join(folder, 'test.sqlite')
    const store = openStoreInThread(path)
    await append(store, [{ number: 1, tlv: receipt(1) }])
    await store.close()
    const direct = new BetterSqlite3(path)
    expect(() => direct.exec("UPDATE document_batch SET parts = x'00'")).toThrow('never changed')
    expect(() => direct.exec('DELETE FROM document_batch')).toThrow('never deleted')
    direct.close()
  })

  test('come back byte for byte, with their places in the chain', async () => {
    const store = openStoreInThread(join(folder, 'test.sqlite'))
    const fixed = Uint8Array.of(3, 0, 26, 11, 23, 12, 30, 1, 0, 0, 0, 1, 2, 3, 4, 1, 0)
    await append(store, [
      { number: 1, tlv: receipt(1) },
      { number: 2, tlv: receipt(2), fixed },
    ])
    await append(store, [
      { number: 1, confirmation: Uint8Array.of(7, 0, 0, 0) },
      { number: 3, tlv: Uint8Array.of(0xff) },
    ])
    const parts = async (number: number) => store.run('documents.parts', { storageId, number })
    const [one, two, three] = [await parts(1), await parts(2), await parts(3)]
    expect(one.map(({ part, bytes }) => [part, bytes])).toEqual([
      ['tlv', receipt(1)],
      ['confirmation', Uint8Array.of(7, 0, 0, 0)],
    ])
    expect(two.map(({ part, bytes }) => [part, bytes])).toEqual([
      ['fixed', fixed],
      ['tlv', receipt(2)],
    ])
    const chain = [one[0], two[0], two[1], one[1], three[0]]
    let previous = chainStart
    for (const [index, part] of chain.entries()) {
      expect(part).toMatchObject({ previous_hash: previous, read_at: readAt })
      const number = [1, 2, 2, 1, 3][index]
      const own = createHash('sha256').update(`${previous}\n${storageId}\n${number}\n${part!.part}\n`)
      expect(part!.hash).toBe(own.update(part!.bytes).digest('hex'))
      previous = part!.hash
    }
    await store.close()
  })

  test('that can no longer be opened cost their own batch alone, and are kept anew when they are read again', async () => {
    const path = join(folder, 'test.sqlite')
    let store = openStoreInThread(path)
    await append(store, [{ number: 1, tlv: receipt(1) }])
    await append(store, [{ number: 2, tlv: receipt(2) }])
    await append(store, [{ number: 3, tlv: receipt(3) }])
    await store.close()
    const direct = new BetterSqlite3(path)
    direct.exec('DROP TRIGGER document_batch_never_changes')
    direct.exec("UPDATE document_batch SET parts = x'010203' WHERE first_sequence = 2")
    direct.close()
    store = openStoreInThread(path)
    const parts = async (number: number) => store.run('documents.parts', { storageId, number })
    const numbers = async () =>
      (await store.run('documents.query', { filter: {}, offset: 0, limit: 9 })).rows.map(({ number }) => number)
    expect([await parts(1), await parts(2), await parts(3)].map(({ length }) => length)).toEqual([1, 0, 1])
    expect(await numbers()).toEqual([3, 2, 1])
    expect(await append(store, [{ number: 2, tlv: receipt(2) }])).toEqual({ newDocuments: 0, newParts: 1 })
    expect((await parts(2)).map(({ bytes }) => bytes)).toEqual([receipt(2)])
    await store.run('documents.forget', {})
    for (let after: number | undefined = 0; after !== undefined;)
      after = (await store.run('documents.rederive', { storageId, afterSequence: after })).sequence
    expect(await numbers()).toEqual([3, 2, 1])
    expect((await verify(store)).brokenAt).toBe(2)
    await store.close()
  })

  interface Tampering {
    readonly parts: (PartToPack & { sequence: number })[]
  }
  const change =
    (sequence: number, how: (part: PartToPack) => Partial<PartToPack>) =>
    ({ parts }: Tampering): Tampering => ({
      parts: parts.map((part) => (part.sequence === sequence ? { ...part, ...how(part) } : part)),
    })
  const without =
    (sequence: number) =>
    ({ parts }: Tampering): Tampering => ({ parts: parts.filter((part) => part.sequence !== sequence) })
  const tamperings: [string, (before: Tampering) => Tampering, number][] = [
    ['bytes were changed', change(2, () => ({ bytes: Uint8Array.of(3, 0) })), 2],
    ['a number was changed', change(3, () => ({ number: 9 })), 3],
    ['a kind of part was changed', change(3, () => ({ part: 'confirmation' })), 3],
    [
      'a hash was made to fit its own record',
      change(1, ({ number }) => {
        const bytes = Uint8Array.of(0)
        return { bytes, hash: chainHash(chainStart, storageId, number, 'tlv', bytes) }
      }),
      2,
    ],
    ['a hash was changed', change(4, () => ({ hash: '0'.repeat(64) })), 4],
    ['a record was taken out', without(2), 2],
    ['the last record was cut off', without(4), 4],
    ['two records changed places', ({ parts: [one, two, three, four] }) => ({ parts: [one!, three!, two!, four!] }), 2],
    ['all records are gone', () => ({ parts: [] }), 1],
  ]

  describe.each([
    ['in one batch', 4],
    ['in batches of their own', 1],
  ])('%s', (_where, size) => {
    test.each(tamperings)('show it when %s', async (_what, tamper, brokenAt) => {
      const path = join(folder, 'test.sqlite')
      let store = openStoreInThread(path)
      for (let first = 1; first <= 4; first += size)
        await append(
          store,
          Array.from({ length: size }, (_, index) => ({ number: first + index, tlv: receipt(first + index) })),
        )
      expect((await verify(store)).brokenAt).toBeUndefined()
      await store.close()
      const direct = new BetterSqlite3(path)
      direct.exec('DROP TRIGGER document_batch_never_changes; DROP TRIGGER document_batch_never_goes')
      rewriteBatches(direct, tamper)
      direct.close()
      store = openStoreInThread(path)
      expect((await verify(store)).brokenAt).toBe(brokenAt)
      await store.close()
    })

    test.each([
      ['its bytes are garbage', "UPDATE document_batch SET parts = x'010203' WHERE first_sequence = 1", 1],
      ['it claims fewer parts', 'UPDATE document_batch SET part_count = part_count - 1 WHERE first_sequence = 1', 1],
      ['it claims another place', 'UPDATE document_batch SET first_sequence = 7 WHERE first_sequence = 1', 1],
      ['its hashes were cut', "UPDATE document_batch SET hashes = x'00' WHERE first_sequence = 1", 1],
    ])('show it when %s', async (_what, sql, brokenAt) => {
      const path = join(folder, 'test.sqlite')
      let store = openStoreInThread(path)
      for (let first = 1; first <= 4; first += size)
        await append(
          store,
          Array.from({ length: size }, (_, index) => ({ number: first + index, tlv: receipt(first + index) })),
        )
      await store.close()
      const direct = new BetterSqlite3(path)
      direct.exec('DROP TRIGGER document_batch_never_changes')
      direct.exec(sql)
      direct.close()
      store = openStoreInThread(path)
      expect((await verify(store)).brokenAt).toBe(brokenAt)
      await store.close()
    })
  })

  /** Packs every batch anew after `tamper` had its way with the records, each with the place that it had. */
  function rewriteBatches(direct: BetterSqlite3.Database, tamper: (before: Tampering) => Tampering): void {
    const rows = direct.prepare('SELECT * FROM document_batch ORDER BY first_sequence').all() as {
      batch_id: number
      first_sequence: number
      part_count: number
      parts: Uint8Array
      hashes: Uint8Array
    }[]
    const { parts } = tamper({
      parts: rows.flatMap((row) =>
        unpackParts(row.parts, row.part_count).map((part, index) => ({
          ...part,
          hash: hashAt(row.hashes, index),
          sequence: row.first_sequence + index,
        })),
      ),
    })
    let place = 0
    for (const row of rows) {
      const own =
        rows.length === 1
          ? parts
          : parts.length === rows.length
            ? parts.slice(place, ++place)
            : parts.filter(({ sequence }) => sequence === row.first_sequence)
      if (own.length === 0) direct.prepare('DELETE FROM document_batch WHERE batch_id = ?').run(row.batch_id)
      else {
        const packed = packParts(own)
        direct
          .prepare('UPDATE document_batch SET parts = ?, hashes = ?, part_count = ? WHERE batch_id = ?')
          .run(packed.parts, packed.hashes, own.length, row.batch_id)
      }
    }
  }
})
