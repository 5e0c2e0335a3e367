import { describe, expect, test } from 'vitest'
import { isFailure } from '../../../foundation/device-failure.ts'
import { authorise } from '../../../foundation/operation.ts'
import { seedDocuments } from '../shared/simulator/small-storage.ts'
import { bench } from './test-bench.ts'
import { probe } from './probe.ts'
import { standardCapabilities } from './simulator/capabilities.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'

describe.each(['v1', 'v2'] as const)('ШТРИХ-М over %s', (linkLayer) => {
  test('names itself', async () => {
    const { register, run } = bench({ linkLayer })
    const identity = await run(register.identify({}))
    expect(identity).toMatchObject({
      vendor: 'ШТРИХ-М',
      model: 'ШТРИХ-М-01Ф',
      serialNumber: '0000000000000001',
      firmware: 'C.3, 41770',
    })
    expect(identity.facts).toContainEqual({ name: 'Номер ФН', value: '9999078900001234' })
  })

  test('tells who works, what else its storage says and what it was registered as', async () => {
    const { register, run } = bench({ linkLayer })
    expect(await run(register.readStatus({}))).toMatchObject({ cover: 'closed', drawer: 'closed', operator: 30 })
    expect(await run(register.readStorage({}))).toMatchObject({ validUntil: '2028-02-20', serial: false })
    expect(await run(register.readOperatorExchange({}))).toMatchObject({ connected: true })
    expect(await run(register.readRegistration({}))).toMatchObject({
      taxpayerNumber: '9909999996',
      registrationNumber: '0000000001012345',
      taxSystems: 1,
      workMode: 32,
      documentNumber: 1,
      fiscalSign: 257,
    })
  })

  test('gives the head of a document and what the operator signed', async () => {
    const { register, run } = bench({ linkLayer })
    for (const { number, tlv, confirmation } of seedDocuments()) {
      const document = await run(register.readDocument(number, {}))
      expect(document.fixed?.[0]).toBe(tlv[0])
      expect(document.confirmation?.length).toBe(confirmation ? 27 : undefined)
    }
  })

  test('finds its tables by asking, reads and writes a field', async () => {
    const { register, run, machine } = bench({ linkLayer })
    const tables = await run(register.listTables({}))
    expect(tables.map(({ number }) => number)).toEqual([1, 2, 4, 5, 6, 7, 17, 18, 19, 25])
    expect(tables[1]?.fields[1]).toMatchObject({ title: 'ДОЛЖНОСТЬ И ФАМИЛИЯ', kind: 'text', size: 64 })
    expect(await run(register.readTableField(5, 1, 1, {}))).toBe('НАЛИЧНЫМИ')
    const context = { authorisation: authorise('register.write-table', 'setting') }
    expect(await run(register.writeTableField(2, 3, 2, 'Иванова А.Б.', context))).toEqual({
      state: 'done',
      value: undefined,
    })
    expect(await run(register.readTableField(2, 3, 2, {}))).toBe('Иванова А.Б.')
    expect(machine.executed.get('write-table')).toBe(1)
    await expect(run(register.writeTableField(2, 3, 2, 'x', context))).rejects.toSatisfy((error) =>
      isFailure(error, 'operation.not-authorised'),
    )
    const again = { authorisation: authorise('register.write-table', 'setting') }
    await expect(run(register.writeTableField(1, 1, 1, 100, again))).rejects.toSatisfy((error) =>
      isFailure(error, 'operation.wrong-argument'),
    )
  })

  test('prints lines that fit and feeds once; an open drawer is seen', async () => {
    const { register, run, machine } = bench({ linkLayer })
    const lines = ['Проверка печати', 'съешь ещё этих мягких французских булок, да выпей же чаю']
    expect((await run(register.printText(lines, {}))).state).toBe('done')
    expect(machine.printer.tape.slice(0, 3)).toEqual([
      'Проверка печати',
      'съешь ещё этих мягких французских булок, да выпе',
      'й же чаю',
    ])
    expect(Object.fromEntries(machine.executed)).toEqual({ 'print-line': 3, feed: 1 })
    await run(register.openDrawer({}))
    expect((await run(register.readStatus({}))).drawer).toBe('open')
  })

  test('waits while the printer is busy', async () => {
    const { register, run, machine, simulator } = bench({ linkLayer })
    simulator.control('busy-50h', 3)
    expect((await run(register.printXReport({}))).state).toBe('done')
    expect(machine.executed.get('x-report')).toBe(1)
  })

  test('refuses in plain words: paper, cover, broken print, password', async () => {
    const { register, run, simulator, machine } = bench({ linkLayer })
    simulator.control('run-out-of-paper')
    expect(await run(register.printXReport({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.paper-out', data: { deviceCode: '6B' } },
    })
    expect((await run(register.readStatus({}))).paper).toBe('absent')
    simulator.control('load-paper')
    simulator.control('open-cover')
    expect(await run(register.printXReport({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.cover-open' },
    })
    simulator.control('close-cover')
    simulator.control('break-58h')
    expect(await run(register.printXReport({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.paper-out', data: { deviceCode: '58' } },
    })
    expect((await run(register.readStatus({}))).waitsForContinue).toBe(true)
    expect((await run(register.continuePrint({}))).state).toBe('done')
    expect(await run(register.continuePrint({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.wrong-mode' },
    })
    expect(machine.executed.get('x-report')).toBeUndefined()
  })

  test('paper that ends in the middle leaves a doubt that only the paper settles', async () => {
    const { register, run, simulator, machine } = bench({ linkLayer })
    simulator.control('run-out-of-paper', 3)
    const outcome = await run(register.printXReport({}))
    expect(outcome).toMatchObject({ state: 'in-doubt', next: 'look-at-paper', failure: { code: 'register.paper-out' } })
    simulator.control('load-paper')
    expect((await run(register.continuePrint({}))).state).toBe('done')
    expect(machine.printer.tape).toHaveLength(6)
  })

  test('a lost answer is not asked for by printing again', async () => {
    const { register, run, simulator, machine } = bench({ linkLayer })
    for (const fault of ['lost-answer', 'duplicate-answer', 'late-answer', 'lost-ack', 'wrong-code']) {
      const before = machine.executed.get('x-report') ?? 0
      const count = await run(register.readStatus({})).then(() => before)
      simulator.control(fault)
      const outcome = await run(register.printXReport({}))
      const executed = (machine.executed.get('x-report') ?? 0) - count
      expect([fault, outcome.state, executed]).toEqual([fault, 'done', 1])
    }
  })

  test('power lost between execution and answer: the count of reports tells', async () => {
    const { register, run, simulator, machine } = bench({ linkLayer })
    const settled = run(register.readStatus({}))
    await settled
    simulator.use((_, payload) => {
      if (payload[0] === 0x40) simulator.control('power-cycle-after-execution')
      return undefined
    })
    const outcome = await run(register.printXReport({}))
    expect(machine.executed.get('x-report')).toBe(1)
    expect(outcome.state).toBe('done')
  })

  test('the wrong password is said so', async () => {
    const { register, run } = bench({ linkLayer, password: 31 })
    await expect(run(register.readStorage({}))).rejects.toSatisfy((error) =>
      isFailure(error, 'register.password-wrong'),
    )
  })
})

test.each(['v1', 'v2'] as const)(
  'settings that leave the link layer open: a machine of %s alone is spoken to',
  async (layer) => {
    const { register, run, simulator } = bench({}, { ...standardCapabilities, linkLayers: [layer] })
    expect((await run(register.readStatus({}))).shift).toBe('closed')
    expect(simulator.state['linkLayer']).toBe(layer)
  },
)

test.each(['v1', 'v2'] as const)('probe: a machine of %s alone', async (layer) => {
  const { clock, simulator } = bench({}, { ...standardCapabilities, linkLayers: [layer] })
  const link = simulatedLink(simulator, clock)
  const answer = await clock.runUntilSettled(
    probe({ access: { kind: 'bytes', link }, clock, settings: {}, patience: 4_000 }),
  )
  expect(answer).toMatchObject({ certainty: 1, settings: { linkLayer: layer }, identity: { model: 'ШТРИХ-М-01Ф' } })
})
