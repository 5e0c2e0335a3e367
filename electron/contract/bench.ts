import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './base.ts'
import { localizedSchema, roleSchema } from './vocabulary.ts'

export const benchControlSchema = z.object({
  name: z.string(),
  label: localizedSchema,
  kind: z.enum(['action', 'fault']),
  parameter: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('text'),
        default: z.string(),
        samples: z.array(z.object({ label: localizedSchema, value: z.string() })).optional(),
      }),
      z.object({
        kind: z.literal('number'),
        unit: localizedSchema,
        minimum: z.number(),
        maximum: z.number(),
        default: z.number(),
      }),
      z.object({ kind: z.literal('yes-no'), default: z.boolean() }),
    ])
    .optional(),
})
export type BenchControl = z.infer<typeof benchControlSchema>

/** The simulated shop: what stands on it, and what a person can do to it. */
export const benchSchema = z.object({
  active: z.boolean(),
  devices: z.array(
    z.object({
      role: roleSchema,
      familyId: z.string(),
      name: localizedSchema,
      plugged: z.boolean(),
      state: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      controls: z.array(benchControlSchema),
    }),
  ),
})
export type Bench = z.infer<typeof benchSchema>

export const benchContract = {
  watch: procedure.output(eventIterator(benchSchema)),
  control: procedure
    .input(
      z.strictObject({
        role: roleSchema,
        name: z.string().max(60),
        value: z.union([z.string().max(4000), z.number(), z.boolean()]).optional(),
      }),
    )
    .output(benchSchema),
  /** Pulls the device's cable out, or plugs it in again. */
  plug: procedure.input(z.strictObject({ role: roleSchema, plugged: z.boolean() })).output(benchSchema),
}
