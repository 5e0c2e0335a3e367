import { describe, expect, test } from 'vitest'
import { isFailure } from '../../../foundation/device-failure.ts'
import { authorise } from '../../../foundation/operation.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { seedDocuments } from '../shared/simulator/small-storage.ts'
import { createAtolDriver } from './driver.ts'
import { encodePacket } from './link-v3/packet.ts'
import * as task from './link-v3/task.ts'
import { bench } from './test-bench.ts'
import { probe } from './probe.ts'
import { standardCapabilities } from './simulator/capabilities.ts'

describe.each(['v3', 'v2'] as const)('АТОЛ over %s', (linkLayer) => {
  test('names itself', async () => {
    const { register, run } = bench({ linkLayer })
    const identity = await run(register.identify({}))
    expect(identity).toMatchObject({
      vendor: 'АТОЛ',
      model: 'АТОЛ 91Ф',
      serialNumber: '00106101',
      firmware: '5.8.0.100',
    })
    expect(identity.facts).toContainEqual({ name: 'Номер ФН', value: '9999078900001234' })
    expect(identity.facts).toContainEqual({ name: 'Транспорт', value: linkLayer })
  })

  test('tells what else its storage and its sensors say', async () => {
    const { register, run } = bench({ linkLayer })
    expect(await run(register.readStatus({}))).toMatchObject({ mode: { code: 0 }, cover: 'closed', drawer: 'closed' })
    expect(await run(register.readStorage({}))).toMatchObject({
      validUntil: '2028-02-20',
      registrationsLeft: 29,
      version: 'fn_v_1_2',
      serial: false,
      warnings: [],
    })
    expect(await run(register.readOperatorExchange({}))).toMatchObject({ connected: true })
  })

  test.each(['big-endian', 'little-endian'] as const)(
    'gives documents byte for byte, also where numbers are %s',
    async (documentNumbers) => {
      const { register, run } = bench({ linkLayer }, { ...standardCapabilities, documentNumbers })
      for (const { number, tlv } of seedDocuments()) {
        const document = await run(register.readDocument(number, {}))
        expect(document.tlv).toEqual(tlv)
        expect(document.fixed).toBeUndefined()
      }
    },
  )

  test('a document that is no longer kept whole comes without its bytes', async () => {
    const { register, run, machine } = bench({ linkLayer })
    machine.storage.startReading = () => undefined
    expect(await run(register.readDocument(2, {}))).toEqual({
      number: 2,
      fixed: undefined,
      tlv: undefined,
      confirmation: undefined,
    })
  })

  test('sets the clock and confirms a date that moves forward, but not with the shift open', async () => {
    const { register, run, machine } = bench({ linkLayer })
    const set = (time: string) =>
      run(register.setClock(time, { authorisation: authorise('register.set-clock', 'setting') }))
    expect((await set('2027-01-02T03:04:05')).state).toBe('done')
    expect(machine.clock.now()).toMatch(/^2027-01-02T03:04:0[5-9]$/u)
    expect(machine.executed.get('set-clock')).toBe(1)
    machine.storage.append(2, machine.clock.now(), [{ tag: 1038, value: 2 }])
    expect(await set('2027-01-02T04:00:00')).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.wrong-mode', data: { deviceCode: '156' } },
    })
  })

  test('prints lines that fit and feeds by blank ones; a report leaves its mode, an open drawer is seen', async () => {
    const { register, run, machine } = bench({ linkLayer })
    const lines = ['Проверка печати', 'съешь ещё этих мягких французских булок, да выпей', '№ 1 за $2']
    expect((await run(register.printText(lines, {}))).state).toBe('done')
    expect(machine.printer.tape.slice(0, 4)).toEqual([
      'Проверка печати',
      'съешь ещё этих мягких французски',
      'х булок, да выпей',
      '№ 1 за $2',
    ])
    expect(Object.fromEntries(machine.executed)).toEqual({ 'print-line': 4, feed: 6 })
    await run(register.printXReport({}))
    expect(machine.mode).toBe(0)
    await run(register.openDrawer({}))
    expect((await run(register.readStatus({}))).drawer).toBe('open')
  })

  test('refuses in plain words: paper, cover, nothing to continue, password, open receipt', async () => {
    const { register, run, simulator, machine } = bench({ linkLayer })
    simulator.control('run-out-of-paper')
    expect(await run(register.printXReport({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.paper-out', data: { deviceCode: '103' } },
    })
    expect(machine.mode).toBe(0)
    expect((await run(register.readStatus({}))).paper).toBe('absent')
    simulator.control('load-paper')
    simulator.control('open-cover')
    expect(await run(register.printText(['x'], {}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.cover-open' },
    })
    simulator.control('close-cover')
    expect(await run(register.continuePrint({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'device.refused', data: { deviceCode: '170' } },
    })
    machine.receipt = { type: 1, sumKop: 0, items: 0 }
    expect(await run(register.printXReport({}))).toMatchObject({ failure: { code: 'register.wrong-mode' } })
    expect((await run(register.readStatus({}))).documentOpen).toBe(true)
    const other = bench({ linkLayer, password: 5 })
    expect(await other.run(other.register.printXReport({}))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.password-wrong', data: { deviceCode: '140' } },
    })
    const stranger = bench({ linkLayer, accessPassword: 1111 })
    await expect(stranger.run(stranger.register.readStatus({}))).rejects.toSatisfy((error) =>
      isFailure(error, 'register.password-wrong'),
    )
  })

  test('says when the paper ends in the middle, and goes on afterwards', async () => {
    const { register, run, simulator, machine } = bench({ linkLayer })
    simulator.control('run-out-of-paper', 2)
    expect(await run(register.printXReport({}))).toMatchObject({
      state: 'in-doubt',
      failure: { code: 'register.paper-out' },
      next: 'look-at-paper',
    })
    expect(machine.executed.get('x-report')).toBe(1)
    simulator.control('load-paper')
    expect((await run(register.continuePrint({}))).state).toBe('done')
    expect(machine.printer.tape).toContain('ОТЧЁТ БЕЗ ГАШЕНИЯ')
    expect(machine.executed.get('continue-print')).toBe(1)
  })

  test('a question waits for a busy machine', async () => {
    const { register, run, simulator } = bench({ linkLayer })
    simulator.control('busy')
    expect(await run(register.readShift({}))).toEqual({ open: false, number: 1, receiptNumber: 1 })
  })
})

test('over v3 a lost answer is fetched by its task, and the buffer is left empty', async () => {
  const { register, run, simulator, machine } = bench({ linkLayer: 'v3' })
  const count = machine.count.bind(machine)
  machine.count = (effect) => {
    count(effect)
    simulator.control('lost-answer')
  }
  expect((await run(register.beep({}))).state).toBe('done')
  expect((await run(register.openDrawer({}))).state).toBe('done')
  expect(Object.fromEntries(machine.executed)).toEqual({ beep: 1, drawer: 1 })
  await run(register.readStatus({}))
  expect(simulator.state['tasks']).toBe(0)
})

describe('what another program left in the task buffer', () => {
  const beepTask = Uint8Array.of(0, 0, 0x47)
  const failing = Uint8Array.of(0, 0, 0x55)
  const long = Uint8Array.of(0, 0, 0x67, 1)

  function leave(tasks: readonly (readonly [tid: number, flags: number, command: Uint8Array])[]) {
    const { clock, simulator, run, machine } = bench({ linkLayer: 'v3' })
    const line = simulator.attach(() => {})
    for (const [tid, flags, command] of tasks) {
      const data = task.encodeBufferCommand({ code: task.Add, flags, tid, command })
      line.receive(encodePacket({ id: 1, data }))
    }
    line.detach()
    const link = simulatedLink(simulator, clock)
    const again = createAtolDriver({ access: { kind: 'bytes', link }, clock, settings: { linkLayer: 'v3' } })
    return { clock, simulator, register: again, run, machine }
  }

  test('a full buffer of results is emptied', async () => {
    const results = Array.from({ length: 16 }, (_, index) => [index + 1, 1, beepTask] as const)
    const { register, run, machine } = leave(results)
    expect((await run(register.readShift({}))).number).toBe(1)
    expect((await run(register.cut({}))).state).toBe('done')
    expect(Object.fromEntries(machine.executed)).toEqual({ beep: 16, cut: 1 })
  })

  test('a queue that a failed task has stopped is emptied', async () => {
    const { register, run, machine, clock } = leave([
      [1, 1, failing],
      [2, 1, beepTask],
    ])
    await clock.advance(1_000)
    expect((await run(register.readShift({}))).number).toBe(1)
    expect((await run(register.cut({}))).state).toBe('done')
    expect(machine.executed.get('cut')).toBe(1)
  })

  test('a task that still runs is not touched', async () => {
    const results = Array.from({ length: 15 }, (_, index) => [index + 1, 1, beepTask] as const)
    const { register, run, simulator, clock } = leave([...results, [16, 1, long]])
    await expect(run(register.readShift({}))).rejects.toSatisfy((error) => isFailure(error, 'device.busy'))
    expect(simulator.state['tasks']).toBe(16)
    await clock.advance(1_000)
    expect((await run(register.readShift({}))).number).toBe(1)
  })

  test('task ids that are taken are passed over', async () => {
    const taken = Array.from({ length: 7 }, (_, index) => [0x60 + index, 1, beepTask] as const)
    const { register, run, machine, simulator } = leave(taken)
    expect((await run(register.readShift({}))).number).toBe(1)
    expect((await run(register.cut({}))).state).toBe('done')
    expect(machine.executed.get('cut')).toBe(1)
    expect(simulator.state['tasks']).toBe(7)
  })
})

test('the transport is found without being told', async () => {
  for (const transport of ['v2', 'v3'] as const) {
    const { register, run } = bench({}, { ...standardCapabilities, transports: [transport] })
    const { facts } = await run(register.identify({}))
    expect(facts).toContainEqual({ name: 'Транспорт', value: transport })
    expect((await run(register.beep({}))).state).toBe('done')
  }
})

describe('the probe', () => {
  test.each([
    ['auto', ['v3', 'v2']],
    ['auto', ['v2']],
    ['v2', ['v3', 'v2']],
  ] as const)('settings %s, machine %s', async (linkLayer, transports) => {
    const { simulator, clock, run, machine } = bench({}, { ...standardCapabilities, transports })
    const link = simulatedLink(simulator, clock)
    const answer = await run(probe({ access: { kind: 'bytes', link }, clock, settings: { linkLayer }, patience: 700 }))
    const used = linkLayer === 'v2' ? 'v2' : transports[0]
    expect(answer).toMatchObject({ certainty: 1, identity: { model: 'АТОЛ 91Ф' }, settings: { linkLayer: used } })
    expect(machine.executed.size).toBe(0)
    expect(simulator.state['tasks']).toBe(0)
  })
})
