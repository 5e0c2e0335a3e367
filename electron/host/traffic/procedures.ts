import { CodecError } from '../../../native/codecs/codec-error.ts'
import { toHexadecimal } from '../../../native/codecs/hexadecimal.ts'
import type { DeviceFamily } from '../../../native/drivers/device-family.ts'
import type { DecodedEntry, TrafficEntry } from '../../contract/traffic.ts'
import type { Role } from '../../contract/vocabulary.ts'
import { describeFailure } from '../describe-failure.ts'
import { HostFailure } from '../host-failure.ts'
import { implementer } from '../rpc/implementer.ts'
import type { StoredTraffic } from '../store/operations/traffic.ts'
import type { Store } from '../store/store.ts'
import type { TrafficLog } from './traffic-log.ts'

export function trafficProcedures(traffic: TrafficLog, store: Store, families: readonly DeviceFamily[]) {
  const { traffic: contract } = implementer
  const page = async (entries: Promise<StoredTraffic[]>) => ({
    entries: (await entries).map(toEntry),
    ...traffic.bounds,
  })
  return contract.router({
    watch: contract.watch.handler(({ signal }) => traffic.feed.watch(signal)),
    query: contract.query.handler(async ({ input }) => {
      await traffic.settle()
      return page(store.run('traffic.query', { role: input.role, fromId: input.fromId, limit: input.limit }))
    }),
    latest: contract.latest.handler(async ({ input }) => {
      await traffic.settle()
      return page(store.run('traffic.latest', { role: input.role, beforeId: input.beforeId, limit: input.limit }))
    }),
    decode: contract.decode.handler(async ({ input }) => {
      await traffic.settle()
      const stored = await store.run('traffic.one', { id: input.id })
      if (!stored) throw new HostFailure('host.not-found', { what: `traffic ${input.id}` })
      const request =
        stored.direction === 'from-device'
          ? await store.run('traffic.requestBefore', { id: stored.id, address: stored.address })
          : undefined
      return decodeEntry(stored, families, request?.name ?? undefined)
    }),
  })
}

function decodeEntry(
  stored: StoredTraffic,
  families: readonly DeviceFamily[],
  command: string | undefined,
): DecodedEntry {
  const entry = toEntry(stored)
  const family = families.find((candidate) => candidate.manifest.id === stored.family_id)
  if (!family || stored.kind === 'event') return { entry, fields: [] }
  try {
    const message = family.wire.decode({
      direction: entry.direction,
      bytes: stored.bytes,
      ...(command !== undefined && { command }),
    })
    return {
      entry,
      name: message.name,
      fields: message.fields.map((field) => ({
        name: field.name,
        value: JSON.stringify(field.value),
        offset: field.offset,
        length: field.length,
        meaning: field.meaning && { ...field.meaning },
      })),
    }
  } catch (error) {
    const offset = error instanceof CodecError ? error.offset : 0
    return { entry, fields: [], problem: { failure: describeFailure(error), offset } }
  }
}

function toEntry(stored: StoredTraffic): TrafficEntry {
  return {
    id: stored.id,
    at: stored.at,
    role: (stored.role ?? undefined) as Role | undefined,
    familyId: stored.family_id ?? undefined,
    address: stored.address,
    direction: stored.direction as TrafficEntry['direction'],
    kind: stored.kind as TrafficEntry['kind'],
    hex: stored.kind === 'event' ? (stored.event ?? '') : toHexadecimal(stored.bytes),
    text: stored.kind === 'event' ? (stored.event ?? '') : printable(stored.bytes),
    name: stored.name ?? undefined,
    reason: stored.reason ?? undefined,
  }
}

/** Bytes as people skim them: what is not printable ASCII is a dot. */
function printable(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 400), (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
  ).join('')
}
