import { afterEach, describe, expect, test } from 'vitest'
import { startBenchHost, type BenchHost } from '../../electron/host/test-support/bench-host.ts'
import { bindOnBench } from '../../electron/host/test-support/bind-on-bench.ts'

let bench: BenchHost
afterEach(() => bench.close())

async function readAll() {
  await bench.run(bench.client.fiscalLog.startReading())
  await bench.run(bench.host.services.fiscalLog.settled())
}

/** Moves time on in small steps until the reading under way has come so far. */
async function readUntil(count: number) {
  while (bench.host.services.fiscalLog.state.done < count) await bench.clock.advance(10)
}

describe('the fiscal log', () => {
  test('reads every document of the storage once, and a second reading asks for nothing that is there', async () => {
    bench = await startBenchHost()
    await bindOnBench(bench, 'fiscal-register')
    await readAll()
    const [storage] = await bench.client.fiscalLog.storages()
    expect(storage).toMatchObject({ missingCount: 0, connected: true, bench: true })
    expect(storage!.documentCount).toBe(storage!.lastNumberOnDevice)
    const { storageId } = storage!
    const chain = await bench.client.fiscalLog.verifyChain({ storageId })
    expect(chain).toMatchObject({ state: 'sound' })

    await readAll()
    expect(bench.host.services.fiscalLog.state).toMatchObject({ state: 'finished', total: 0 })
    expect(await bench.client.fiscalLog.verifyChain({ storageId })).toEqual(chain)
    expect(await bench.client.fiscalLog.findings({ storageId })).toEqual([])
  })

  test('believes a register without confirmations where it says what is unsent, and does not read it all again', async () => {
    bench = await startBenchHost({ benchOptions: { families: { 'fiscal-register': 'atol' } } })
    await bindOnBench(bench, 'fiscal-register')
    await readAll()
    const [storage] = await bench.client.fiscalLog.storages()
    expect(storage).toMatchObject({ missingCount: 0, unsent: { count: 7 } })
    const unsent = await bench.client.fiscalLog.query({ filter: { sent: 'unsent' }, offset: 0, limit: 50 })
    expect(unsent.total).toBe(7)
    await readAll()
    expect(bench.host.services.fiscalLog.state).toMatchObject({ state: 'finished', total: 0 })
  })

  test('is refused without a register, and says so', async () => {
    bench = await startBenchHost()
    await expect(bench.client.fiscalLog.startReading()).rejects.toMatchObject({
      data: { code: 'log.register-not-bound' },
    })
  })

  test('of a register that gives no documents is refused with another way, and its checks say why', async () => {
    bench = await startBenchHost({ benchOptions: { families: { 'fiscal-register': 'mercury' } } })
    await bindOnBench(bench, 'fiscal-register')
    await expect(bench.client.fiscalLog.startReading()).rejects.toMatchObject({
      data: { code: 'log.register-cannot-read' },
    })
    expect(bench.host.services.fiscalLog.state.state).toBe('idle')
    const checks = await bench.client.checks.list({ role: 'fiscal-register' })
    const reading = checks.find(({ id }) => id === 'fiscal-register.read-document')
    expect(reading).toMatchObject({ unavailable: 'not-supported', missingCapability: 'read-documents' })
    expect(reading?.missingBecause?.ru).toMatch(/INECRMAN/u)
  })

  test('finds documents by part of a word in any case, by sum, number and shift', async () => {
    bench = await startBenchHost()
    await bindOnBench(bench, 'fiscal-register')
    await readAll()
    const query = (filter: object, offset = 0, limit = 50) => bench.client.fiscalLog.query({ filter, offset, limit })
    const everything = await query({})
    expect(everything.total).toBeGreaterThan(50)
    expect(everything.rows).toHaveLength(50)
    const receipt = everything.rows.find((row) => row.kind === 'receipt' && row.firstItem !== undefined)!
    const word = receipt.firstItem!.split(' ')[0]!
    for (const text of [word.toUpperCase(), word.toLowerCase(), word.slice(1, 5), word.slice(0, 2)]) {
      const found = await query({ text }, 0, 200)
      expect(found.rows.map((row) => row.documentId)).toContain(receipt.documentId)
      expect(found.total).toBeLessThan(everything.total)
    }
    const sum = `${Math.floor(receipt.sum! / 100)},${String(receipt.sum! % 100).padStart(2, '0')}`
    expect((await query({ text: sum })).rows.map((row) => row.documentId)).toContain(receipt.documentId)
    expect((await query({ text: receipt.fiscalSign! })).rows).toMatchObject([{ documentId: receipt.documentId }])
    expect((await query({ text: String(receipt.number) }, 0, 200)).rows.map((row) => row.number)).toContain(
      receipt.number,
    )
    const shift = await query({ shiftNumber: receipt.shiftNumber!, kinds: ['shift-opening'] })
    expect(shift.rows).toMatchObject([{ shiftNumber: receipt.shiftNumber, kind: 'shift-opening' }])
    expect((await query({ text: '"*) OR 1=1 --' })).total).toBe(0)
    expect((await query({ sent: 'unsent' })).total).toBe(7)
  })

  test('shows a receipt as paper, tags, bytes and QR', async () => {
    bench = await startBenchHost()
    await bindOnBench(bench, 'fiscal-register')
    await readAll()
    const { rows } = await bench.client.fiscalLog.query({ filter: { kinds: ['receipt'] }, offset: 0, limit: 1 })
    const detail = await bench.client.fiscalLog.document({ documentId: rows[0]!.documentId })
    expect(detail.qr?.text).toMatch(/^t=\d{8}T\d{4}&s=\d+\.\d\d&fn=\d{16}&i=\d+&fp=\d+&n=[1-4]$/u)
    expect(detail.qr?.svg).toMatch(/^<svg/u)
    expect(detail.tags.map((node) => node.tag)).toEqual(expect.arrayContaining([1012, 1020, 1059, 1077]))
    const tlv = detail.bytes.find(({ part }) => part === 'tlv')!
    const node = detail.tags.find(({ tag }) => tag === 1020)!
    expect(tlv.hex.slice(node.offset * 2, node.offset * 2 + 4)).toBe('FC03')
    expect(detail.paper.some((line) => line.kind === 'pair' && line.left === 'ИТОГ')).toBe(true)
    expect(detail.failure).toBeUndefined()
  })

  test('goes on after a pause, a pulled cable and a restart, and doubles nothing', async () => {
    const { mkdtempSync } = await import('node:fs')
    const dataDirectory = mkdtempSync('/tmp/stykovka-test-')
    bench = await startBenchHost({ dataDirectory, documentCount: 80, latency: 2 })
    await bindOnBench(bench, 'fiscal-register')
    await bench.run(bench.client.fiscalLog.startReading())
    await readUntil(5)
    await bench.run(bench.client.fiscalLog.pauseReading())
    const paused = bench.host.services.fiscalLog.state
    expect(paused.state).toBe('paused')
    expect(paused.done).toBeGreaterThan(0)
    expect((await bench.client.fiscalLog.query({ filter: {}, offset: 0, limit: 1 })).total).toBe(paused.done)

    await bench.run(bench.client.fiscalLog.startReading())
    await readUntil(30)
    bench.bench.plug('fiscal-register', false)
    await bench.run(bench.host.services.fiscalLog.settled())
    expect(bench.host.services.fiscalLog.state).toMatchObject({ state: 'failed', failure: { code: 'link.lost' } })
    const before = (await bench.client.fiscalLog.query({ filter: {}, offset: 0, limit: 1 })).total
    expect(before).toBeGreaterThan(paused.done)
    bench.bench.plug('fiscal-register', true)
    for (let waited = 0; bench.host.services.fiscalLog.state.state !== 'reading' && waited < 10_000; waited += 10)
      await bench.clock.advance(10)
    expect(bench.host.services.fiscalLog.state.state).toBe('reading')

    await bench.close()
    bench = await startBenchHost({ dataDirectory, documentCount: 80, latency: 2, clock: bench.clock })
    await bench.clock.advance(5_000)
    await bench.run(bench.host.services.fiscalLog.settled())
    const [storage] = await bench.client.fiscalLog.storages()
    expect(storage).toMatchObject({ missingCount: 0 })
    const chain = await bench.client.fiscalLog.verifyChain({ storageId: storage!.storageId })
    expect(chain.state).toBe('sound')
    expect((await bench.client.fiscalLog.query({ filter: {}, offset: 0, limit: 1 })).total).toBe(storage!.documentCount)
  })

  test('adds up a shift as the report that closed it did', async () => {
    bench = await startBenchHost()
    await bindOnBench(bench, 'fiscal-register')
    await readAll()
    const { rows } = await bench.client.fiscalLog.query({ filter: { kinds: ['shift-closing'] }, offset: 0, limit: 1 })
    const [closing] = rows
    const detail = await bench.client.fiscalLog.document({ documentId: closing!.documentId })
    const totals = await bench.client.fiscalLog.totals({
      storageId: closing!.storageId,
      shiftNumber: closing!.shiftNumber,
    })
    const reported = (tag: number) => Number(detail.tags.find((node) => node.tag === tag)?.text)
    expect(totals).toMatchObject({ receipts: reported(1118), documents: reported(1111), corrections: 0 })
    const day = await bench.client.fiscalLog.totals({ storageId: closing!.storageId, day: closing!.time!.slice(0, 10) })
    expect(day.operations).toEqual(totals.operations)
    await expect(bench.client.fiscalLog.totals({ storageId: closing!.storageId })).rejects.toMatchObject({
      data: { code: 'host.bad-request' },
    })
  })

  test('exports what a spreadsheet and what a program can read', async () => {
    bench = await startBenchHost()
    await bindOnBench(bench, 'fiscal-register')
    await readAll()
    const csv = await bench.client.fiscalLog.exportDocuments({ filter: { kinds: ['receipt'] }, format: 'csv' })
    expect(csv.text.startsWith('\ufeffФН;ФД;')).toBe(true)
    const [, line] = csv.text.split('\r\n')
    expect(line).toMatch(/^"=""\d{16}""";\d+;receipt;\d\d\.\d\d\.\d{4} \d\d:\d\d;/u)
    expect(csv.text.trimEnd().split('\r\n')).toHaveLength(csv.count + 1)
    const json = await bench.client.fiscalLog.exportDocuments({ filter: { kinds: ['receipt'] }, format: 'json' })
    const documents = JSON.parse(json.text) as {
      number: number
      fiscalSign: string
      items: unknown[]
      parts: { hex: string }[]
    }[]
    expect(documents).toHaveLength(csv.count)
    expect(documents[0]).toMatchObject({ fiscalSign: expect.stringMatching(/^\d{10}$/u), items: expect.any(Array) })
  })
})
