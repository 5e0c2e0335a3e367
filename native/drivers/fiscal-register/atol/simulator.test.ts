import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CommandChannel } from './command-channel.ts'
import { enterMode, leaveMode, printLine } from './commands/actions.ts'
import { command, type Command } from './commands/command.ts'
import { cancelReceipt, closeReceipt, item10, openReceipt, openShift, zReport } from './commands/receipts.ts'
import { deviceStatus } from './commands/status.ts'
import { documentData, startDocument } from './commands/storage.ts'
import { encodeBcd } from './codec/bcd.ts'
import { AutomaticLink } from './link-auto.ts'
import { ACK, encodeFrame, ENQ, EOT, NAK } from './link-v2/frame.ts'
import { encodePacket } from './link-v3/packet.ts'
import * as task from './link-v3/task.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { bench } from './test-bench.ts'

function till(linkLayer: 'v2' | 'v3' = 'v3') {
  const { clock, simulator, machine, run } = bench({ linkLayer })
  const channel = new CommandChannel(new AutomaticLink(simulatedLink(simulator, clock), clock, linkLayer), '0000')
  const ask = async <Q extends object, A>(one: Command<Q, A>, values: Q): Promise<A | number> => {
    const performed = await run(channel.perform(one, values, undefined))
    if (performed.state !== 'answered') throw performed.failure
    return 'value' in performed.answer ? performed.answer.value : performed.answer.error
  }
  const enter = async (mode: number) => {
    await ask(leaveMode, {})
    return ask(enterMode, { mode, password: '00000030' })
  }
  return { clock, simulator, machine, ask, enter }
}

/** Name 64, price 6, quantity 5, and what a sale leaves at zero. */
function bread(price: number, quantity: number): Uint8Array {
  const item = new Uint8Array(102)
  item.set(encodeBcd(price, 6), 64)
  item.set(encodeBcd(quantity, 5), 70)
  return item
}

const ok = { extension: 0 }

describe.each(['v3', 'v2'] as const)('a day at the till over %s', (layer) => {
  test('shift, receipt, closing: modes and documents follow one another', async () => {
    const { ask, enter, machine, clock } = till(layer)
    expect(await ask(openShift, { flags: 0 })).toBe(102)
    expect(await enter(1)).toEqual(ok)
    expect(await ask(enterMode, { mode: 2, password: '00000030' })).toBe(102)
    expect(await ask(openShift, { flags: 0 })).toEqual(ok)
    await clock.advance(1_000)
    expect(await ask(openShift, { flags: 0 })).toBe(156)
    expect(await ask(closeReceipt, { flags: 0, paymentType: 1, sum: 0 })).toBe(154)
    expect(await ask(openReceipt, { flags: 0, type: 3 })).toBe(106)
    expect(await ask(openReceipt, { flags: 0, type: 1 })).toEqual(ok)
    expect(await ask(openReceipt, { flags: 0, type: 1 })).toBe(155)
    expect(await ask(leaveMode, {})).toBe(155)
    expect(await ask(item10, { flags: 0, item: bread(50_00, 2_000) })).toEqual(ok)
    expect(await ask(deviceStatus, {})).toMatchObject({ mode: 1, receiptState: 1, receiptSum: 100_00, cashier: 30 })
    expect(await ask(closeReceipt, { flags: 0, paymentType: 1, sum: 99_99 })).toBe(114)
    expect(await ask(closeReceipt, { flags: 0, paymentType: 1, sum: 150_00 })).toEqual(ok)
    expect(await ask(cancelReceipt, {})).toBe(154)
    expect(machine.storage.find(6)).toMatchObject({ documentType: 3, operation: 1, sumKop: 100_00 })
    await clock.advance(25 * 3_600_000)
    expect(await ask(openReceipt, { flags: 0, type: 1 })).toBe(136)
    expect(await ask(zReport, {})).toBe(102)
    expect(await enter(3)).toEqual(ok)
    expect(await ask(zReport, {})).toEqual(ok)
    expect(await ask(deviceStatus, {})).toMatchObject({ mode: 0x23 })
    await clock.advance(1_000)
    expect(await ask(zReport, {})).toBe(143)
    expect(machine.executed.get('fiscal-document')).toBe(3)
    expect(machine.storage.shift).toMatchObject({ open: false, number: 2, receipts: 1 })
  })

  test('a document that is being read keeps the storage from writing', async () => {
    const { ask, enter } = till(layer)
    await enter(1)
    await ask(startDocument, { documentNumber: 2 })
    expect(await ask(openShift, { flags: 0 })).toBe(212)
    while (typeof (await ask(documentData, {})) !== 'number');
    expect(await ask(openShift, { flags: 0 })).toEqual(ok)
  })

  test('refuses what it does not know, whom it does not know and what it cannot do', async () => {
    const { ask, machine } = till(layer)
    expect(await ask(command(0x7f, 'unknown'), {})).toBe(242)
    expect(await ask(enterMode, { mode: 1, password: '00000031' })).toBe(140)
    expect(await ask(enterMode, { mode: 4, password: '00000005' })).toBe(140)
    expect(await ask(enterMode, { mode: 8, password: '00000030' })).toBe(102)
    machine.printer.runOutAfter(0)
    expect(await ask(printLine, { text: 'x' })).toBe(103)
  })
})

