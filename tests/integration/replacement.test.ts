import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Replacement, ReplacementStep } from '../../electron/contract/replacement.ts'
import { startBenchHost, type BenchHost } from '../../electron/host/test-support/bench-host.ts'
import { bindOnBench } from '../../electron/host/test-support/bind-on-bench.ts'

let bench: BenchHost
let folder: string | undefined
afterEach(async () => {
  await bench.close()
  if (folder) rmSync(folder, { recursive: true })
  folder = undefined
})

const cashier = { name: 'Иванова А.П.', taxpayerNumber: '500100732259' }
const storageId = '9999078900001234'

async function start(options: Parameters<typeof startBenchHost>[0] = {}): Promise<void> {
  bench = await startBenchHost({ documentCount: 40, ...options })
  await bindOnBench(bench, 'fiscal-register')
}

const replacement = () => bench.client.replacement
const state = () => bench.run(replacement().state())

async function readAll(): Promise<void> {
  await bench.run(bench.client.fiscalLog.startReading())
  await settled()
}

async function settled(): Promise<void> {
  await bench.run(bench.host.services.fiscalLog.settled())
}

async function consent(operation: string, subject: Record<string, string>): Promise<{ consentId: string }> {
  const { consentId } = await bench.client.consents.request({ operation, subject })
  return { consentId }
}

function stepOf({ steps }: Replacement, step: ReplacementStep) {
  return steps.find((one) => one.step === step)
}

/** Everything up to the closing of the archive. */
async function prepareToClose(): Promise<void> {
  await bench.run(replacement().begin())
  await readAll()
  await bench.run(replacement().verify())
  await bench.run(replacement().save({ cashier }))
  bench.bench.control('fiscal-register', 'send-to-operator')
  if ((await state()).step === 'shift') {
    const given = await consent('register.close-shift', { storageId })
    await bench.run(replacement().closeShift(given))
    await settled()
    bench.bench.control('fiscal-register', 'send-to-operator')
  }
  await bench.run(replacement().keepFile({ file: 'copy' }))
}

