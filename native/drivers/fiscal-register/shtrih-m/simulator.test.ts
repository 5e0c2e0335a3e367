import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findTag } from '../../../codecs/ffd/tag-table.ts'
import { CommandChannel } from './command-channel.ts'
import { command, type Command } from './commands/command.ts'
import { printLine } from './commands/printing.ts'
import {
  cancelReceipt,
  closeReceiptV2,
  openReceipt,
  openShift,
  operationV2,
  subtotal,
  xReport,
  zReport,
} from './commands/receipts.ts'
import { errorText, exchangeParameters, shortStatus } from './commands/status.ts'
import { findDocument, nextRequisite, startDocument, unconfirmedDocuments } from './commands/storage.ts'
import { AutomaticLink } from './link-auto.ts'
import { ACK, encodeFrame, ENQ, NAK } from './link-v1/frame.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { bench } from './test-bench.ts'

function till(linkLayer: 'v1' | 'v2' = 'v1') {
  const { clock, simulator, machine, run } = bench({ linkLayer })
  const channel = new CommandChannel(new AutomaticLink(simulatedLink(simulator, clock), clock, linkLayer), clock, 30)
  const ask = async <Q extends object, A>(command: Command<Q, A>, values: Omit<Q, 'password'>): Promise<A | number> => {
    const performed = await run(channel.perform(command, values, undefined))
    if (performed.state !== 'answered') throw performed.failure
    return 'value' in performed.answer ? performed.answer.value : performed.answer.error
  }
  return { clock, simulator, machine, ask }
}

const item = {
  operation: 1,
  quantityMicro: 2_000_000,
  priceKop: 50_00,
  sumKop: null,
  taxKop: null,
  taxRate: 8,
  department: 1,
  paymentMethod: 4,
  paymentObject: 1,
  text: 'Хлеб',
}
const payment = (kopecks: number) => ({
  paymentsKop: [kopecks, ...Array<number>(15).fill(0)],
  roundingKop: 0,
  taxesKop: Array<number>(6).fill(0),
  taxSystem: 1,
  text: '',
})

describe.each(['v1', 'v2'] as const)('a day at the till over %s', (layer) => {
  test('shift, receipt, closing: modes and documents follow one another', async () => {
    const { ask, machine, clock } = till(layer)
    expect(machine.mode).toBe(4)
    expect(await ask(openReceipt, { documentType: 0 })).toBe(0x3d)
    expect(await ask(openShift, {})).toEqual({ operator: 30 })
    expect(machine.mode).toBe(2)
    await clock.advance(1_000)
    expect(await ask(openShift, {})).toBe(0x3c)
    expect(await ask(openReceipt, { documentType: 0 })).toEqual({ operator: 30 })
    expect(machine.mode).toBe(8)
    expect(await ask(xReport, {})).toBe(0x4a)
    expect(await ask(operationV2, item)).toEqual({})
    expect(await ask(subtotal, {})).toEqual({ operator: 30, subtotalKop: 100_00 })
    expect(await ask(closeReceiptV2, payment(99_99))).toBe(0x45)
    expect(await ask(closeReceiptV2, payment(150_00))).toMatchObject({ changeKop: 50_00, documentNumber: 6 })
    expect(await ask(cancelReceipt, {})).toBe(0x55)
    expect(await ask(findDocument, { documentNumber: 6 })).toMatchObject({
      documentType: 3,
      operation: 1,
      sumKop: 100_00,
    })
    expect(await ask(unconfirmedDocuments, {})).toEqual({ unconfirmed: 4 })
    await clock.advance(25 * 3_600_000)
    expect(machine.mode).toBe(3)
    expect(await ask(openReceipt, { documentType: 0 })).toBe(0x4e)
    expect(await ask(zReport, {})).toEqual({ operator: 30 })
    expect(machine.mode).toBe(4)
    expect(machine.executed.get('fiscal-document')).toBe(3)
    expect(machine.storage.shift).toMatchObject({ open: false, number: 2, receipts: 1 })
  })

  test('a document that is being read keeps the storage from writing', async () => {
    const { ask } = till(layer)
    await ask(startDocument, { documentNumber: 2 })
    expect(await ask(openShift, {})).toBe(0x02)
    while (typeof (await ask(nextRequisite, {})) !== 'number');
    expect(await ask(openShift, {})).toEqual({ operator: 30 })
  })

  test('refuses what it does not know, whom it does not know and what it cannot do', async () => {
    const { ask, machine } = till(layer)
    expect(await ask(command(0x77, 'unknown'), {})).toBe(0x37)
    expect(await ask(errorText, { errorCode: 0x4f })).toEqual({ text: 'Неверный пароль' })
    expect(await ask(exchangeParameters, { port: 0, password: 5 } as never)).toBe(0x4f)
    expect(await ask(shortStatus, { password: 5 } as never)).toMatchObject({ operator: 5 })
    machine.printer.runOutAfter(0)
    expect(await ask(printLine, { flags: 2, text: 'x' })).toBe(0x6b)
  })
})

test('an unconfirmed answer is given again to ENQ, and only once confirmed it is gone', async () => {
  const { clock, simulator } = bench()
  const heard: number[] = []
  const line = simulator.attach((bytes) => heard.push(...bytes))
  const say = async (...bytes: number[]) => {
    heard.length = 0
    line.receive(Uint8Array.from(bytes))
    await clock.advance(100)
    return [...heard]
  }
  expect(await say(ENQ)).toEqual([NAK])
  const answer = await say(...encodeFrame(Uint8Array.of(0xfc)))
  expect(answer[0]).toBe(ACK)
  expect(await say(NAK)).toEqual([])
  expect(await say(ENQ)).toEqual(answer)
  expect(await say(ACK)).toEqual([])
  expect(await say(ENQ)).toEqual([NAK])
  expect(await say(0x02, 1, 0xfc, 0)).toEqual([NAK])
  expect(await say(0x02, 5, 0x10)).toEqual([NAK])
  expect(await say(0x8f, 0, 0, 0x0f, 0x1d)).toEqual([])
  simulator.control('power-cycle')
  expect(await say(0x8f, 0, 0, 0x0f, 0x1d)).toEqual([0x8f, 2, 0, 0, 0, 0xa8, 0x69])
  expect(await say(ENQ)).toEqual([])
})

test('no parameters bring it down', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 80 }), async (payload) => {
      const { clock, simulator } = bench()
      const line = simulator.attach(() => {})
      line.receive(Uint8Array.of(ENQ, ...encodeFrame(payload)))
      await clock.advance(60_000)
      simulator.control('power-cycle')
      expect(simulator.state['model']).toBe('ШТРИХ-М-01Ф')
    }),
    { numRuns: 100 },
  )
})

test('the documents that it writes are made of known requisites', () => {
  const { machine } = bench()
  machine.storage.append(2, '2026-11-23T12:00', [{ tag: 1038, value: 2 }])
  expect(machine.storage.startReading(5)).toMatchObject({ documentType: 2 })
  for (let piece = machine.storage.nextPiece(); piece; piece = machine.storage.nextPiece()) {
    expect(findTag((piece[0] ?? 0) | ((piece[1] ?? 0) << 8))).toBeDefined()
  }
})