function listener() {
  const { clock, simulator } = bench()
  const heard: number[] = []
  const line = simulator.attach((bytes) => heard.push(...bytes))
  const say = async (...bytes: number[]) => {
    heard.length = 0
    line.receive(Uint8Array.from(bytes))
    await clock.advance(100)
    return [...heard]
  }
  return { clock, simulator, say, heard }
}

describe('transport v3', () => {
  const add = (id: number, flags: number, tid: number, ...of: number[]) =>
    encodePacket({
      id,
      data: task.encodeBufferCommand({ code: task.Add, flags, tid, command: Uint8Array.of(0, 0, ...of) }),
    })
  const request = (id: number, code: typeof task.Req | typeof task.Ack, tid: number) =>
    encodePacket({ id, data: task.encodeBufferCommand({ code, tid }) })
  const packet = (id: number, ...data: number[]) => [...encodePacket({ id, data: Uint8Array.from(data) })]

  test('keeps a result until it is acknowledged, and knows a task by its id', async () => {
    const { say } = listener()
    expect(await say(...add(1, 1, 9, 0x47))).toEqual(packet(1, 0xa3, 0x55, 0, 0))
    expect(await say(...add(2, 1, 9, 0x47))).toEqual(packet(2, 0xb2))
    expect(await say(...request(3, task.Req, 9))).toEqual(packet(3, 0xa3, 0x55, 0, 0))
    expect(await say(...request(4, task.Ack, 9))).toEqual(packet(4, 0xa3))
    expect(await say(...request(5, task.Req, 9))).toEqual(packet(5, 0xb3))
    expect(await say(...packet(6, 0xc9))).toEqual(packet(6, 0xb4))
  })

  test('a task that takes its time tells its end by itself, between answers to others', async () => {
    const { say } = listener()
    expect(await say(...add(1, 1, 9, 0x4c, 0x41), ...add(2, 1, 10, 0x47))).toEqual([
      ...packet(1, 0xa2),
      ...packet(2, 0xa1),
      ...packet(0xf0, 0xa6, 9, 0x55, 0, 0),
      ...packet(0xf0, 0xa6, 10, 0x55, 0, 0),
    ])
  })

  test('a failed task stops the queue unless its flag says otherwise; Abort sets it free', async () => {
    const { say } = listener()
    expect(await say(...add(1, 3, 1, 0x7f))).toEqual(packet(1, 0xa4, 0x55, 242, 0))
    expect(await say(...add(2, 1, 2, 0x7f))).toEqual(packet(2, 0xa4, 0x55, 242, 0))
    expect(await say(...add(3, 1, 3, 0x47))).toEqual(packet(3, 0xa5))
    expect(await say(...packet(4, 0xc4))).toEqual(packet(4, 0xa3))
    expect(await say(...add(5, 1, 3, 0x47))).toEqual(packet(5, 0xa3, 0x55, 0, 0))
  })

  test('has room for sixteen', async () => {
    const { say } = listener()
    for (let tid = 1; tid <= 16; tid++) await say(...add(tid, 1, tid, 0x47))
    expect(await say(...add(17, 1, 17, 0x47))).toEqual(packet(17, 0xb1))
  })

  test('an empty packet asks for the same again, either way', async () => {
    const { say } = listener()
    const damaged = add(7, 1, 9, 0x47)
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1
    expect(await say(...damaged)).toEqual(packet(7))
    const answer = await say(...add(8, 1, 9, 0x47))
    expect(await say(...packet(8))).toEqual(answer)
    expect(await say(...packet(9))).toEqual([])
  })

  test('a packet that goes on no further is forgotten', async () => {
    const { clock, say } = listener()
    await say(...add(1, 1, 9, 0x47).slice(0, 6))
    await clock.advance(1_000)
    expect(await say(ENQ)).toEqual([ACK])
  })
})

