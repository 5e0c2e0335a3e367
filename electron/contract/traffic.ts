import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './base.ts'
import { failureSchema } from './error-catalogue.ts'
import { instantSchema, localizedSchema, roleSchema } from './vocabulary.ts'

export const trafficEntrySchema = z.object({
  /** Grows by one with every entry since the log began. */
  id: z.number(),
  at: instantSchema,
  role: roleSchema.optional(),
  familyId: z.string().optional(),
  address: z.string(),
  direction: z.enum(['to-device', 'from-device']),
  /** A whole frame, bytes that fit nothing, or something that happened to the link (`opened`, `lost`, …). */
  kind: z.enum(['frame', 'discarded', 'event']),
  /** Bytes as hexadecimal (card data masked before storing), or the event's name. */
  hex: z.string(),
  text: z.string(),
  /** What the codec calls it. */
  name: z.string().optional(),
  reason: z.string().optional(),
})
export type TrafficEntry = z.infer<typeof trafficEntrySchema>

export const decodedFieldSchema = z.object({
  name: z.string(),
  /** JSON of the value, as the codec gives it. */
  value: z.string(),
  offset: z.number(),
  length: z.number(),
  meaning: localizedSchema.optional(),
})

export const decodedEntrySchema = z.object({
  entry: trafficEntrySchema,
  name: z.string().optional(),
  fields: z.array(decodedFieldSchema),
  /** Why the bytes could not be read, and where. */
  problem: z.object({ failure: failureSchema, offset: z.number() }).optional(),
})
export type DecodedEntry = z.infer<typeof decodedEntrySchema>

export const trafficContract = {
  /** Yields counters, at most 5 a second; entries are pulled with `query`. */
  watch: procedure.output(eventIterator(z.object({ firstId: z.number(), lastId: z.number(), dropped: z.number() }))),
  /** Entries from `fromId` on, oldest first; of one role if given. */
  query: procedure
    .input(
      z.strictObject({
        role: roleSchema.optional(),
        fromId: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ entries: z.array(trafficEntrySchema), firstId: z.number(), lastId: z.number() })),
  /** Newest first, of one role if given, before `beforeId`. */
  latest: procedure
    .input(
      z.strictObject({
        role: roleSchema.optional(),
        beforeId: z.number().int().optional(),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ entries: z.array(trafficEntrySchema), firstId: z.number(), lastId: z.number() })),
  decode: procedure.input(z.strictObject({ id: z.number().int() })).output(decodedEntrySchema),
}
