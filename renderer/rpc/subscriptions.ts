import { skipToken, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CheckRun, Rehearsal } from '../../electron/contract/checks.ts'
import type { Bench } from '../../electron/contract/bench.ts'
import type { DevicesSnapshot, Readings } from '../../electron/contract/devices.ts'
import type { ImportState, ReadingState } from '../../electron/contract/fiscal-log.ts'
import type { SystemState } from '../../electron/contract/system.ts'
import { client } from './client.ts'
import { whenConnected } from './connection-state.ts'
import { failureOf } from './failure-of.ts'

type Open<T> = (signal: AbortSignal) => Promise<AsyncIterable<T>>

/** A stream of the host whose newest item lives in the query cache. */
export interface Live<T> {
  readonly key: readonly unknown[]
  readonly open: Open<T>
  /** The stream ends by itself when its subject does; do not open it again. */
  readonly ends?: boolean
}

const stream = <T>(name: string, open: Open<T>): Live<T> => ({ key: ['live', name], open })

/** Everything that the host tells without being asked twice. */
export const live = {
  system: stream<SystemState>('system', (signal) => client.system.watch(undefined, { signal })),
  devices: stream<DevicesSnapshot>('devices', (signal) => client.devices.watch(undefined, { signal })),
  readings: stream<Readings>('readings', (signal) => client.devices.watchReadings(undefined, { signal })),
  rehearsal: stream<Rehearsal>('rehearsal', (signal) => client.rehearsal.watch(undefined, { signal })),
  reading: stream<ReadingState>('reading', (signal) => client.fiscalLog.watchReading(undefined, { signal })),
  importing: stream<ImportState>('importing', (signal) => client.fiscalLog.watchImport(undefined, { signal })),
  logChanges: stream<{ version: number }>('log-changes', (signal) =>
    client.fiscalLog.watchChanges(undefined, { signal }),
  ),
  traffic: stream<{ firstId: number; lastId: number; dropped: number }>('traffic', (signal) =>
    client.traffic.watch(undefined, { signal }),
  ),
  bench: stream<Bench>('bench', (signal) => client.bench.watch(undefined, { signal })),
  checkRun: (runId: string): Live<CheckRun> => ({
    key: ['live', 'check-run', runId],
    open: (signal) => client.checks.watch({ runId }, { signal }),
    ends: true,
  }),
}

/** Streams that are open, with how many components look at each. */
const open = new Map<string, { viewers: number; controller: AbortController }>()

/** Newest item of a stream, `undefined` until the first one comes. Any number of components may look at one stream. */
export function useLive<T>(source: Live<T>): T | undefined {
  const queryClient = useQueryClient()
  const name = JSON.stringify(source.key)
  useEffect(() => {
    const entry = open.get(name) ?? { viewers: 0, controller: new AbortController() }
    entry.viewers += 1
    if (!open.has(name)) {
      open.set(name, entry)
      void follow(source, queryClient, entry.controller.signal)
    }
    return () => {
      entry.viewers -= 1
      if (entry.viewers > 0) return
      open.delete(name)
      entry.controller.abort()
    }
    // The name stands for the source.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [name, queryClient])
  return useQuery<T>({ queryKey: source.key, queryFn: skipToken, staleTime: Infinity, gcTime: 300_000 }).data
}

/** Copies a stream into the cache until `signal` is aborted; opens it again whenever the line comes back. */
async function follow<T>(source: Live<T>, queryClient: QueryClient, signal: AbortSignal): Promise<void> {
  for (let pause = 250; !signal.aborted; pause = Math.min(pause * 2, 5_000)) {
    try {
      await whenConnected(signal)
      for await (const item of await source.open(signal)) {
        queryClient.setQueryData(source.key, item)
        pause = 250
      }
      if (source.ends) return
    } catch (error) {
      if (signal.aborted || (source.ends && failureOf(error).code === 'host.not-found')) return
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
