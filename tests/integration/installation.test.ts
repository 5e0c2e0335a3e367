import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { mkdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CheckResult } from '../../electron/contract/checks.ts'
import type { ShopDraft } from '../../electron/contract/wizard.ts'
import { startBenchHost, type BenchHost } from '../../electron/host/test-support/bench-host.ts'
import { bindOnBench } from '../../electron/host/test-support/bind-on-bench.ts'

let bench: BenchHost
let dataDirectory: string
beforeEach(async () => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'stykovka-installation-'))
  bench = await startBenchHost({ dataDirectory })
})
afterEach(async () => {
  await bench.close()
  rmSync(dataDirectory, { recursive: true })
})

const shop: ShopDraft = {
  organisation: 'ООО «Ромашка»',
  taxpayerNumber: '9909999996',
  address: 'г. Тверь, ул. Советская, 12',
  till: 'Касса 1',
  posSoftware: '1c-retail',
  installerName: 'Щукин Ё. П.',
  roles: ['scale', 'payment-terminal'],
}

async function runCheck(checkId: string): Promise<CheckResult> {
  const { runId } = await bench.run(bench.client.checks.run({ checkId }))
  return bench.run(bench.host.services.checks.finished(runId))
}

async function restart(): Promise<void> {
  const { clock } = bench
  await bench.close()
  bench = await startBenchHost({ dataDirectory, clock })
}

const stepOf = async (step: string) =>
  (await bench.client.wizard.get()).steps.find((candidate) => candidate.step === step)!

describe('the wizard', () => {
  test('says what is wrong with the form, field by field, and keeps whatever is typed', async () => {
    const wizard = await bench.client.wizard.saveShop({ organisation: 'Ромашка', taxpayerNumber: '7707083894' })
    expect(wizard.problems).toMatchObject({ taxpayerNumber: 'taxpayer-number-checksum', address: 'address-missing' })
    expect(wizard.problems['organisation']).toBeUndefined()
    await expect(bench.client.wizard.complete({ step: 'shop' })).rejects.toMatchObject({
      data: {
        code: 'wizard.step-incomplete',
        data: { step: 'shop', missing: expect.stringContaining('taxpayer-number-checksum') },
      },
    })
    await expect(bench.client.wizard.go({ step: 'act' })).rejects.toMatchObject({
      data: { code: 'wizard.step-incomplete' },
    })
    await restart()
    expect((await bench.client.wizard.get()).shop).toEqual({ organisation: 'Ромашка', taxpayerNumber: '7707083894' })
  })

  test('goes on after a restart on the step where it was, and leads to the act', async () => {
    await bench.client.wizard.saveShop(shop)
    expect(await bench.client.wizard.complete({ step: 'shop' })).toMatchObject({ step: 'system' })
    expect((await stepOf('system')).blockedBy).toEqual(['system-checks-not-run'])
    await bench.client.system.runChecks()
    await bench.client.wizard.complete({ step: 'system' })
    expect((await stepOf('find')).blockedBy).toEqual(['search-not-run'])
    await bindOnBench(bench, 'scale')
    expect(await bench.client.wizard.complete({ step: 'find' })).toMatchObject({ step: 'scale' })
    expect(await stepOf('fiscal-register')).toMatchObject({ state: 'skipped' })

    await restart()
    await bench.clock.advance(3_000)
    expect(await bench.client.wizard.get()).toMatchObject({ step: 'scale', shop })
    expect((await stepOf('scale')).blockedBy).toEqual(['required-check-missing'])
    expect(await runCheck('scale.identify')).toMatchObject({ verdict: 'passed' })
    const weighing = runCheck('scale.weigh')
    await bench.clock.advance(500)
    bench.bench.control('scale', 'put-weight', 1234)
    expect(await weighing).toMatchObject({ verdict: 'passed' })
    expect((await stepOf('scale')).blockedBy).toEqual([])
    expect(await bench.client.wizard.complete({ step: 'scale' })).toMatchObject({ step: 'payment-terminal' })
    expect((await stepOf('payment-terminal')).blockedBy).toEqual(['device-not-bound'])
    expect(
      await bench.client.wizard.skipRole({ role: 'payment-terminal', reason: 'Терминал привезут завтра' }),
    ).toMatchObject({ step: 'settings' })
    await bench.client.wizard.complete({ step: 'settings' })
    expect((await stepOf('rehearsal')).blockedBy).toEqual(['rehearsal-not-run'])
    await bench.client.rehearsal.start()
    await bench.run(expectFinished())
    expect((await bench.client.rehearsal.state()).steps.map(({ id, state }) => [id, state])).toEqual([
      ['scan', 'skipped'],
      ['weigh', 'passed'],
      ['terminal', 'skipped'],
      ['slip', 'skipped'],
    ])
    await bench.client.wizard.complete({ step: 'rehearsal' })
    expect((await stepOf('act')).blockedBy).toEqual(['act-not-created'])
    const act = await bench.client.reports.createAct()
    expect(act).toMatchObject({ rehearsal: 'attention', bench: true, number: expect.stringMatching(/^2026-\d{4}$/u) })
    expect(await bench.client.wizard.complete({ step: 'act' })).toMatchObject({
      step: 'act',
      finishedAt: expect.any(String),
    })

    const fresh = await bench.client.wizard.startNew()
    expect(fresh).toMatchObject({ step: 'shop', shop: {} })
    expect(fresh.finishedAt).toBeUndefined()
  })

  async function expectFinished(): Promise<void> {
    for await (const state of await bench.client.rehearsal.watch()) if (state.state === 'finished') return
  }
})

