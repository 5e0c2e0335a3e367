import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { encodeRequest } from '../../native/codecs/http/http-message.ts'
import { HttpReader } from '../../native/codecs/http/http-reader.ts'
import { openFamilyLink } from '../../native/discovery/open-family-link.ts'
import { atolWeb } from '../../native/drivers/fiscal-register/atol-web/family.ts'
import { AtolWebSimulator } from '../../native/drivers/fiscal-register/atol-web/simulator.ts'
import { systemClock } from '../../native/foundation/clock.ts'
import { authorise } from '../../native/foundation/operation.ts'
import { seededRandom } from '../../native/foundation/random.ts'
import { createSystemOpener } from '../../native/transports/system-opener.ts'
import { createShopSeed } from '../../native/virtual-bench/shop.ts'

/** The played web server behind Node's own HTTP, which speaks as it likes: this side has to follow. */

interface Manner {
  readonly closes?: boolean
  readonly chunked?: boolean
  /** Closes the connection instead of answering, once. */
  readonly hangsUpOn?: (request: IncomingMessage) => boolean
}

let server: Server | undefined
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())))

async function serve(manner: Manner) {
  const seed = createShopSeed(systemClock, seededRandom(1), 20)
  const simulator = new AtolWebSimulator({ clock: systemClock, random: seededRandom(2), seed })
  const reader = new HttpReader('RESPONSE')
  let answer: ((status: number, body: Uint8Array) => void) | undefined
  const { receive } = simulator.attach((bytes) => {
    for (const { line, body } of reader.push(bytes)) answer?.(line.status, body)
  })
  let hungUp = false
  let connections = 0
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const body = Buffer.concat(pieces)
    answer = (status, bytes) => {
      if (!hungUp && manner.hangsUpOn?.(request)) {
        hungUp = true
        request.socket.destroy()
        return
      }
      const headers = manner.chunked ? {} : { 'Content-Length': bytes.length }
      response.writeHead(status, { ...headers, ...(manner.closes && { Connection: 'close' }) })
      for (let at = 0; at < bytes.length; at += 50) response.write(bytes.subarray(at, at + 50))
      response.end()
    }
    receive(encodeRequest({ method: request.method ?? '', path: request.url ?? '' }, [], new Uint8Array(body)))
  }
  server = createServer((request, response) => void handle(request, response))
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = { kind: 'tcp', host: '127.0.0.1', port: (server.address() as AddressInfo).port } as const
  const link = await openFamilyLink(createSystemOpener(), atolWeb, address)
  const register = atolWeb.createDriver({ access: { kind: 'bytes', link }, clock: systemClock, settings: {} })
  return { register, link, machine: simulator.machine, connections: () => connections }
}

const cashier = { name: 'Иванова А.П.' }
const fiscal = (operation: string) => ({ authorisation: authorise(operation, 'fiscal') })

describe.each([
  ['keeps connections', {}],
  ['answers in chunks', { chunked: true }],
  ['closes after each answer', { closes: true }],
  ['answers in chunks and closes', { closes: true, chunked: true }],
] as const)('a server that %s', (_, manner) => {
  test('is read, and has a shift closed and opened', async () => {
    const { register, link, machine, connections } = await serve(manner)
    expect(await register.identify({})).toMatchObject({ model: 'АТОЛ 30Ф' })
    const before = await register.readStorage({})
    expect((await register.readDocument(2, {})).tlv?.length).toBeGreaterThan(10)
    const { open } = await register.readShift({})
    const first = open
      ? await register.closeShift(cashier, fiscal('register.close-shift'))
      : await register.openShift(cashier, fiscal('register.open-shift'))
    expect(first).toMatchObject({ state: 'done', value: { documentNumber: before.lastDocumentNumber + 1 } })
    expect(machine.executed.get('fiscal-document')).toBe(1)
    if ('closes' in manner) expect(connections()).toBeGreaterThan(5)
    else expect(connections()).toBe(1)
    await link.close()
  })
})

test('a connection that ends under the answer to a document costs no doubt', async () => {
  const { register, link, machine } = await serve({
    hangsUpOn: ({ method, url }) => method === 'POST' && url === '/api/v2/requests',
  })
  const { open } = await register.readShift({})
  const outcome = open
    ? await register.closeShift(cashier, fiscal('register.close-shift'))
    : await register.openShift(cashier, fiscal('register.open-shift'))
  expect(outcome).toMatchObject({ state: 'done' })
  expect(machine.executed.get('fiscal-document')).toBe(1)
  await link.close()
})

test('a server that is gone ends the link', async () => {
  const { register, link } = await serve({ closes: true })
  await register.readStatus({})
  await new Promise<void>((resolve) => server?.close(() => resolve()))
  server = undefined
  await expect(register.readStatus({})).rejects.toMatchObject({ code: 'link.lost' })
  expect(await link.ended).toMatchObject({ code: 'link.lost' })
})