describe('transport v2', () => {
  const beep = [...encodeFrame(Uint8Array.of(0, 0, 0x47))]
  const fine = [...encodeFrame(Uint8Array.of(0x55, 0, 0))]

  test('executes on EOT, offers its answer, and gives it again until it is acknowledged', async () => {
    const { say, simulator } = listener()
    expect(await say(ENQ)).toEqual([ACK])
    expect(await say(...beep)).toEqual([ACK])
    expect(await say(...beep)).toEqual([ACK])
    expect(simulator.machine.executed.size).toBe(0)
    expect(await say(EOT)).toEqual([ENQ])
    expect(await say(ACK)).toEqual(fine)
    expect(await say(NAK)).toEqual(fine)
    expect(await say(ACK)).toEqual([EOT])
    expect(simulator.machine.executed.get('beep')).toBe(1)
  })

  test('refuses a damaged frame, and one that stops in the middle', async () => {
    const { say, clock, heard } = listener()
    await say(ENQ)
    expect(await say(...beep.slice(0, -1), 0)).toEqual([NAK])
    expect(await say(...beep.slice(0, 3))).toEqual([])
    await clock.advance(600)
    expect(heard).toEqual([NAK])
    expect(await say(...beep)).toEqual([ACK])
  })

  test('without EOT nothing is executed, and an answer that nobody takes is forgotten', async () => {
    const { say, clock, simulator } = listener()
    await say(ENQ)
    await say(...beep)
    await clock.advance(5_000)
    expect(simulator.machine.executed.size).toBe(0)
    expect(await say(ENQ)).toEqual([ACK])
    await say(...beep)
    await say(EOT)
    await clock.advance(20_000)
    expect(await say(ENQ)).toEqual([ACK])
  })

  test('an answer that nobody took does not become the answer to the next question', async () => {
    const { simulator, connect, run } = bench({ linkLayer: 'v2' })
    const line = simulator.attach(() => {})
    line.receive(Uint8Array.of(ENQ))
    line.receive(Uint8Array.from(beep))
    line.receive(Uint8Array.of(EOT))
    expect(await run(connect().readShift({}))).toEqual({ open: false, number: 1, receiptNumber: 1 })
    expect(simulator.machine.executed.get('beep')).toBe(1)
  })
})

test('no parameters bring it down', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 80 }), async (payload) => {
      const { clock, simulator } = bench()
      const line = simulator.attach(() => {})
      const data = task.encodeBufferCommand({ code: task.Add, flags: 3, tid: 5, command: payload })
      line.receive(encodePacket({ id: 3, data }))
      line.receive(Uint8Array.of(ENQ, ...encodeFrame(payload), EOT))
      await clock.advance(60_000)
      simulator.control('power-cycle')
      expect(simulator.state['model']).toBe('АТОЛ 91Ф')
    }),
    { numRuns: 100 },
  )
})
