import { expect, test } from 'vitest'
import { DeviceFailure } from '../foundation/device-failure.ts'
import type { ByteLink } from './byte-link.ts'
import { LinkEvents } from './link-events.ts'
import { reopeningLink } from './reopening-link.ts'

/** A connection whose far end can be played. */
function connection() {
  const events = new LinkEvents()
  const written: number[] = []
  const link: ByteLink = {
    ended: events.ended,
    subscribe: (listener) => events.subscribe(listener),
    async write(bytes) {
      events.assertOpen('connection')
      written.push(...bytes)
    },
    close: async () => events.finish(undefined),
  }
  return {
    link,
    written,
    say: (...bytes: number[]) => events.deliver(Uint8Array.from(bytes)),
    hangUp: () => events.finish(new DeviceFailure('link.lost')),
    isOver: () => events.isOver,
  }
}

/** So many turns of the queue let what a promise leads to happen. */
const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

function bench() {
  const connections = [connection()]
  let refuses = false
  const open = async () => {
    if (refuses) throw new DeviceFailure('link.unreachable')
    const next = connection()
    connections.push(next)
    return next.link
  }
  const link = reopeningLink(connections[0]!.link, open)
  const heard: number[] = []
  let breaks = 0
  link.subscribe((bytes) => heard.push(...bytes))
  link.subscribeToBreaks?.(() => breaks++)
  return { link, connections, heard, breaks: () => breaks, refuse: () => (refuses = true) }
}

test('what is written after the far end has hung up goes over a new connection', async () => {
  const { link, connections, heard, breaks } = bench()
  await link.write(Uint8Array.of(1))
  connections[0]!.say(2)
  connections[0]!.hangUp()
  await settle()
  expect(breaks()).toBe(1)
  expect(connections).toHaveLength(1)
  await Promise.all([link.write(Uint8Array.of(3)), link.write(Uint8Array.of(4))])
  expect(connections).toHaveLength(2)
  connections[1]!.say(5)
  connections[0]!.say(9)
  expect(heard).toEqual([2, 5])
  expect([connections[0]!.written, connections[1]!.written]).toEqual([[1], [3, 4]])
})

test('a far end that cannot be reached any more ends the link', async () => {
  const { link, connections, refuse } = bench()
  connections[0]!.hangUp()
  refuse()
  await settle()
  await expect(link.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link.lost' })
  expect(await link.ended).toMatchObject({ code: 'link.lost' })
  await expect(link.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'link.lost' })
})

test('closing leaves no connection behind, not even one that is being opened', async () => {
  const { link, connections, breaks } = bench()
  connections[0]!.hangUp()
  await settle()
  const writing = link.write(Uint8Array.of(1))
  await link.close()
  await expect(writing).rejects.toMatchObject({ code: 'link.lost' })
  await settle()
  expect(connections.every(({ isOver }) => isOver())).toBe(true)
  expect(await link.ended).toBeUndefined()
  expect(breaks()).toBe(1)
  const other = bench()
  await other.link.close()
  await settle()
  expect(other.connections[0]?.isOver()).toBe(true)
  expect(other.breaks()).toBe(0)
})
