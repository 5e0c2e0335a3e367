import { DeviceFailure } from '../foundation/device-failure.ts'
import type { ByteLink } from './byte-link.ts'
import { LinkEvents } from './link-events.ts'

/**
 * A link over connections that the far end closes when it likes, as web servers do: after an answer, or when nothing was asked for a
 * while. The next write opens a new one. The link itself is over when it is closed, or when no new connection can be had.
 */
export function reopeningLink(first: ByteLink, open: () => Promise<ByteLink>): ByteLink {
  const events = new LinkEvents()
  const breaks = new Set<() => void>()
  let current: ByteLink | undefined
  let opening: Promise<ByteLink> | undefined

  function use(link: ByteLink): ByteLink {
    current = link
    const stop = link.subscribe((bytes) => events.deliver(bytes))
    void link.ended.then(() => {
      stop()
      if (current !== link) return
      current = undefined
      for (const listener of [...breaks]) listener()
    })
    return link
  }

  async function reopen(): Promise<ByteLink> {
    let link: ByteLink
    try {
      link = await open()
    } catch (error) {
      events.finish(new DeviceFailure('link.lost', { reason: 'no new connection' }, { cause: error }))
      throw new DeviceFailure('link.lost', {}, { cause: error })
    }
    if (!events.isOver) return use(link)
    await link.close()
    throw new DeviceFailure('link.lost', { reason: 'closed' })
  }

  use(first)
  return {
    ended: events.ended,
    subscribe: (listener) => events.subscribe(listener),
    subscribeToBreaks(listener) {
      breaks.add(listener)
      return () => breaks.delete(listener)
    },
    async write(bytes) {
      events.assertOpen('reopening link')
      const link = current ?? (await (opening ??= reopen().finally(() => (opening = undefined))))
      await link.write(bytes)
    },
    async close() {
      events.finish(undefined)
      const link = current
      current = undefined
      await link?.close()
    },
  }
}
