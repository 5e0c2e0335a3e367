import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Output } from '../../electron/host/command-line/output.ts'
import { runCommandLine } from '../../electron/host/command-line/run-command-line.ts'
import { openStoreInThread } from '../../electron/host/store/store.ts'
import { lockInstance } from '../../electron/host/system/instance-lock.ts'
import { generateStorageLife } from '../../native/codecs/ffd/generator/storage-life.ts'

let dataDirectory: string
beforeEach(() => (dataDirectory = mkdtempSync(join(tmpdir(), 'stykovka-cli-'))))
afterEach(() => rmSync(dataDirectory, { recursive: true }))

interface Ran {
  code: number
  out: string
  notes: string
}

async function stykovka(
  parameters: readonly string[],
  input = '',
  signal = new AbortController().signal,
  noted: (note: string) => void = () => {},
): Promise<Ran> {
  let [out, notes] = ['', '']
  const output: Output = {
    line: (text) => void (out += `${text}\n`),
    json: (value) => void (out += JSON.stringify(value)),
    write: async (text) => void (out += text),
    note: (text) => {
      notes += `${text}\n`
      noted(text)
    },
  }
  const code = await runCommandLine(parameters, { output, input: Readable.from([Buffer.from(input)]), signal })
  return { code, out, notes }
}

/** A log as a reading leaves it, without the time that a line takes. */
async function fillLog(): Promise<void> {
  const storageId = '9999078902007080'
  const life = generateStorageLife({
    owner: {
      organisation: 'ООО "Ромашка"',
      address: 'Москва, Ленина, 1',
      taxpayerNumber: '7707083893',
      registrationNumber: '0000000005008570',
      registerSerialNumber: '0000000012345678',
      storageSerialNumber: storageId,
    },
    random: () => 0.37,
    until: '2026-11-23T12:00',
    documentCount: 70,
    unsentCount: 2,
  })
  const store = openStoreInThread(join(dataDirectory, 'stykovka.sqlite'))
  await store.run('documents.append', { storageId, readAt: '2026-11-23T09:00:00.000Z', documents: life, absent: [] })
  await store.run('imports.storage', { storageId, bench: true, registrationNumber: null, taxpayerNumber: null })
  await store.close()
}

const onBench = () => ['--virtual', '--data-dir', dataDirectory]

