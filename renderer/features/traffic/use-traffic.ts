import { useCallback, useEffect, useRef, useState } from 'react'
import type { TrafficEntry } from '../../../electron/contract/traffic.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../rpc/client.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { append, bufferLimit, prepend } from './traffic-buffer.ts'

const page = 300
const largestPage = 500

export interface TrafficWish {
  readonly role: Role | undefined
  /** Only these entries, first and last: the exchange of one check. */
  readonly range: { readonly first: number; readonly last: number } | undefined
}

export interface Traffic {
  /** Oldest first; `undefined` until the first answer. */
  readonly entries: readonly TrafficEntry[] | undefined
  /** Entries that came while the list stood still. */
  readonly waiting: number
  /** Entries that the host itself could not keep. */
  readonly dropped: number
  readonly error: unknown
  readonly hasOlder: boolean
  loadOlder(): void
}

interface Window {
  readonly entries: readonly TrafficEntry[]
  /** Everything up to this id was asked for. */
  readonly seen: number
  readonly hasOlder: boolean
}

/**
 * The wire as it is now: the newest entries, more as they come, older ones on demand; never more than a window holds.
 * One life of it serves one wish: another wish is another component.
 */
export function useTraffic({ role, range }: TrafficWish, follow: boolean): Traffic {
  const counters = useLive(live.traffic)
  const [window, setWindow] = useState<Window>()
  const [error, setError] = useState<unknown>()
  const busy = useRef(false)
  const [first, last] = [range?.first, range?.last]

  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const begin =
      first !== undefined && last !== undefined ? loadRange(first, last, role, signal) : loadNewest(role, signal)
    begin.then(setWindow, (reason: unknown) => !signal.aborted && setError(reason))
    return () => controller.abort()
  }, [role, first, last])

  const newest = counters?.lastId ?? -1
  const seen = window?.seen
  useEffect(() => {
    if (!follow || seen === undefined || newest <= seen || busy.current) return
    busy.current = true
    client.traffic
      .query({ ...(role && { role }), fromId: seen + 1, limit: largestPage })
      .then(({ entries, lastId }) => {
        const end = entries.at(-1)?.id
        const isFull = entries.length === largestPage && end !== undefined
        setWindow(
          (before) =>
            before && {
              ...before,
              entries: append(before.entries, entries),
              seen: isFull ? end : Math.max(lastId, seen),
            },
        )
      }, setError)
      .finally(() => {
        busy.current = false
      })
  }, [newest, follow, role, seen])

  const oldest = window?.entries[0]?.id
  const loadOlder = useCallback(() => {
    if (busy.current || oldest === undefined) return
    busy.current = true
    client.traffic
      .latest({ ...(role && { role }), beforeId: oldest, limit: page })
      .then(({ entries }) => {
        const hasOlder = entries.length === page
        setWindow((before) => before && { ...before, hasOlder, entries: prepend(before.entries, entries.toReversed()) })
      }, setError)
      .finally(() => {
        busy.current = false
      })
  }, [oldest, role])

  return {
    entries: window?.entries,
    waiting: follow || range || seen === undefined ? 0 : Math.max(0, newest - seen),
    dropped: counters?.dropped ?? 0,
    error,
    hasOlder: !range && window !== undefined && window.hasOlder && window.entries.length < bufferLimit,
    loadOlder,
  }
}

async function loadNewest(role: Role | undefined, signal: AbortSignal): Promise<Window> {
  const { entries, lastId } = await client.traffic.latest({ ...(role && { role }), limit: page }, { signal })
  return { entries: entries.toReversed(), seen: lastId, hasOlder: entries.length === page }
}

/** The exchange of a check, page by page, up to what a window holds. */
async function loadRange(first: number, last: number, role: Role | undefined, signal: AbortSignal): Promise<Window> {
  const found: TrafficEntry[] = []
  for (let fromId = first; fromId <= last && found.length < bufferLimit;) {
    const { entries } = await client.traffic.query({ ...(role && { role }), fromId, limit: largestPage }, { signal })
    found.push(...entries.filter(({ id }) => id <= last))
    const end = entries.at(-1)?.id
    if (end === undefined || entries.length < largestPage) break
    fromId = end + 1
  }
  return { entries: found, seen: last, hasOlder: false }
}
