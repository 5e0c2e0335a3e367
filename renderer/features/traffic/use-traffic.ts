import { useCallback, useEffect, useRef, useState } from 'react'
import type { TrafficEntry } from '../../../electron/contract/traffic.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { client } from '../../rpc/client.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { append, bufferLimit, prepend } from './traffic-buffer.ts'

const page = 300

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
  retry(): void
}

interface Wish {
  readonly role: Role | undefined
  /** Only these entries, first and last: the exchange of one check. */
  readonly range: { readonly first: number; readonly last: number } | undefined
  readonly follow: boolean
}

/** The wire as it is now: the newest entries, more as they come, older ones on demand; never more than a window holds. */
export function useTraffic({ role, range, follow }: Wish): Traffic {
  const counters = useLive(live.traffic)
  const [entries, setEntries] = useState<readonly TrafficEntry[]>()
  const [error, setError] = useState<unknown>()
  const [hasOlder, setHasOlder] = useState(true)
  const [attempt, setAttempt] = useState(0)
  /** Everything up to this id was asked for. */
  const seen = useRef(-1)
  const busy = useRef(false)
  const [first, last] = [range?.first, range?.last]

  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    setEntries(undefined)
    setError(undefined)
    seen.current = -1
    const load = async () => {
      if (first !== undefined && last !== undefined) return loadRange(first, last, role, signal)
      const answer = await client.traffic.latest({ ...(role && { role }), limit: page }, { signal })
      seen.current = answer.lastId
      setHasOlder(answer.entries.length === page)
      return answer.entries.toReversed()
    }
    load().then(setEntries, (reason: unknown) => !signal.aborted && setError(reason))
    return () => controller.abort()
  }, [role, first, last, attempt])

  const newest = counters?.lastId ?? -1
  useEffect(() => {
    if (!follow || first !== undefined || seen.current < 0 || newest <= seen.current || busy.current) return undefined
    const controller = new AbortController()
    busy.current = true
    client.traffic
      .query({ ...(role && { role }), fromId: seen.current + 1, limit: 500 }, { signal: controller.signal })
      .then((answer) => {
        if (controller.signal.aborted) return
        seen.current = answer.entries.length === 500 ? answer.entries.at(-1)!.id : Math.max(answer.lastId, seen.current)
        setEntries((before) => append(before ?? [], answer.entries))
      })
      .catch((reason: unknown) => !controller.signal.aborted && setError(reason))
      .finally(() => {
        busy.current = false
      })
    return undefined
  }, [newest, follow, role, first, entries])

  const oldest = entries?.[0]?.id
  const loadOlder = useCallback(() => {
    if (busy.current || oldest === undefined || first !== undefined) return
    busy.current = true
    client.traffic
      .latest({ ...(role && { role }), beforeId: oldest, limit: page })
      .then((answer) => {
        setHasOlder(answer.entries.length === page)
        setEntries((before) => prepend(before ?? [], answer.entries.toReversed()))
      }, setError)
      .finally(() => {
        busy.current = false
      })
  }, [oldest, role, first])

  return {
    entries,
    waiting: follow || first !== undefined || seen.current < 0 ? 0 : Math.max(0, newest - seen.current),
    dropped: counters?.dropped ?? 0,
    error,
    hasOlder: hasOlder && (entries?.length ?? 0) < bufferLimit,
    loadOlder,
    retry: () => setAttempt(attempt + 1),
  }
}

/** The exchange of a check, page by page, up to what a window holds. */
async function loadRange(
  first: number,
  last: number,
  role: Role | undefined,
  signal: AbortSignal,
): Promise<TrafficEntry[]> {
  const found: TrafficEntry[] = []
  for (let fromId = first; fromId <= last && found.length < bufferLimit;) {
    const { entries } = await client.traffic.query({ ...(role && { role }), fromId, limit: 500 }, { signal })
    found.push(...entries.filter(({ id }) => id <= last))
    const end = entries.at(-1)?.id
    if (end === undefined || entries.length < 500) break
    fromId = end + 1
  }
  return found
}