describe('the command line', () => {
  test('names all four devices of the bench with evidence', async () => {
    const { code, out } = await stykovka(['devices', '--json', ...onBench()])
    const { devices } = JSON.parse(out) as {
      devices: { role: string; certainty: number; evidence: object[]; addressText: string }[]
    }
    expect(code).toBe(0)
    expect(devices.map(({ role }) => role).toSorted()).toEqual([
      'fiscal-register',
      'payment-terminal',
      'scale',
      'scanner',
    ])
    for (const device of devices) {
      expect(device.evidence.length).toBeGreaterThan(0)
      expect(device.certainty).toBeGreaterThanOrEqual(0.8)
    }
  })

  test('works beside a workstation that is running, but keeps nothing then', async () => {
    const lock = lockInstance(dataDirectory)
    expect((await stykovka(['check', 'scale.identify', ...onBench()])).code).toBe(0)
    const refused = await stykovka(['log', 'read', ...onBench()])
    expect(refused).toMatchObject({ code: 1, notes: expect.stringContaining('host.conflict') })
    if (lock.locked) lock.release()
  })

  test('runs a check, with hands lent to the bench', async () => {
    const { code, out } = await stykovka(['check', 'scale.weigh', '--json', ...onBench()])
    expect(JSON.parse(out)).toMatchObject({ role: 'scale', results: [{ checkId: 'scale.weigh', verdict: 'passed' }] })
    expect(code).toBe(0)
  })

  test('does nothing with an effect unless it is consented to by name', async () => {
    const refused = await stykovka(['check', 'payment-terminal.pay', ...onBench()])
    expect(refused).toMatchObject({ code: 2, out: '', notes: expect.stringContaining('--consent terminal.pay') })
    expect((await stykovka(['check', 'payment-terminal.pay', '--consent', 'terminal.cancel', ...onBench()])).code).toBe(
      2,
    )
    const paid = await stykovka(['check', 'payment-terminal.pay', '--consent', 'terminal.pay', '--json', ...onBench()])
    expect(JSON.parse(paid.out)).toMatchObject({ results: [{ verdict: 'passed' }] })
  })

  test('finds a receipt by its QR code and says where they differ', async () => {
    await fillLog()
    const list = await stykovka([
      'log',
      'list',
      '--kind',
      'receipt',
      '--limit',
      '1',
      '--json',
      '--data-dir',
      dataDirectory,
    ])
    const [row] = (JSON.parse(list.out) as { documents: { [name: string]: string | number }[] }).documents
    const time = String(row!['time']).slice(0, 16).replaceAll(/[-:]/gu, '')
    const sum = (Number(row!['sum']) / 100).toFixed(2)
    const qr = `t=${time}&s=${sum}&fn=${row!['storageId']}&i=${row!['number']}&fp=${row!['fiscalSign']}&n=${row!['operation']}`
    const ask = (text: string) => stykovka(['log', 'receipt', text, '--json', '--data-dir', dataDirectory])
    const same = await ask(qr)
    expect(JSON.parse(same.out)).toMatchObject({ found: true, differences: [] })
    expect(same.code).toBe(0)
    const other = await ask(qr.replace(`s=${sum}`, 's=1.00'))
    expect(JSON.parse(other.out)).toMatchObject({ found: true, differences: [{ field: 'sum', qr: '100' }] })
    expect(other.code).toBe(1)
    expect(JSON.parse((await ask(qr.replace(/i=\d+/u, 'i=99999'))).out)).toMatchObject({ found: false })
    expect((await ask('4607034170010')).code).toBe(2)
  })

  test('takes a question that nobody answered for a doubt', async () => {
    const consented = ['check', 'fiscal-register.beep', '--consent', 'fiscal-register.beep', ...onBench()]
    expect((await stykovka(consented)).code).toBe(4)
    expect((await stykovka([...consented, '--answer', 'yes'])).code).toBe(0)
    expect((await stykovka([...consented, '--answer', 'no'])).code).toBe(1)
  })

  test('keeps what it read of the log when it is interrupted, lists, verifies and exports it', async () => {
    const interruption = new AbortController()
    // However long the search took: some documents are there, most are not.
    const read = await stykovka(['log', 'read', '--json', ...onBench()], '', interruption.signal, (note) => {
      if (/Прочитано [1-9]/u.test(note)) interruption.abort()
    })
    expect(read.code).toBe(130)
    expect(JSON.parse(read.out)).toMatchObject({ state: 'paused' })

    const list = await stykovka(['log', 'list', '--json', '--limit', '3', '--data-dir', dataDirectory])
    const { total, documents } = JSON.parse(list.out) as { total: number; documents: { number: number }[] }
    expect(total).toBeGreaterThan(0)
    expect(documents[0]!.number).toBe(total)
    const filtered = ['--payment', 'cash', '--sum-from', '20000', '--shift-from', '1', '--shift-to', '1']
    const some = JSON.parse(
      (await stykovka(['log', 'list', '--json', ...filtered, '--data-dir', dataDirectory])).out,
    ) as { total: number; documents: { sum: number; cash: number; shiftNumber: number }[] }
    expect(some.total).toBeLessThan(total)
    for (const { sum, cash, shiftNumber } of some.documents)
      expect([sum >= 20_000, cash > 0, shiftNumber]).toEqual([true, true, 1])
    const wrong = ['log', 'list', '--payment', 'gold', '--data-dir', dataDirectory]
    expect(await stykovka(wrong)).toMatchObject({ code: 2, notes: expect.stringContaining('payments.0') })
    expect((await stykovka(['log', 'verify', '--data-dir', dataDirectory])).out).toContain('цепочка цела')
    const file = join(dataDirectory, 'log.csv')
    expect((await stykovka(['log', 'export', '--output', file, '--data-dir', dataDirectory])).code).toBe(0)
    expect(readFileSync(file, 'utf8').split('\r\n').filter(Boolean)).toHaveLength(total + 1)
    const json = await stykovka(['log', 'export', '--format', 'json', '--data-dir', dataDirectory])
    expect(JSON.parse(json.out)).toHaveLength(total)
  })

  test('answers an empty log with nothing, and a wrong date with a usage error', async () => {
    expect(await stykovka(['log', 'list', '--json', '--data-dir', dataDirectory])).toMatchObject({
      code: 0,
      out: '{"total":0,"documents":[]}',
    })
    expect(await stykovka(['log', 'list', '--from', 'yesterday', '--data-dir', dataDirectory])).toMatchObject({
      code: 2,
      notes: expect.stringContaining('host.bad-request'),
    })
  })

  test.each([
    [['fly']],
    [['check']],
    [['check', 'scale.fly']],
    [['log']],
    [['log', 'list', '--limit', 'many']],
    [['devices', '--unknown']],
    [['decode']],
    [[]],
  ])('calls %j wrong usage', async (parameters) => {
    const { code, out } = await stykovka([...parameters, ...(parameters[0] === 'check' ? onBench() : [])])
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  test('says that a device is not there', async () => {
    const { code, notes } = await stykovka(['check', 'scale', '--data-dir', dataDirectory])
    expect(code).toBe(3)
    expect(notes).toContain('(link.not-found)')
  })

  test('finds itself whole', async () => {
    const { code, out } = await stykovka(['self-check', '--json'])
    expect(JSON.parse(out)).toMatchObject({ ok: true })
    expect(code).toBe(0)
  })
})

describe('decode', () => {
  test('reads pasted bytes in any form, and says where it could not', async () => {
    expect((await stykovka(['decode', 'shtrih-m'], '05\n')).out).toContain('ENQ')
    const broken = await stykovka(['decode', 'shtrih-m', '--json'], '02 06 10 FF')
    expect(broken.code).toBe(1)
    expect(JSON.parse(broken.out)).toMatchObject({
      ok: false,
      error: { code: 'decode.truncated', offset: expect.any(Number) },
    })
    expect(await stykovka(['decode', 'no-such-family'], '05')).toMatchObject({
      code: 1,
      out: expect.stringContaining('decode.unknown'),
    })
  })

  test('answers every line of a batch in order, whatever it holds', async () => {
    const lines = [
      '{"family":"shtrih-m","hex":"05","direction":"to-device"}',
      'not json',
      '{"family":"nothing","hex":"00"}',
      '[]',
      '',
      '{"family":"shtrih-m"}',
      '{"family":"gs1","text":"0104607809591508"}',
    ]
    const { code, out } = await stykovka(['decode', '--batch'], lines.join('\n'))
    expect(code).toBe(0)
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { ok: boolean; error?: { code: string } })
    expect(answers.map(({ ok, error }) => (ok ? 'ok' : error?.code))).toEqual([
      'ok',
      'decode.text',
      'decode.unknown',
      'decode.text',
      'decode.empty',
      'ok',
    ])
  })

  test('reads ten thousand lines to the last', async () => {
    const line = '{"family":"shtrih-m","hex":"0206FF011E000000E6","direction":"to-device"}\n'
    const { out } = await stykovka(['decode', '--batch'], line.repeat(10_000))
    expect(out.split('\n')).toHaveLength(10_001)
  })
})

describe('files of the log', () => {
  test('carries a log from one folder to another in files', async () => {
    await fillLog()
    const file = (name: string) => join(dataDirectory, name)
    for (const format of ['json', 'fnc', 'xlsx'])
      expect(
        await stykovka(['log', 'export', '--format', format, '--output', file(`log.${format}`), ...onBench()]),
      ).toMatchObject({ code: 0 })
    const paper = ['log', 'export', '--format', 'pdf', '--output', file('paper.pdf'), ...onBench()]
    expect(await stykovka(paper)).toMatchObject({ code: 2, notes: expect.stringContaining('host.bad-request') })
    expect(await stykovka([...paper, '--number', '3'])).toMatchObject({ code: 0 })
    expect(readFileSync(file('paper.pdf'), 'latin1').startsWith('%PDF-')).toBe(true)

    const elsewhere = ['--virtual', '--data-dir', join(dataDirectory, 'other')]
    const archive = await stykovka(['log', 'import', file('log.fnc'), '--json', ...elsewhere])
    expect(JSON.parse(archive.out)).toMatchObject({ format: 'fnc', known: 0, refused: 0 })
    const whole = await stykovka(['log', 'import', file('log.json'), '--json', ...elsewhere])
    expect(JSON.parse(whole.out)).toMatchObject({ format: 'json', refused: 0, unreadable: 0 })
    expect((await stykovka(['log', 'verify', ...elsewhere])).code).toBe(0)
    expect(await stykovka(['log', 'import', file('paper.pdf'), ...elsewhere])).toMatchObject({
      code: 1,
      notes: expect.stringContaining('log.file-unknown'),
    })
    expect((await stykovka(['log', 'import', file('nothing'), ...elsewhere])).code).toBe(1)
  })
})
