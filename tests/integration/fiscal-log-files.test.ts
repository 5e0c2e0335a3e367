import fastCheck from 'fast-check'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectInProcess } from '../../electron/host/carriers/in-process.ts'
import type { BenchHost } from '../../electron/host/test-support/bench-host.ts'
import { startBenchHost } from '../../electron/host/test-support/bench-host.ts'
import { bindOnBench } from '../../electron/host/test-support/bind-on-bench.ts'
import { decodeArchive } from '../../native/codecs/fn-archive/archive.ts'
import { encodeDocument } from '../../native/codecs/ffd/index.ts'

let bench: BenchHost
let other: BenchHost | undefined
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stykovka-files-'))))
afterEach(async () => {
  await bench.close()
  await other?.close()
  other = undefined
  rmSync(folder, { recursive: true })
})

async function readLog(): Promise<string> {
  bench = await startBenchHost()
  await bindOnBench(bench, 'fiscal-register')
  await bench.run(bench.client.fiscalLog.startReading())
  await bench.run(bench.host.services.fiscalLog.settled())
  const [storage] = await bench.client.fiscalLog.storages()
  return storage!.storageId
}

const bytesOf = ({ base64 }: { base64: string }) => new Uint8Array(Buffer.from(base64, 'base64'))

/** As the log's screen sends a file: in pieces, in order. */
async function importInto({ client }: Pick<BenchHost, 'client'>, bytes: Uint8Array, fileName = 'file') {
  const { importId } = await client.fiscalLog.beginImport({ fileName, size: bytes.length })
  const piece = 100_000
  for (let offset = 0; offset < bytes.length; offset += piece) {
    const base64 = Buffer.from(bytes.subarray(offset, offset + piece)).toString('base64')
    await client.fiscalLog.addToImport({ importId, offset, base64 })
  }
  return client.fiscalLog.finishImport({ importId })
}

async function rowsOf({ client }: Pick<BenchHost, 'client'>, filter: object = {}) {
  const { rows } = await client.fiscalLog.query({ filter, offset: 0, limit: 200 })
  return rows.map(({ documentId: _id, ...row }) => row)
}

describe('files that leave the log', () => {
  test('XLSX has sums as numbers, signs as text and Cyrillic', async () => {
    await readLog()
    const file = await bench.client.fiscalLog.exportFile({ filter: { kinds: ['receipt'] }, format: 'xlsx' })
    const path = join(folder, 'log.xlsx')
    writeFileSync(path, bytesOf(file))
    const read = (name: string) => execFileSync('unzip', ['-p', path, name], { encoding: 'utf8', maxBuffer: 1 << 26 })
    const [sheet, texts] = [read('xl/worksheets/sheet1.xml'), read('xl/sharedStrings.xml')]
    const [row] = await rowsOf(bench, { kinds: ['receipt'] })
    expect(texts).toContain('Признак расчёта')
    expect(texts).toContain(row!.firstItem)
    expect(texts).toContain(`>${row!.fiscalSign}<`)
    expect(sheet).toMatch(new RegExp(`<c [^>]*(?<!t="s")><v>${row!.sum! / 100}</v>`, 'u'))
    expect(sheet.match(/<row /gu)).toHaveLength(file.count + 1)
  })

  test('PDF of a document is the paper, 80 mm wide', async () => {
    await readLog()
    const { rows } = await bench.client.fiscalLog.query({ filter: { kinds: ['receipt'] }, offset: 0, limit: 1 })
    const file = await bench.client.fiscalLog.exportPaper({ documentId: rows[0]!.documentId })
    const path = join(folder, 'paper.pdf')
    writeFileSync(path, bytesOf(file))
    const facts = execFileSync('pdfinfo', [path], { encoding: 'utf8' })
    expect(facts).toMatch(/Pages:\s+1\n/u)
    expect(facts).toMatch(/Page size:\s+226\.77\d* x/u)
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
    expect(text).toContain('КАССОВЫЙ ЧЕК')
    expect(text).toMatch(/ИТОГ\s+=/u)
    expect(text).toContain(rows[0]!.fiscalSign)
    await expect(bench.client.fiscalLog.exportPaper({ documentId: 999_999 })).rejects.toMatchObject({
      data: { code: 'host.not-found' },
    })
  })

  test('.fnc holds every document of the storage, as our own reader finds', async () => {
    const storageId = await readLog()
    const file = await bench.client.fiscalLog.exportFile({ filter: { storageId, kinds: ['receipt'] }, format: 'fnc' })
    const archive = decodeArchive(bytesOf(file))
    const rows = await rowsOf(bench)
    expect(archive).toMatchObject({ checksumFits: true, damage: undefined })
    expect(archive.header).toMatchObject({ storageSerialNumber: storageId, ffdVersion: 4, documentCount: rows.length })
    expect(archive.records).toHaveLength(rows.length)
    expect(archive.records.every(({ tag }) => tag === 65_022)).toBe(true)
    await expect(bench.client.fiscalLog.exportFile({ filter: {}, format: 'fnc' })).rejects.toMatchObject({
      data: { code: 'host.bad-request' },
    })
  })
})

