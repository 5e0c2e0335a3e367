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

  test('tells its state, its storage, its queue and its shift', async () => {
    const { register, run, clock } = bench({ linkLayer })
    const status = await run(register.readStatus({}))
    expect(status).toMatchObject({
      mode: { code: 0 },
      shift: 'closed',
      documentOpen: false,
      paper: 'present',
      cover: 'closed',
      drawer: 'closed',
      printing: false,
    })
    expect(new Date(status.clock ?? '').getTime()).toBeCloseTo(clock.civil().getTime(), -3)
    expect(await run(register.readStorage({}))).toMatchObject({
      serialNumber: '9999078900001234',
      phase: 'fiscal',
      shiftOpen: false,
      lastDocumentNumber: 4,
      lastDocumentTime: '2026-11-20T12:00',
      validUntil: '2028-02-20',
      registrationsLeft: 29,
      version: 'fn_v_1_2',
      serial: false,
      warnings: [],
    })
    expect(await run(register.readOperatorExchange({}))).toEqual({
      connected: true,
      unsentCount: 2,
      firstUnsentNumber: 3,
      firstUnsentTime: '2026-11-20T11:00',
    })
    expect(await run(register.readShift({}))).toEqual({ open: false, number: 1, receiptNumber: 1 })
  })

  test.each(['big-endian', 'little-endian'] as const)(
    'gives documents byte for byte, also where numbers are %s',
    async (documentNumbers) => {
      const { register, run, machine } = bench({ linkLayer }, { ...standardCapabilities, documentNumbers })
      for (const { number, tlv } of seedDocuments()) {
        const document = await run(register.readDocument(number, {}))
        expect(document.tlv).toEqual(tlv)
        expect(document.fixed).toBeUndefined()
      }
      expect(machine.storage.beingRead).toBe(false)
      await expect(run(register.readDocument(5, {}))).rejects.toSatisfy((error) =>
        isFailure(error, 'register.no-such-document'),
      )
      await expect(run(register.readDocument(0, {}))).rejects.toSatisfy((error) =>
        isFailure(error, 'operation.wrong-argument'),
      )
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

  test('sets the clock, confirms a date that moves forward, and asks for the authorisation first', async () => {
    const { register, run, machine } = bench({ linkLayer })
    const context = () => ({ authorisation: authorise('register.set-clock', 'setting') })
    await expect(run(register.setClock('2027-01-02T03:04:05', {}))).rejects.toSatisfy((error) =>
      isFailure(error, 'operation.not-authorised'),
    )
    expect(machine.executed.size).toBe(0)
    expect((await run(register.setClock('2027-01-02T03:04:05', context()))).state).toBe('done')
    expect(machine.clock.now()).toMatch(/^2027-01-02T03:04:0[5-9]$/u)
    expect(machine.executed.get('set-clock')).toBe(1)
    machine.storage.append(2, machine.clock.now(), [{ tag: 1038, value: 2 }])
    expect(await run(register.setClock('2027-01-02T04:00:00', context()))).toMatchObject({
      state: 'not-done',
      failure: { code: 'register.wrong-mode', data: { deviceCode: '156' } },
    })
  })

  test('prints text, an X report, cuts, opens the drawer and beeps, each once', async () => {
    const { register, run, machine } = bench({ linkLayer })
    const lines = ['Проверка печати', 'съешь ещё этих мягких французских булок, да выпей', '№ 1 за $2']
    expect((await run(register.printText(lines, {}))).state).toBe('done')
    expect(machine.printer.tape.slice(0, 4)).toEqual([
      'Проверка печати',
      'съешь ещё этих мягких французски',
      'х булок, да выпей',
      '№ 1 за $2',
    ])
    expect((await run(register.printXReport({}))).state).toBe('done')
    expect(machine.mode).toBe(0)
    expect((await run(register.cut({}))).state).toBe('done')
    expect((await run(register.openDrawer({}))).state).toBe('done')
    expect((await run(register.beep({}))).state).toBe('done')
    expect(Object.fromEntries(machine.executed)).toEqual({
      'print-line': 4,
      feed: 6,
      'x-report': 1,
      cut: 1,
      drawer: 1,
      beep: 1,
    })
    expect((await run(register.readStatus({}))).drawer).toBe('open')
    await expect(run(register.printText(['漢字'], {}))).rejects.toSatisfy((error) =>
      isFailure(error, 'operation.wrong-argument'),
    )
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

  test.each(['lost-answer', 'lost-ack', 'duplicate-answer', 'damaged-answer', 'late-answer', 'busy'] as const)(
    'a question survives %s',
    async (fault) => {
      const { register, run, simulator } = bench({ linkLayer })
      simulator.control(fault)
      expect(await run(register.readShift({}))).toEqual({ open: false, number: 1, receiptNumber: 1 })
      expect(await run(register.readShift({}))).toEqual({ open: false, number: 1, receiptNumber: 1 })
    },
  )

  test('noise on the line is not heard', async () => {
    const { register, run, simulator, machine } = bench({ linkLayer })
    simulator.control('noise')
    expect((await run(register.printXReport({}))).state).toBe('done')
    expect(machine.executed.get('x-report')).toBe(1)
  })

  test('power lost between execution and answer is a doubt, never a second time', async () => {
    const { register, run, simulator, machine } = bench({ linkLayer })
    simulator.control('power-cycle-after-execution')
    const asked = await run(register.readStatus({}))
    expect(asked.shift).toBe('closed')
    const { machine: other, register: again, run: go, simulator: played } = bench({ linkLayer })
    const execute = other.count.bind(other)
    other.count = (effect) => {
      execute(effect)
      if (effect === 'beep') played.control('power-cycle-after-execution')
    }
    expect(await go(again.beep({}))).toMatchObject({ state: 'in-doubt', next: 'look-at-paper' })
    expect(other.executed.get('beep')).toBe(1)
    expect(machine.executed.size).toBe(0)
  })

  test('silence ends, and a person can end it sooner', async () => {
    const { register, run, simulator, clock } = bench({ linkLayer })
    simulator.control('silence')
    await expect(run(register.readStatus({}))).rejects.toSatisfy((error) => isFailure(error, 'link.timeout'))
    const abort = new AbortController()
    clock.schedule(100, () => abort.abort())
    const before = clock.now()
    await expect(run(register.readStatus({ signal: abort.signal }))).rejects.toSatisfy((error) =>
      isFailure(error, 'operation.cancelled'),
    )
    expect(clock.now() - before).toBeLessThan(200)
    expect(await run(register.beep({}))).toMatchObject({ state: 'not-done' })
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

  test('gives up in time where nobody answers', async () => {
    const { simulator, clock, run } = bench()
    simulator.control('silence')
    const link = simulatedLink(simulator, clock)
    const before = clock.now()
    const answer = await run(probe({ access: { kind: 'bytes', link }, clock, settings: {}, patience: 700 }))
    expect(answer).toBeUndefined()
    expect(clock.now() - before).toBeLessThanOrEqual(700)
  })
})
