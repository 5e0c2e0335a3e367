import { describe, expect, test } from 'vitest'
import { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import { LinkReader } from '../shared/link-reader.ts'
import { createPacketCutter } from './codec/packet-cutter.ts'
import { decodeAnswerPacket, decodeCommandPacket, encodeAnswerPacket, ENQ } from './codec/packet.ts'
import { PacketLine, type Parcel } from './packet-line.ts'

type Asked = ReturnType<typeof decodeCommandPacket>
interface Answer {
  readonly after: number
  readonly bytes: Uint8Array
}

/** A line whose other end is a script: what comes back for the n-th packet, and whether ENQ is heard. */
function scripted(script: (asked: Asked, index: number) => readonly Answer[], lives = true) {
  const clock = new SimulatedClock()
  const cutter = createPacketCutter(decodeCommandPacket)
  const asked: Asked[] = []
  let enquiries = 0
  let listener: (bytes: Uint8Array) => void = () => {}
  const say = ({ after, bytes }: Answer) => clock.schedule(after, () => listener(bytes))
  const link: ByteLink = {
    ended: new Promise(() => {}),
    async write(bytes) {
      for (const piece of cutter.push(bytes)) {
        if (piece.bytes.length > 1) {
          const packet = decodeCommandPacket(piece.bytes)
          asked.push(packet)
          script(packet, asked.length - 1).forEach(say)
        } else if (piece.bytes[0] === ENQ) {
          enquiries++
          if (lives) say({ after: 5, bytes: Uint8Array.of(6) })
        }
      }
    },
    subscribe(to) {
      listener = to
      return () => {}
    },
    async close() {},
  }
  const line = new PacketLine(new LinkReader(link, clock), 'PIRI')
  const exchange = (parcel: Partial<Parcel>) =>
    clock.runUntilSettled(line.exchange({ command: 0x00, values: [], patience: 10_000, repeatable: true, ...parcel }))
  return { clock, line, exchange, asked, enquiries: () => enquiries }
}

const answer = ({ id, command }: Asked, after = 1, error = 0, shift = 0, values: string[] = []): Answer => ({
  after,
  bytes: encodeAnswerPacket({ id: id + shift, command, error, values }),
})
const order = { command: 0x82, repeatable: false }
const idOf = (delivery: { readonly state: string; readonly payload?: Uint8Array }) =>
  delivery.payload && decodeAnswerPacket(delivery.payload).id

describe('a question', () => {
  test('is answered by its id; older answers and other commands are dropped', async () => {
    const { exchange, asked } = scripted((packet) => [
      answer(packet, 1, 0, -1, ['stale']),
      { after: 2, bytes: encodeAnswerPacket({ id: packet.id, command: 0x01, error: 0, values: ['other'] }) },
      answer(packet, 3, 0, 1, ['future']),
      answer(packet, 4, 0, 0, ['right']),
    ])
    const delivery = await exchange({})
    expect(delivery.state).toBe('answered')
    expect(delivery.state === 'answered' && decodeAnswerPacket(delivery.payload).values[0]?.text).toBe('right')
    expect(asked).toHaveLength(1)
  })

  test('is asked again under a new id, and the answer to either counts', async () => {
    const { exchange, asked } = scripted((packet, index) => (index === 0 ? [answer(packet, 1_500)] : []))
    const delivery = await exchange({})
    expect(idOf(delivery)).toBe(asked[0]?.id)
    expect(new Set(asked.map(({ id }) => id)).size).toBe(2)
  })

  test.each([0x05, 0x07])('that came damaged to the machine (%i) is asked again', async (error) => {
    const { exchange, asked } = scripted((packet, index) => [answer(packet, 1, index === 0 ? error : 0)])
    expect((await exchange({})).state).toBe('answered')
    expect(asked).toHaveLength(2)
  })

  test('waits while the machine works off its buffer', async () => {
    const { exchange, asked, clock } = scripted((packet, index) => [answer(packet, 1, index < 2 ? 0x04 : 0)])
    expect((await exchange({})).state).toBe('answered')
    expect(asked).toHaveLength(3)
    expect(clock.now()).toBeGreaterThanOrEqual(2_000)
  })

  test('a damaged answer is asked for again at once', async () => {
    const { exchange, clock } = scripted((packet, index) => {
      const { bytes } = answer(packet)
      if (index === 0) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      return [{ after: 1, bytes }]
    })
    expect((await exchange({})).state).toBe('answered')
    expect(clock.now()).toBeLessThan(1_000)
  })

  test('ends where nobody answers, and where somebody answers only ENQ', async () => {
    for (const lives of [true, false]) {
      const { exchange, clock } = scripted(() => [], lives)
      expect(await exchange({})).toMatchObject({ state: 'not-sent', failure: { code: 'link.timeout' } })
      expect(clock.now()).toBeLessThan(20_000)
    }
  })
})

describe('an order', () => {
  test('is sent once, however long the machine says nothing but that it lives', async () => {
    const { exchange, asked, enquiries, clock } = scripted((packet) => [answer(packet, 50_000)])
    expect((await exchange({ ...order, patience: 60_000 })).state).toBe('answered')
    expect(asked).toHaveLength(1)
    expect(enquiries()).toBeGreaterThan(3)
    expect(clock.now()).toBeGreaterThanOrEqual(50_000)
  })

  test('is given up when the machine is dead', async () => {
    const { exchange, asked, clock } = scripted(() => [], false)
    expect(await exchange({ ...order, patience: 600_000 })).toMatchObject({ state: 'lost' })
    expect(asked).toHaveLength(1)
    expect(clock.now()).toBeLessThan(310_000)
  })

  test.each([0x05, 0x07])('goes out again only where the machine did not get it (%i)', async (error) => {
    const { exchange, asked } = scripted((packet, index) => [answer(packet, 1, index === 0 ? error : 0)])
    expect((await exchange(order)).state).toBe('answered')
    expect(asked.map(({ id }) => id)).toEqual([0x4a, 0x4b])
    const never = scripted((packet) => [answer(packet, 1, error)])
    expect(await never.exchange(order)).toMatchObject({ state: 'not-sent', failure: { code: 'link.garbled' } })
  })

  test('a refusal is an answer, and a damaged answer is a loss', async () => {
    const refused = scripted((packet) => [answer(packet, 1, 0x04)])
    expect((await refused.exchange(order)).state).toBe('answered')
    expect(refused.asked).toHaveLength(1)
    const damaged = scripted((packet) => {
      const { bytes } = answer(packet)
      bytes[4] = (bytes[4] ?? 0) ^ 1
      return [{ after: 1, bytes }]
    })
    expect(await damaged.exchange(order)).toMatchObject({ state: 'lost', failure: { code: 'link.garbled' } })
    expect(damaged.asked).toHaveLength(1)
  })

  test('its answer is recognised also when it comes behind the next question', async () => {
    const { exchange, line, asked } = scripted((packet, index) =>
      index === 0 ? [answer(packet, 11_000, 0, 0, ['late'])] : [answer(packet, 3_000)],
    )
    expect((await exchange(order)).state).toBe('lost')
    expect(line.latecomer).toBeUndefined()
    expect((await exchange({})).state).toBe('answered')
    expect(line.latecomer && decodeAnswerPacket(line.latecomer)).toMatchObject({ id: asked[0]?.id, command: 0x82 })
    await exchange(order)
    expect(line.latecomer).toBeUndefined()
  })

  test('a late complaint is no proof, nor is an answer to another command under its id', async () => {
    const { exchange, line } = scripted((packet, index) => {
      if (index === 0) return [answer(packet, 11_000, 0x07)]
      return [
        { after: 2, bytes: encodeAnswerPacket({ id: 0x4a, command: 0x83, error: 0x07, values: [] }) },
        answer(packet, 3_000),
      ]
    })
    expect((await exchange(order)).state).toBe('lost')
    expect((await exchange({})).state).toBe('answered')
    expect(line.latecomer).toBeUndefined()
  })

  test('a person can stop waiting', async () => {
    const { exchange, clock } = scripted(() => [])
    const abort = new AbortController()
    clock.schedule(300, () => abort.abort())
    expect(await exchange({ ...order, signal: abort.signal })).toMatchObject({
      state: 'lost',
      failure: { code: 'operation.cancelled' },
    })
    expect(clock.now()).toBeLessThan(400)
  })
})

test('ids come round and are letters that no command begins with', async () => {
  const { exchange, asked } = scripted((packet) => [answer(packet)])
  for (let turn = 0; turn < 170; turn++) await exchange({})
  const ids = asked.map(({ id }) => id)
  expect(new Set(ids).size).toBe(35)
  expect(ids.map((id) => String.fromCharCode(id)).join('')).toMatch(/^[G-Zg-z]+$/u)
})