describe('files that come into the log', () => {
  test('our own JSON comes back byte for byte, with the same chain', async () => {
    const storageId = await readLog()
    const { text } = await bench.client.fiscalLog.exportDocuments({ filter: {}, format: 'json' })
    other = await startBenchHost()
    const result = await importInto(other, Buffer.from(text))
    const rows = await rowsOf(bench)
    expect(result).toMatchObject({
      format: 'json',
      storageIds: [storageId],
      added: rows.length,
      refused: 0,
      unreadable: 0,
    })
    expect(await rowsOf(other)).toEqual(rows)
    expect(await other.client.fiscalLog.verifyChain({ storageId })).toEqual(
      await bench.client.fiscalLog.verifyChain({ storageId }),
    )
    expect((await other.client.fiscalLog.exportDocuments({ filter: {}, format: 'json' })).count).toBe(rows.length)
    const sorted = (json: string) => (JSON.parse(json) as { number: number }[]).toSorted((a, b) => a.number - b.number)
    expect(sorted((await other.client.fiscalLog.exportDocuments({ filter: {}, format: 'json' })).text)).toEqual(
      sorted(text),
    )
    expect(await importInto(other, Buffer.from(text))).toMatchObject({ added: 0, known: rows.length, refused: 0 })
  })

  test('a part of a log makes a sound chain of its own', async () => {
    const storageId = await readLog()
    const { text, count } = await bench.client.fiscalLog.exportDocuments({
      filter: { kinds: ['receipt'] },
      format: 'json',
    })
    other = await startBenchHost()
    expect(await importInto(other, Buffer.from(text))).toMatchObject({ added: count })
    expect(await other.client.fiscalLog.verifyChain({ storageId })).toMatchObject({ state: 'sound' })
  })

  test('a document with other bytes is refused and named, and the log stays as it was', async () => {
    const storageId = await readLog()
    const before = await bench.client.fiscalLog.exportDocuments({ filter: {}, format: 'json' })
    const [row] = await rowsOf(bench, { kinds: ['receipt'] })
    const tlv = encodeDocument(3, [
      { tag: 1040, value: row!.number },
      { tag: 1020, value: 1 },
    ])
    const { createHash } = await import('node:crypto')
    const previousHash = '0'.repeat(64)
    const hash = createHash('sha256')
      .update(`${previousHash}\n${storageId}\n${row!.number}\ntlv\n`)
      .update(tlv)
      .digest('hex')
    const part = {
      part: 'tlv',
      hex: Buffer.from(tlv).toString('hex'),
      readAt: '2026-11-23T09:00:00.000Z',
      previousHash,
      hash,
    }
    const entry = { storageId, number: row!.number, parts: [part] }
    const result = await importInto(bench, Buffer.from(JSON.stringify([entry])), 'forged.json')
    expect(result).toMatchObject({ added: 0, refused: 1 })
    const altered = { ...entry, parts: [{ ...part, hash: 'a'.repeat(64) }] }
    expect(await importInto(bench, Buffer.from(JSON.stringify([entry, altered])))).toMatchObject({ unreadable: 1 })
    const findings = await bench.client.fiscalLog.findings({ storageId })
    expect(findings).toMatchObject([{ rule: 'import-contradicts', severity: 'failure' }])
    expect(findings[0]!.examples).toContainEqual(
      expect.objectContaining({ number: row!.number, data: { file: 'forged.json' } }),
    )
    expect((await bench.client.fiscalLog.exportDocuments({ filter: {}, format: 'json' })).text).toBe(before.text)
  })

  test('.fnc fills an empty log with documents marked as imported, and goes out again as it came', async () => {
    const storageId = await readLog()
    const file = await bench.client.fiscalLog.exportFile({ filter: { storageId }, format: 'fnc' })
    other = await startBenchHost()
    const rows = await rowsOf(bench)
    expect(await importInto(other, bytesOf(file), 'archive.fnc')).toMatchObject({
      format: 'fnc',
      added: rows.length,
      known: 0,
      checksumFits: true,
    })
    const imported = await rowsOf(other)
    for (const [index, row] of imported.entries()) {
      const { kind, number, time, sum, fiscalSign, confirmed } = rows[index]!
      const whole = kind === 'registration'
      expect(row).toMatchObject({ kind, number, time, sum, fiscalSign, confirmed, imported: true, complete: false })
      if (!whole) expect(row.firstItem ?? '').toBe('')
    }
    expect(await other.client.fiscalLog.verifyChain({ storageId })).toMatchObject({
      state: 'sound',
      checked: rows.length,
    })
    expect(await other.client.fiscalLog.exportFile({ filter: { storageId }, format: 'fnc' })).toEqual(file)
    expect(await importInto(bench, bytesOf(file))).toMatchObject({ added: 0, known: rows.length, refused: 0 })
    expect(await rowsOf(bench)).toEqual(rows)

    // A reading still asks the register for the documents themselves.
    await bindOnBench(other, 'fiscal-register')
    await other.run(other.client.fiscalLog.startReading())
    await other.run(other.host.services.fiscalLog.settled())
    expect(await rowsOf(other)).toEqual(rows)
    expect(await other.client.fiscalLog.findings({ storageId })).toEqual([])
  })

  test('a damaged .fnc gives what stands before the damage, and a finding', async () => {
    const storageId = await readLog()
    const bytes = bytesOf(await bench.client.fiscalLog.exportFile({ filter: { storageId }, format: 'fnc' }))
    const { records } = decodeArchive(bytes)
    const cut = records[20]!
    bytes.set([1, 2, 3, 4], cut.offset)
    other = await startBenchHost()
    const result = await importInto(other, bytes, 'cut.fnc')
    expect(result).toMatchObject({ added: 20, damage: { offset: cut.offset }, checksumFits: false })
    await importInto(other, bytes, 'cut.fnc')
    expect(await other.client.fiscalLog.findings({ storageId })).toMatchObject([
      { rule: 'import-damaged', count: 1, examples: [{ data: { file: 'cut.fnc', offset: cut.offset } }] },
    ])
  })

  test('random bytes as a file never crash, and leave the log as it was', async () => {
    const storageId = await readLog()
    const before = await bench.client.fiscalLog.exportDocuments({ filter: {}, format: 'json' })
    const archive = bytesOf(await bench.client.fiscalLog.exportFile({ filter: { storageId }, format: 'fnc' }))
    const json = Buffer.from(before.text)
    const random = fastCheck.uint8Array({ minLength: 1, maxLength: 3_000 })
    const flipped = (file: Uint8Array) =>
      fastCheck
        .array(fastCheck.tuple(fastCheck.nat(file.length - 1), fastCheck.integer({ min: 0, max: 255 })), {
          minLength: 1,
        })
        .map((changes) => {
          const bytes = Uint8Array.from(file)
          for (const [at, byte] of changes) bytes[at] = byte
          return bytes
        })
    await fastCheck.assert(
      fastCheck.asyncProperty(
        fastCheck.oneof(
          random,
          random.map((bytes) => Uint8Array.from([0x5b, ...bytes])),
          flipped(archive.subarray(0, 358)),
        ),
        async (bytes) => {
          await importInto(bench, bytes).catch((error: unknown) =>
            expect(error).toMatchObject({ data: { code: 'log.file-unknown' } }),
          )
        },
      ),
      { numRuns: 60 },
    )
    // Files that are nearly sound may bring a finding; a document never changes.
    await fastCheck.assert(
      fastCheck.asyncProperty(fastCheck.oneof(flipped(archive), flipped(json)), async (bytes) => {
        await importInto(bench, bytes).catch((error: unknown) =>
          expect(error).toMatchObject({ data: { code: 'log.file-unknown' } }),
        )
      }),
      { numRuns: 20 },
    )
    const held = new Map(
      (
        JSON.parse((await bench.client.fiscalLog.exportDocuments({ filter: { storageId }, format: 'json' })).text) as {
          number: number
          parts: { hex: string }[]
        }[]
      ).map(({ number, parts }) => [number, parts.map(({ hex }) => hex)]),
    )
    for (const { number, parts } of JSON.parse(before.text) as { number: number; parts: { hex: string }[] }[])
      expect(held.get(number)).toEqual(parts.map(({ hex }) => hex))
    expect(await bench.client.fiscalLog.verifyChain({ storageId })).toMatchObject({ state: 'sound' })
  })

  test('a file that is too large, empty, sent out of order or forgotten is refused in words', async () => {
    bench = await startBenchHost()
    const { fiscalLog } = connectInProcess(bench.host)
    const refused = (code: string) => ({ data: { code } })
    await expect(fiscalLog.beginImport({ fileName: 'a', size: 65 * 1024 * 1024 })).rejects.toMatchObject(
      refused('log.file-too-large'),
    )
    await expect(fiscalLog.beginImport({ fileName: 'a', size: 0 })).rejects.toMatchObject(refused('log.file-unknown'))
    const first = await fiscalLog.beginImport({ fileName: 'a', size: 4 })
    const second = await fiscalLog.beginImport({ fileName: 'b', size: 4 })
    await expect(fiscalLog.addToImport({ ...first, offset: 0, base64: 'AAAA' })).rejects.toMatchObject(
      refused('host.not-found'),
    )
    for (const [offset, base64] of [
      [1, 'AAAA'],
      [0, ''],
      [0, 'AAAAAAAAAA=='],
    ] as const)
      await expect(fiscalLog.addToImport({ ...second, offset, base64 })).rejects.toMatchObject(
        refused('host.bad-request'),
      )
    await expect(fiscalLog.finishImport(second)).rejects.toMatchObject(refused('host.bad-request'))
    expect(await fiscalLog.cancelImport()).toMatchObject({ state: 'idle' })
    await expect(fiscalLog.finishImport(second)).rejects.toMatchObject(refused('host.not-found'))
  })
})
