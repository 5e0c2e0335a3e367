import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authorise } from '../../../foundation/operation.ts'
import { createPacketCutter } from './codec/packet-cutter.ts'
import { decodeAnswerPacket, encodeCommandPacket, ENQ, LF } from './codec/packet.ts'
import { commands } from './commands/catalogue.ts'
import { bench } from './test-bench.ts'

/** A till program at the machine: raw packets in, raw packets out. */
function till(capabilities?: Parameters<typeof bench>[1]) {
  const { clock, simulator, machine } = bench({}, capabilities)
  const cutter = createPacketCutter(decodeAnswerPacket)
  let frames: Uint8Array[] = []
  const line = simulator.attach((bytes) => {
    for (const piece of cutter.push(bytes)) if (piece.kind === 'frame') frames.push(piece.bytes)
  })
  let next = 0
  const bytesOf = (command: number, ...values: (string | number)[]) =>
    encodeCommandPacket({ password: 'PIRI', id: 0x40 + (next++ % 0x30), command, values: values.map(String) })
  const hear = async (milliseconds = 2_000) => {
    await clock.advance(milliseconds)
    const heard = frames
    frames = []
    return heard
  }
  const raw = async (bytes: Uint8Array) => {
    line.receive(bytes)
    return hear()
  }
  /** `undefined`: no answer came. */
  const ask = async (command: number, ...values: (string | number)[]) => {
    const [frame] = await raw(bytesOf(command, ...values))
    if (!frame) return undefined
    const { error, values: answered } = decodeAnswerPacket(frame)
    return error === 0 ? answered.map(({ text }) => text) : error
  }
  const document = async () => Number(((await ask(0x00)) as string[])[2])
  const begin = async () => {
    await ask(0x10, '231126', machine.clock.now().slice(11).replaceAll(':', ''))
    await ask(0x23, 'Петров')
  }
  return { clock, simulator, machine, line, ask, raw, hear, bytesOf, document, begin }
}

const type = { service: 1, sale: 2, sold: 2 | 16 }

describe('the line', () => {
  test('ENQ is answered, LF is not and moves the paper', async () => {
    const { raw, machine } = till()
    expect(await raw(Uint8Array.of(ENQ))).toEqual([Uint8Array.of(6)])
    expect(await raw(Uint8Array.of(LF))).toEqual([])
    expect(machine.printer.tape).toEqual([''])
  })

  test('says what was wrong with a packet: checksum, cut off, password, command, request', async () => {
    const { raw, bytesOf, ask, line, hear } = till()
    const errorOf = (frames: Uint8Array[]) => frames.map((frame) => decodeAnswerPacket(frame))
    const damaged = bytesOf(0x00)
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1
    expect(errorOf(await raw(damaged))).toMatchObject([{ id: 0x40, command: 0, error: 0x07 }])
    line.receive(bytesOf(0x00).slice(0, -3))
    expect(errorOf(await hear(150))).toEqual([])
    expect(errorOf(await hear(100))).toMatchObject([{ id: 0x41, command: 0, error: 0x05 }])
    const stranger = encodeCommandPacket({ password: 'DRRB', id: 0x50, command: 0, values: [] })
    expect(errorOf(await raw(stranger))).toMatchObject([{ id: 0x50, error: 0x06 }])
    expect(await ask(0xef)).toBe(0x02)
    expect(await ask(0x02, 99)).toBe(0x03)
  })

  test('commands that come together are done one after another', async () => {
    const { line, hear, bytesOf, begin } = till()
    await begin()
    for (const values of [[1], [5], [6]]) line.receive(bytesOf(0x78, ...values))
    line.receive(bytesOf(0x20, 'Петров'))
    line.receive(bytesOf(0x00))
    const ids = (await hear()).map((frame) => decodeAnswerPacket(frame).command)
    expect(ids).toEqual([0x78, 0x78, 0x78, 0x20, 0x00])
  })
})

describe('the start of work', () => {
  test('nothing is done before it, and the reason is told', async () => {
    const { ask, machine } = till()
    expect(await ask(0x20, 'Петров')).toBe(0x01)
    expect(await ask(0x06, 1)).toEqual(['1', '1', 'не выполнено "Начало работы"'])
    expect(machine.executed.size).toBe(0)
    expect(await ask(0x10, '231126', machine.clock.now().slice(11).replaceAll(':', ''))).toEqual([])
    expect(await ask(0x20, 'Петров')).toEqual([])
  })

  test('a clock that differs is told and the work begins; a date before the last document is refused', async () => {
    const { ask, machine } = till()
    const before = machine.clock.now()
    expect(await ask(0x10, '231126', '000000')).toBe(0x0b)
    expect(machine.started).toBe(true)
    expect(machine.clock.now().slice(0, 16)).toBe(before.slice(0, 16))
    const other = till()
    expect(await other.ask(0x10, '010126', '000000')).toBe(0x0c)
    expect(other.machine.started).toBe(false)
  })

  test('is forgotten with the power', async () => {
    const { ask, simulator, begin } = till()
    await begin()
    simulator.control('power-cycle')
    expect(await ask(0x34)).toBe(0x01)
  })
})