describe('replacing a storage', () => {
  test.each(['shtrih-m', 'pirit', 'atol-web'])('from first reading to last tick, on a played %s', async (family) => {
    await start({ benchOptions: { families: { 'fiscal-register': family } } })
    expect(await state()).toMatchObject({ state: 'none' })
    const begun = await bench.run(replacement().begin())
    expect(begun).toMatchObject({ state: 'running', storageId, step: 'read' })
    await readAll()
    expect(await state()).toMatchObject({ step: 'verify' })
    const verified = await bench.run(replacement().verify())
    expect(verified.step).toBe('unsent')
    expect(verified.draft).toMatchObject({
      taxpayerNumber: '9909999996',
      registrationNumber: expect.stringMatching(/^\d{16}$/u) as string,
      organisation: 'ООО "Учебный магазин"',
      formatVersion: '1.2',
    })
    expect(stepOf(verified, 'unsent')).toMatchObject({ blockedBy: ['waits-for-operator'] })
    await bench.run(replacement().save({ cashier }))

    bench.bench.control('fiscal-register', 'send-to-operator')
    let now = await state()
    if (now.step === 'shift') {
      await bench.run(replacement().closeShift(await consent('register.close-shift', { storageId })))
      await settled()
      bench.bench.control('fiscal-register', 'send-to-operator')
      now = await state()
    }
    expect(now.step).toBe('copy')
    const copy = await bench.run(replacement().keepFile({ file: 'copy' }))
    expect(copy).toMatchObject({ fileName: `${storageId}-before-closing.fnc` })
    expect(copy.count).toBeGreaterThan(30)
    expect((await state()).step).toBe('close')

    const closed = await bench.run(replacement().closeStorage(await consent('register.close-storage', { storageId })))
    expect(closed.step).toBe('sent')
    await settled()
    expect((await state()).closing).toMatchObject({ storageId, documentNumber: copy.count + 1 })
    bench.bench.control('fiscal-register', 'send-to-operator')
    await state()
    await settled()
    expect((await state()).step).toBe('report')
    const report = await bench.run(replacement().keepFile({ file: 'closing-report' }))
    expect(Buffer.from(report.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
    await bench.run(replacement().keepFile({ file: 'final-copy' }))
    expect(await state()).toMatchObject({ step: 'insert' })

    bench.bench.control('fiscal-register', 'replace-storage')
    now = await state()
    expect(now).toMatchObject({ step: 'register', newStorageId: '9999078900001235', problems: {} })
    const registered = await bench.run(
      replacement().register(await consent('register.register-storage', { storageId: '9999078900001235' })),
    )
    expect(registered.step).toBe('tax-office')
    await settled()
    const done = await state()
    expect(done.registration).toMatchObject({ storageId: '9999078900001235', documentNumber: 1 })
    const application = done.tasks.find(({ id }) => id === 'application')
    const named = Object.fromEntries(application!.values.map(({ name, value }) => [name, value]))
    expect(named).toMatchObject({
      registrationNumber: done.draft.registrationNumber,
      closingDocument: String(done.closing?.documentNumber),
      closingSign: expect.stringMatching(/^\d{10}$/u) as string,
      newStorage: '9999078900001235',
    })
    for (const { id } of done.tasks) await bench.run(replacement().tick({ task: id, done: true }))
    expect((await bench.run(replacement().finish())).state).toBe('finished')

    const operations = await bench.client.operations.list({})
    expect(operations.map(({ operation, state: ended }) => [operation, ended])).toEqual(
      expect.arrayContaining([
        ['register.close-storage', 'done'],
        ['register.register-storage', 'done'],
      ]),
    )
    const storages = await bench.client.fiscalLog.storages()
    expect(storages.map(({ storageId: id, missingCount }) => [id, missingCount]).toSorted()).toEqual([
      [storageId, 0],
      ['9999078900001235', 0],
    ])
    expect(await bench.client.fiscalLog.findings({ storageId })).toEqual([])
    // The played shop's registration number belongs to one serial number; other families have another.
    const found = await bench.client.fiscalLog.findings({ storageId: '9999078900001235' })
    expect(found.filter(({ severity }) => severity !== 'notice')).toEqual([])
  })

  test('of a register that gives no documents is led by what it answers; files are kept with its own program', async () => {
    await start({ benchOptions: { families: { 'fiscal-register': 'mercury' } } })
    await bench.run(replacement().begin())
    await bench.run(replacement().save({ cashier }))
    bench.bench.control('fiscal-register', 'send-to-operator')
    if ((await state()).step === 'shift') {
      await bench.run(replacement().closeShift(await consent('register.close-shift', { storageId })))
      bench.bench.control('fiscal-register', 'send-to-operator')
    }
    const copying = await state()
    expect(copying).toMatchObject({ step: 'copy', can: { readDocuments: false } })
    expect(stepOf(copying, 'copy')?.blockedBy).toEqual(['copy-by-hand'])
    await bench.run(replacement().keptElsewhere({ file: 'copy' }))
    const closed = await bench.run(replacement().closeStorage(await consent('register.close-storage', { storageId })))
    expect(closed.closing).toMatchObject({ storageId, fiscalSign: expect.stringMatching(/^\d{10}$/u) as string })
    bench.bench.control('fiscal-register', 'send-to-operator')
    expect((await state()).step).toBe('report')
    await bench.run(replacement().keptElsewhere({ file: 'closing-report' }))
    await bench.run(replacement().keptElsewhere({ file: 'final-copy' }))
    bench.bench.control('fiscal-register', 'replace-storage')
    const { draft } = await state()
    await bench.run(
      replacement().save({
        draft: {
          ...draft,
          registrationNumber: '0000000001054776',
          taxpayerNumber: '9909999996',
          organisation: 'Магазин',
          address: 'Москва',
          place: 'Зал',
          taxSystems: 1,
          operatorName: 'ОФД',
          operatorTaxpayerNumber: '7704358518',
        },
      }),
    )
    const now = await state()
    expect(now.step).toBe('register')
    const registered = await bench.run(
      replacement().register(await consent('register.register-storage', { storageId: now.newStorageId! })),
    )
    expect(registered).toMatchObject({ step: 'tax-office', registration: { documentNumber: 1 } })
  })

  test('does nothing fiscal without the consent to it, nor before its turn', async () => {
    await start()
    await bench.run(replacement().begin())
    const early = await consent('register.close-storage', { storageId })
    await expect(bench.run(replacement().closeStorage(early))).rejects.toMatchObject({
      data: { code: 'host.conflict' },
    })
    await prepareToCloseAgain()
    for (const wrong of [
      { consentId: 'none' },
      await consent('register.close-shift', { storageId }),
      await consent('register.close-storage', { storageId: '9999078900009999' }),
    ]) {
      await expect(bench.run(replacement().closeStorage(wrong))).rejects.toMatchObject({
        data: { code: 'consent.required' },
      })
    }
    expect((await state()).step).toBe('close')
    await expect(bench.run(replacement().begin())).rejects.toMatchObject({ data: { code: 'host.conflict' } })
  })

  test('a closing whose answer was lost is found out from the storage, and never made again', async () => {
    await start()
    await prepareToClose()
    bench.bench.control('fiscal-register', 'power-cycle-after-execution')
    const given = await consent('register.close-storage', { storageId })
    const attempt = bench.run(replacement().closeStorage(given)).catch((error: unknown) => error)
    await attempt
    await bench.clock.advance(60_000)
    await bench.run(bench.host.services.devices.reconnect('fiscal-register'))
    const now = await state()
    await settled()
    const doubts = await bench.client.operations.list({ inDoubtOnly: true })
    expect(doubts).toEqual([])
    expect(['close', 'sent', 'read']).toContain(now.step)
  })

  test('goes on where it was after the program was closed', async () => {
    folder = mkdtempSync(join(tmpdir(), 'stykovka-replacement-'))
    await start({ dataDirectory: folder })
    await prepareToClose()
    const before = await state()
    await bench.close()
    bench = await startBenchHost({ documentCount: 40, dataDirectory: folder })
    const after = await state()
    expect(after).toMatchObject({ state: 'running', storageId, cashier, draft: before.draft })
    expect(stepOf(after, 'verify')?.state).toBe('done')
  })

  test('tells which values the tax office would not take', async () => {
    await start()
    await prepareToClose()
    const { draft } = await state()
    const broken = { ...draft, taxpayerNumber: '9909999995', registrationNumber: '1', place: ' ', taxSystems: 0 }
    const now = await bench.run(replacement().save({ draft: broken, cashier: { name: '', taxpayerNumber: '5' } }))
    expect(now.problems).toMatchObject({
      taxpayerNumber: 'taxpayer-number',
      registrationNumber: 'registration-number',
      place: 'missing',
      taxSystems: 'missing',
      cashierName: 'missing',
      cashierTaxpayerNumber: 'taxpayer-number',
    })
    const foreign = await bench.run(
      replacement().save({ draft: { ...draft, registrationNumber: '0000000001000001' }, cashier }),
    )
    expect(foreign.problems).toEqual({ registrationNumber: 'registration-number-foreign' })
  })

  test('a model that cannot close a storage says so, and what is done by hand counts', async () => {
    await start({ benchOptions: { families: { 'fiscal-register': 'atol' } } })
    await prepareToClose()
    const now = await state()
    expect(now).toMatchObject({ step: 'close', can: { closeShift: true, closeStorage: false, register: false } })
    expect(stepOf(now, 'close')?.blockedBy).toContain('close-by-hand')
    const given = await consent('register.close-storage', { storageId })
    await expect(bench.run(replacement().closeStorage(given))).rejects.toMatchObject({
      data: { code: 'host.conflict' },
    })
  })

  test('garbage for arguments is refused', async () => {
    await start()
    await expect(replacement().save({ draft: 'x' as never })).rejects.toMatchObject({
      code: expect.any(String) as string,
    })
    await expect(bench.run(replacement().keepFile({ file: 'copy' }))).rejects.toMatchObject({
      data: { code: 'host.not-found' },
    })
  })
})

async function prepareToCloseAgain(): Promise<void> {
  await bench.run(replacement().abandon())
  await prepareToClose()
}
