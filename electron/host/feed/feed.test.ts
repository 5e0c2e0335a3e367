import { describe, expect, test } from 'vitest'
import { SimulatedClock } from '../../../native/foundation/simulated-clock.ts'
import { Feed } from './feed.ts'

describe('a feed', () => {
  test('gives the newest snapshot at once, then at most one an interval, and nothing without a change', async () => {
    const clock = new SimulatedClock()
    let value = 1
    const feed = new Feed(clock, 100, () => value)
    const watch = feed.watch()
    expect(await watch.next()).toEqual({ done: false, value: 1 })

    const seen: unknown[] = []
    const second = watch.next().then((result) => seen.push(result.value))
    value = 2
    feed.changed()
    value = 3
    feed.changed()
    await clock.advance(99)
    expect(seen).toEqual([])
    await clock.advance(1)
    await second
    expect(seen).toEqual([3])

    void watch.next().then((result) => seen.push(result.value))
    await clock.advance(10_000)
    expect(seen).toEqual([3])
  })

  test('lets go of a watcher that returns while it waits, and of one whose signal aborts', async () => {
    const clock = new SimulatedClock()
    const feed = new Feed(clock, 100, () => 1)
    const controller = new AbortController()
    const [left, aborted] = [feed.watch(), feed.watch(controller.signal)]
    await left.next()
    await aborted.next()
    const [pendingLeft, pendingAborted] = [left.next(), aborted.next()]
    await left.return?.()
    controller.abort()
    expect((await pendingLeft).done).toBe(true)
    expect((await pendingAborted).done).toBe(true)
    expect(feed.watcherCount).toBe(0)
  })

  test('gives the last change before it ends', async () => {
    const clock = new SimulatedClock()
    let value = 'first'
    const feed = new Feed(clock, 100, () => value)
    const watch = feed.watch()
    await watch.next()
    value = 'last'
    feed.changed()
    feed.end()
    expect(await watch.next()).toEqual({ done: false, value: 'last' })
    expect((await watch.next()).done).toBe(true)
  })
})