describe('a receipt', () => {
  test('goes from state to state and into the storage', async () => {
    const { ask, document, begin, machine } = till()
    await begin()
    expect(await ask(0x30, type.sale, 1, 'Петров', '', 0)).toEqual([])
    expect(await document()).toBe(type.sale | (1 << 4))
    expect(await ask(0x42, 'Сахар', '', '1.111', '100', 4, '', '', '', '11')).toEqual(['0.0000'])
    expect(await ask(0x42, 'Торт', '', '1/8', '80', 4)).toEqual(['0.0000'])
    expect(await ask(0x44)).toEqual([])
    expect(await document()).toBe(type.sale | (2 << 4))
    expect(await ask(0x42, 'Поздно', '', 1, 1)).toBe(0x01)
    expect(await ask(0x47, 0, '100')).toEqual([])
    expect(await document()).toBe(type.sale | (3 << 4))
    expect(await ask(0x31, 2)).toBe(0x01)
    expect(await ask(0x47, 1, '1000')).toBe(0x03)
    expect(await ask(0x47, 0, '100')).toEqual([])
    expect(await document()).toBe(type.sale | (4 << 4))
    const closed = await ask(0x31, 2)
    expect(closed).toHaveLength(9)
    expect(closed).toMatchObject({ 3: '6', 5: '2', 6: '1' })
    expect(await document()).toBe(0)
    expect(machine.storage.find(6)).toMatchObject({ operation: 1, sumKop: 12_110 })
  })

  test('in packet mode only failures are answered, and after one all of them', async () => {
    const { ask, begin, document, machine } = till()
    await begin()
    const sell = async (quantity: string) => [
      await ask(0x30, type.sold, 1, 'Петров', '', 0),
      await ask(0x42, 'Сахар', '', quantity, '100', 4),
      await ask(0x44),
      await ask(0x47, 0, '100'),
    ]
    expect(await sell('1')).toEqual([[], undefined, undefined, undefined])
    expect(await ask(0x31, 2)).toHaveLength(9)
    expect(await sell('x')).toEqual([[], 0x03, 0x01, 0x01])
    expect(await ask(0x31, 2)).toBe(0x01)
    expect(await ask(0x32)).toEqual([])
    expect(await document()).toBe(0)
    expect(machine.storage.lastNumber).toBe(6)
  })

  test('that the paper did not see to its end is in the storage: 31h prints the rest, 32h is refused', async () => {
    const { ask, begin, document, simulator, machine } = till()
    await begin()
    await ask(0x30, type.sale, 1, 'Петров', '', 0)
    await ask(0x42, 'Сахар', '', 1, '100', 4)
    await ask(0x44)
    await ask(0x47, 0, '100')
    simulator.control('run-out-of-paper', 1)
    expect(await ask(0x31, 2)).toBe(0x08)
    expect(await document()).toBe(type.sale | (8 << 4))
    expect(await ask(0x32)).toBe(0x01)
    expect(await ask(0x30, type.service, 1)).toBe(0x01)
    expect(await ask(0x31, 2)).toBe(0x08)
    simulator.control('load-paper')
    expect(await ask(0x31, 2)).toMatchObject({ 3: '6' })
    expect(await document()).toBe(0)
    expect(machine.executed.get('fiscal-document')).toBe(2)
    expect(machine.printer.tape).toContain('ФД 6')
  })

  test('needs an open shift, a cashier and a machine without another document', async () => {
    const { ask, machine } = till()
    await ask(0x10, '231126', machine.clock.now().slice(11).replaceAll(':', ''))
    expect(await ask(0x30, type.sale, 1, 'Петров')).toBe(0x01)
    expect(await ask(0x06, 1)).toMatchObject({ 1: '20' })
    expect(await ask(0x23, '')).toBe(0x01)
    expect(await ask(0x06, 1)).toMatchObject({ 1: '33' })
    expect(await ask(0x23, 'Петров')).toEqual([])
    expect(await ask(0x30, type.service, 1)).toEqual([])
    expect(await ask(0x30, type.sale, 1, 'Петров')).toBe(0x01)
    expect(await ask(0x42, 'Сахар', '', 1, 1)).toBe(0x01)
    expect(await ask(0x31)).toHaveLength(2)
    expect(await ask(0x30, 15, 1)).toBe(0x03)
    expect(await ask(0x30, type.service, 100)).toBe(0x03)
  })
})

