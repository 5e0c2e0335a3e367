import { expect, test } from 'vitest'
import { encodeRequest } from '../../../codecs/http/http-message.ts'
import { HttpReader } from '../../../codecs/http/http-reader.ts'
import { readJson } from '../../../codecs/json/located-json.ts'
import { seededRandom } from '../../../foundation/random.ts'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import { seedDocuments } from '../shared/simulator/small-storage.ts'
import { AtolWebSimulator } from './simulator.ts'

interface Item {
  readonly status: string
  readonly error: { readonly code: number; readonly description: string }
  readonly result?: Readonly<Record<string, unknown>>
}

/** A till program at the played server. */
function till() {
  const clock = new SimulatedClock()
  const seed = { shopName: '', taxpayerNumber: '9909999996', fiscalDocuments: seedDocuments() }
  const simulator = new AtolWebSimulator({ clock, random: seededRandom(1), seed })
  const answers: { status: number; json: any }[] = []
  const reader = new HttpReader('RESPONSE')
  const { receive } = simulator.attach((bytes) => {
    for (const { line, body } of reader.push(bytes))
      answers.push({ status: line.status, json: body.length > 0 ? readJson(body).value : undefined })
  })
  const ask = (method: string, path: string, json?: object) => {
    const body = json && new TextEncoder().encode(JSON.stringify(json))
    receive(encodeRequest({ method, path: `/api/v2/${path}` }, [], body))
    return answers.pop() ?? { status: 0, json: undefined }
  }
  let count = 0
  /** Hands tasks over and waits for their end. */
  const perform = async (...request: object[]): Promise<Item[]> => {
    const uuid = `u${++count}`
    expect(ask('POST', 'requests', { uuid, request }).status).toBe(201)
    await clock.advance(2_000)
    return ask('GET', `requests/${uuid}`).json.results as Item[]
  }
  return { clock, simulator, machine: simulator.machine, receive, answers, ask, perform }
}

const operator = { name: 'Ким' }
const bread = { type: 'position', name: 'Хлеб', price: 40, quantity: 1.5, amount: 60, tax: { type: 'vat10' } }
const sale = { type: 'sell', operator, items: [bread, { type: 'text', text: 'Спасибо' }] }

test('a till program sells on it, and the storage keeps the receipt', async () => {
  const { perform, machine } = till()
  const [closed] = await perform({ ...sale, payments: [{ type: 'cash', sum: 60 }] })
  expect(closed).toMatchObject({ status: 'error', error: { code: 73 } })
  const [opened, sold, refunded] = await perform(
    { type: 'openShift', operator },
    { ...sale, payments: [{ type: 'cash', sum: 100 }] },
    { ...sale, type: 'sellReturn', payments: [{ type: '0', sum: 60 }] },
  )
  expect(opened).toMatchObject({ status: 'ready', error: { code: 0 }, result: { fiscalParams: { shiftNumber: 2 } } })
  expect(sold).toMatchObject({ result: { fiscalParams: { fiscalDocumentNumber: 6 }, warnings: { notPrinted: false } } })
  expect(refunded?.status).toBe('ready')
  expect(machine.storage.find(6)).toMatchObject({ documentType: 3, operation: 1, sumKop: 6_000 })
  expect(machine.storage.find(7)).toMatchObject({ operation: 2, sumKop: 6_000 })
  const [short] = await perform({ ...sale, payments: [{ type: 'cash', sum: 10 }] })
  expect(short).toMatchObject({ status: 'error', error: { code: 66 } })
  expect(machine.receipt).toBeUndefined()
})

test('a task behind one that failed is interrupted', async () => {
  const { perform } = till()
  const items = await perform({ type: 'getShiftStatus' }, { type: 'fail' }, { type: 'getShiftStatus' })
  expect(items.map(({ status }) => status)).toEqual(['ready', 'error', 'interrupted'])
  expect(items[2]?.error).toEqual({ code: 502, description: 'Выполнение прервано из-за предыдущих ошибок' })
})

test('cash is brought and taken as far as there is any', async () => {
  const { perform } = till()
  const [taken] = await perform({ type: 'cashOut', cashSum: 1 })
  expect(taken).toMatchObject({ error: { code: 80 } })
  const items = await perform(
    { type: 'cashIn', cashSum: 50.5 },
    { type: 'cashOut', cashSum: 20 },
    { type: 'getCashDrawerStatus' },
  )
  expect(items.at(-1)?.result).toMatchObject({ counters: { cashSum: 30.5 } })
})