describe('the act', () => {
  test('is a PDF with text that can be searched, honest about bench, skipped roles and failures', async () => {
    await bench.client.wizard.saveShop(shop)
    await bench.client.wizard.skipRole({ role: 'payment-terminal', reason: 'Терминал привезут завтра' })
    await bindOnBench(bench, 'scale')
    await runCheck('scale.identify')
    const preview = await bench.client.reports.previewAct()
    expect(preview).toMatchObject({ actId: 'preview', bench: true, rehearsal: 'not-run' })
    const act = await bench.client.reports.createAct()
    const { base64, fileName } = await bench.client.reports.actPdf({ actId: act.actId })
    expect(fileName).toBe(`akt-${act.number}.pdf`)
    const path = join(dataDirectory, fileName)
    writeFileSync(path, Buffer.from(base64, 'base64'))
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
    for (const part of [
      'Акт приёмки',
      'ООО «Ромашка»',
      'Щукин Ё. П.',
      'виртуальном стенде',
      'Терминал привезут завтра',
      'Не проводилась',
      'Весы назвали себя',
    ]) {
      expect(text).toContain(part)
    }
    expect(text.replaceAll(/\s/gu, '')).toContain(act.evidenceDigest)
    expect(execFileSync('pdfinfo', [path], { encoding: 'utf8' })).toContain('A4')

    const direct = new BetterSqlite3(join(dataDirectory, 'stykovka.sqlite'), { readonly: true })
    const { evidence } = direct.prepare('SELECT evidence FROM act').get() as { evidence: string }
    direct.close()
    expect(createHash('sha256').update(evidence).digest('hex')).toBe(act.evidenceDigest)
    expect(await bench.client.reports.acts()).toMatchObject([{ actId: act.actId }])
    expect((await bench.client.reports.createAct()).number).not.toBe(act.number)
  })
})

describe('settings for the POS software', () => {
  const consent = async (operation: string, subject: Record<string, string>) =>
    (await bench.client.consents.request({ operation, subject })).consentId

  test('are shown as a difference, written with consent and a backup, and undone', async () => {
    await bench.client.wizard.saveShop(shop)
    await bindOnBench(bench, 'scale')
    const [before] = await bench.client.posSettings.preview()
    expect(before).toMatchObject({ targetId: '1c-retail', exists: false, changed: true, backups: [] })
    expect(before!.lines.every(({ kind }) => kind === 'added')).toBe(true)
    const { targetId, digest, path } = before!
    await expect(bench.client.posSettings.write({ targetId, digest, consentId: 'none' })).rejects.toMatchObject({
      data: { code: 'consent.required' },
    })
    expect(existsSync(path)).toBe(false)

    const consentId = await consent('settings.write', { targetId, digest })
    const written = await bench.client.posSettings.write({ targetId, digest, consentId })
    expect(written).toMatchObject({ exists: true, changed: false })
    const file = JSON.parse(readFileSync(path, 'utf8')) as {
      Equipment: { EquipmentType: string; Parameters: object }[]
    }
    expect(file.Equipment).toMatchObject([
      { EquipmentType: 'ЭлектронныеВесы', Parameters: { ConnectionType: 'COM', Speed: expect.any(Number) } },
    ])
    await expect(bench.client.posSettings.write({ targetId, digest, consentId })).rejects.toMatchObject({
      data: { code: 'consent.required' },
    })

    const undone = await bench.client.posSettings.undo({
      targetId,
      consentId: await consent('settings.undo', { targetId }),
    })
    expect(undone).toMatchObject({ exists: false, backups: [] })
    await expect(
      bench.client.posSettings.undo({ targetId, consentId: await consent('settings.undo', { targetId }) }),
    ).rejects.toMatchObject({
      data: { code: 'settings.nothing-to-undo' },
    })
  })

  test('never overwrite what somebody else changed after the preview', async () => {
    await bench.client.wizard.saveShop(shop)
    await bindOnBench(bench, 'scale')
    const { targetId, digest, path } = (await bench.client.posSettings.preview())[0]!
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, '{"hand": "made"}\n')
    const consentId = await consent('settings.write', { targetId, digest })
    await expect(bench.client.posSettings.write({ targetId, digest, consentId })).rejects.toMatchObject({
      data: { code: 'settings.changed-meanwhile' },
    })
    expect(readFileSync(path, 'utf8')).toBe('{"hand": "made"}\n')
    const again = (await bench.client.posSettings.preview())[0]!
    await bench.client.posSettings.write({
      targetId,
      digest: again.digest,
      consentId: await consent('settings.write', { targetId, digest: again.digest }),
    })
    const after = await bench.client.posSettings.undo({
      targetId,
      consentId: await consent('settings.undo', { targetId }),
    })
    expect(after.exists).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('{"hand": "made"}\n')
  })

  test('need a consent that is fresh and speaks of this file', async () => {
    await bench.client.wizard.saveShop(shop)
    await bindOnBench(bench, 'scale')
    const { targetId, digest } = (await bench.client.posSettings.preview())[0]!
    const wrong = await consent('settings.write', { targetId: 'frontol', digest })
    await expect(bench.client.posSettings.write({ targetId, digest, consentId: wrong })).rejects.toMatchObject({
      data: { code: 'consent.required' },
    })
    const old = await consent('settings.write', { targetId, digest })
    await bench.clock.advance(5 * 60_000 + 1)
    await expect(bench.client.posSettings.write({ targetId, digest, consentId: old })).rejects.toMatchObject({
      data: { code: 'consent.expired' },
    })
    await expect(bench.client.consents.request({ operation: 'register.sell', subject: {} })).rejects.toMatchObject({
      data: { code: 'host.bad-request' },
    })
  })
})
