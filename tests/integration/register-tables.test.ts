import { afterEach, describe, expect, test } from 'vitest'
import { bindOnBench } from '../../electron/host/test-support/bind-on-bench.ts'
import { startBenchHost, type BenchHost } from '../../electron/host/test-support/bench-host.ts'

let bench: BenchHost
afterEach(() => bench.close())

async function start(family = 'shtrih-m'): Promise<void> {
  bench = await startBenchHost({ documentCount: 10, benchOptions: { families: { 'fiscal-register': family } } })
  await bindOnBench(bench, 'fiscal-register')
}

const tables = () => bench.client.registerTables

async function consent(subject: Record<string, string | number>): Promise<string> {
  const { consentId } = await bench.client.consents.request({ operation: 'register.write-table', subject })
  return consentId
}

describe('tables of the register', () => {
  test('are listed as the register names them, and asked for once', async () => {
    await start()
    const listed = await bench.run(tables().list())
    expect(listed.length).toBeGreaterThan(5)
    expect(listed.find(({ number }) => number === 18)?.fields.some(({ title }) => title === 'ИНН')).toBe(true)
    const before = bench.host.services.traffic.lastId
    expect(await bench.run(tables().list())).toEqual(listed)
    expect(bench.host.services.traffic.lastId - before).toBeLessThan(20)
  })

  test('show every value but a password', async () => {
    await start()
    const listed = await bench.run(tables().list())
    const cashiers = listed.find(({ fields }) => fields.some(({ secret }) => secret))
    expect(cashiers?.fields.filter(({ secret }) => secret).map(({ title }) => title)).toEqual(
      cashiers?.fields.filter(({ title }) => /парол/iu.test(title)).map(({ title }) => title),
    )
    const row = await bench.run(tables().readRow({ table: cashiers!.number, row: 30 }))
    const secret = cashiers!.fields.find((field) => field.secret)!
    expect(row.values.find(({ field }) => field === secret.number)).toEqual({ field: secret.number })
    const open = await bench.run(tables().readRow({ table: 5, row: 1 }))
    expect(open.values).toEqual([{ field: 1, value: 'НАЛИЧНЫМИ' }])
    await expect(bench.run(tables().readRow({ table: 5, row: 9_999 }))).rejects.toMatchObject({
      data: { code: 'host.not-found' },
    })
  })

  test('are written only with the consent to this very value, and the journal has it', async () => {
    await start()
    const place = { table: 5, row: 2, field: 1 }
    const other = await consent({ ...place, value: 'КАРТОЙ' })
    for (const consentId of ['none', other])
      await expect(bench.run(tables().write({ ...place, value: 'ЧЕКОМ', consentId }))).rejects.toMatchObject({
        data: { code: 'consent.required' },
      })
    const given = await consent({ ...place, value: 'КАРТОЙ' })
    const row = await bench.run(tables().write({ ...place, value: 'КАРТОЙ', consentId: given }))
    expect(row.values).toEqual([{ field: 1, value: 'КАРТОЙ' }])
    const [record] = await bench.client.operations.list({})
    expect(record).toMatchObject({ operation: 'register.write-table', effect: 'setting', state: 'done' })
    expect(record?.subject).toMatchObject({ table: 5, row: 2, field: 1, value: 'КАРТОЙ' })
  })

  test('a value that the field cannot hold, or will not take, is refused and journalled as not done', async () => {
    await start()
    const place = { table: 18, row: 1, field: 2 }
    const refused = await consent({ ...place, value: '123456789012' })
    await expect(
      bench.run(tables().write({ ...place, value: '123456789012', consentId: refused })),
    ).rejects.toMatchObject({ data: { code: 'device.refused' } })
    const long = 'x'.repeat(200)
    const wrong = await consent({ table: 5, row: 1, field: 1, value: long })
    await expect(
      bench.run(tables().write({ table: 5, row: 1, field: 1, value: long, consentId: wrong })),
    ).rejects.toMatchObject({ data: { code: 'operation.wrong-argument' } })
    expect((await bench.client.operations.list({})).map(({ state }) => state)).toEqual(['not-done', 'not-done'])
  })

  test('of a register that has none are refused with the reason of the catalogue', async () => {
    await start('atol')
    await expect(bench.run(tables().list())).rejects.toMatchObject({ data: { code: 'operation.not-supported' } })
  })
})
