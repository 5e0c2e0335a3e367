import type { TrafficEntry } from '../../../electron/contract/traffic.ts'

/** So many entries are kept in the window; the host has the rest. */
export const bufferLimit = 5_000

/** Adds newer entries; the oldest go when there are too many. */
export function append(
  buffer: readonly TrafficEntry[],
  entries: readonly TrafficEntry[],
  limit = bufferLimit,
): readonly TrafficEntry[] {
  const last = buffer.at(-1)?.id ?? -1
  const fresh = entries.filter(({ id }) => id > last)
  return fresh.length === 0 ? buffer : [...buffer, ...fresh].slice(-limit)
}

/** Adds older entries, given oldest first; nothing is added once the window holds its limit. */
export function prepend(
  buffer: readonly TrafficEntry[],
  entries: readonly TrafficEntry[],
  limit = bufferLimit,
): readonly TrafficEntry[] {
  const first = buffer[0]?.id ?? Infinity
  const room = Math.max(0, limit - buffer.length)
  const older = entries.filter(({ id }) => id < first)
  return room === 0 || older.length === 0 ? buffer : [...older.slice(-room), ...buffer]
}