test('what a till adds to a receipt is taken: attributes, marking codes, kopecks off, comparison, requisites', async () => {
  const { ask, begin, machine } = till()
  await begin()
  const code = '0104600000000015215!abcD$1D91EE06$1D92c2lnbmF0dXJl'
  expect(await ask(0x79, 1, code, 0, 1, 1, 0, 1)).toEqual(['1', '15', '0', '15', '0', '1'])
  expect(await ask(0x79, 2, 1)).toEqual(['2', '0'])
  expect(await ask(0x24, code)).toBe(0x01)
  await ask(0x30, type.sale, 1, 'Петров', '', 0)
  expect(await ask(0x79, 15, code, 1, 0, 15, 0)).toEqual(['15'])
  expect(await ask(0x24, '', '', '', '', '', '', '', '', '', '', '', '', '', '', '030')).toEqual([])
  await ask(0x42, 'Молоко', '', 1, '89.90', 1)
  expect(await ask(0x03, 1)).toEqual(['1', '89.90', '0.00', '0.00'])
  expect(await ask(0x45, 1, '', '0.90')).toBe(0x01)
  await ask(0x44)
  expect(await ask(0x45, 1, '', '0.90')).toEqual([])
  expect(await ask(0x52, '89')).toEqual([])
  expect(await ask(0x52, '89.90')).toBe(0x03)
  expect(await ask(0x57, 1192, 0, 'Реквизит', '1')).toEqual([])
  await ask(0x47, 1, '89')
  expect(await ask(0x31, 2)).toHaveLength(9)
  expect(await ask(0x03, 2)).toMatchObject({ 1: '2', 5: '89.00', 9: '6' })
  await ask(0x30, 4, 1, 'Петров')
  expect(await ask(0x48, '', '500')).toEqual([])
  expect(await ask(0x31)).toHaveLength(2)
  await ask(0x30, type.sale, 1, 'Петров')
  expect(await ask(0x33, 'передумал')).toEqual([])
  expect(machine.receipt).toBeUndefined()
})

test('a closing report that the paper did not see is brought to its end by the same command', async () => {
  const { ask, begin, simulator, machine } = till()
  await begin()
  simulator.control('run-out-of-paper', 1)
  expect(await ask(0x21, 'Петров')).toBe(0x08)
  const flags = async () => Number(((await ask(0x00)) as string[])[1])
  expect((await flags()) & (1 << 8)).not.toBe(0)
  expect(await ask(0x21, 'Петров')).toBe(0x08)
  simulator.control('load-paper')
  expect(await ask(0x21, 'Петров')).toEqual([])
  expect((await flags()) & (1 << 8)).toBe(0)
  expect(machine.executed.get('fiscal-document')).toBe(2)
})

test('a clock that moves by more than a day wants to be told twice', async () => {
  const { ask, begin, machine } = till()
  await begin()
  expect(await ask(0x14, '301126', '120000')).toBe(0x0f)
  await ask(0x21, 'Петров')
  expect(await ask(0x14, '301126', '120000')).toBe(0x0a)
  expect(await ask(0x14, '011226', '120000')).toBe(0x0a)
  expect(await ask(0x14, '011226', '120000')).toEqual([])
  expect(machine.clock.now()).toMatch(/^2026-12-01T12:00/u)
  expect(await ask(0x14, '010126', '120000')).toBe(0x0c)
  expect(await ask(0x14, '320126', '120000')).toBe(0x03)
})

test('a host that leaves is not spoken to', async () => {
  const { line, raw, bytesOf } = till()
  line.detach()
  expect(await raw(bytesOf(0x00))).toEqual([])
})

test('the product’s own driver takes over a machine that a till has left with an open receipt', async () => {
  const { simulator, register, run, machine } = bench()
  machine.started = true
  await run(register.openShift({ name: 'Ким' }, { authorisation: authorise('register.open-shift', 'fiscal') }))
  machine.document = { type: type.sale, state: 1, paidKop: 0, packetMode: false, failed: false }
  expect(await run(register.readStatus({}))).toMatchObject({ documentOpen: true, mode: { code: 18 } })
  for (const work of [() => register.printText(['x'], {}), () => register.printXReport({})]) {
    expect(await run(work())).toMatchObject({ state: 'not-done', failure: { code: 'register.wrong-mode' } })
  }
  expect(machine.document).toBeDefined()
  expect(simulator.state['document']).toBe(18)
})

test('whatever a host sends, in whatever order, the machine answers or is silent, and goes on', async () => {
  const values = fc.array(
    fc.oneof(
      fc.constantFrom('', '0', '1', '2', '18', '1/8', 'x', '100.50', '231126', '120000', 'Ёж ░', '$1D'),
      fc.integer({ min: 0, max: 300 }).map(String),
    ),
    { maxLength: 12 },
  )
  const packet = fc.tuple(fc.constantFrom(...commands), values)
  const garbage = fc.uint8Array({ maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(packet, garbage), { maxLength: 25 }), async (sent) => {
      const { raw, line, hear, bytesOf, begin, document } = till()
      await begin()
      for (const one of sent) {
        if (one instanceof Uint8Array) line.receive(one)
        else line.receive(bytesOf(one[0].code, ...(one[0].request === undefined ? [] : [one[0].request]), ...one[1]))
        await hear(100)
      }
      await hear(5_000)
      expect(await raw(Uint8Array.of(ENQ))).toEqual([Uint8Array.of(6)])
      expect(await document()).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 150 },
  )
}, 60_000)