test('a number is taken once, and its request is cancelled only before its turn', async () => {
  const { ask, clock } = till()
  const request = [{ type: 'openCashDrawer' }]
  expect(ask('POST', 'requests', { uuid: 'a', request }).status).toBe(201)
  expect(ask('POST', 'requests', { uuid: 'a', request })).toMatchObject({
    status: 409,
    json: { error: { description: 'Задание с UUID [a] уже существует' } },
  })
  expect(ask('DELETE', 'requests/a').status).toBe(200)
  expect(ask('GET', 'requests/a').json.results).toMatchObject([{ status: 'canceled', error: { code: 503 } }])
  ask('POST', 'requests', { uuid: 'b', request })
  await clock.advance(1_000)
  expect(ask('DELETE', 'requests/b').status).toBe(409)
  expect(ask('GET', 'requests/nope')).toMatchObject({
    status: 404,
    json: { error: { description: 'Задание с UUID [nope] для устройства [1] не найдено' } },
  })
})

test('a document whose end the driver did not hear blocks the queue until the storage tells', async () => {
  const { ask, simulator, machine, clock } = till()
  simulator.control('register-lost-after-execution')
  ask('POST', 'requests', { uuid: 'a', request: [{ type: 'openShift', operator }] })
  await clock.advance(100)
  expect(ask('GET', 'requests/a').json.results).toMatchObject([{ status: 'blocked' }])
  const behind = ask('POST', 'requests', { uuid: 'b', request: [{ type: 'getShiftStatus' }] })
  expect(behind.json).toMatchObject({ isBlocked: true, blockReason: 'connectionError', blockedUUID: 'a' })
  expect(ask('GET', 'getRequestsQueueStatus').json).toMatchObject({ isBlocked: true, blockReason: 'connectionError' })
  await clock.advance(5_000)
  expect(ask('GET', 'requests/a').json.results).toMatchObject([{ status: 'ready' }])
  expect(ask('GET', 'requests/b').json.results).toMatchObject([{ status: 'ready' }])
  expect(machine.executed.get('fiscal-document')).toBe(1)
})

test('what is no request is refused, and the next one is heard', async () => {
  const { ask, receive, answers, clock } = till()
  expect(ask('POST', 'requests', { uuid: 'u4' })).toMatchObject({
    status: 400,
    json: { error: { description: "Поле 'request' не задано или пустое" } },
  })
  expect(ask('PUT', 'settings', { deleteRequestsAfter: 'abc' })).toMatchObject({
    status: 400,
    json: { error: { description: "Некорректное значение или тип поля 'deleteRequestsAfter' (string)" } },
  })
  expect(ask('POST', 'operations/queryNothing', {}).status).toBe(501)
  expect(ask('POST', 'requests?deviceID=77', { uuid: 'd', request: [{ type: 'a' }] }).status).toBe(404)
  receive(new TextEncoder().encode('POST /requests HTTP/1.1\r\nContent-Length: 5\r\n\r\n{oops'))
  expect(answers.pop()?.status).toBe(400)
  receive(Uint8Array.of(2, 5, 10))
  expect(answers.pop()?.status).toBe(400)
  receive(new TextEncoder().encode('GET /api/v2/serv'))
  await clock.advance(10_000)
  expect(ask('GET', 'serverInfo')).toMatchObject({ status: 200, json: { version: '1.0.4.0' } })
})

test('settings of the server are kept, and its state is shown', () => {
  const { ask, simulator } = till()
  expect(ask('PUT', 'settings', { blockQueueOnPrintErrors: true }).json).toMatchObject({
    deleteRequestsAfter: 43_200,
    blockQueueOnPrintErrors: true,
  })
  expect(ask('GET', 'devices').json).toMatchObject([{ id: '1', isDefault: true }])
  expect(ask('GET', 'devices/default').json).toMatchObject({ id: '1', isActive: true })
  expect(simulator.state).toMatchObject({ model: 'АТОЛ 30Ф', blocked: '', requests: 0 })
  expect(() => simulator.control('explode')).toThrow(RangeError)
})
