import { z } from 'zod'
import { procedure } from './base.ts'
import { identifierSchema } from './vocabulary.ts'

const placeNumber = (most: number) => z.number().int().min(1).max(most)

export const registerFieldSchema = z.object({
  number: z.number(),
  title: z.string(),
  kind: z.enum(['number', 'text']),
  /** Bytes. */
  size: z.number(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  /** A password: its value never leaves the host. */
  secret: z.boolean(),
})
export type RegisterField = z.infer<typeof registerFieldSchema>

export const registerTableSchema = z.object({
  number: z.number(),
  title: z.string(),
  rows: z.number(),
  fields: z.array(registerFieldSchema),
})
export type RegisterTable = z.infer<typeof registerTableSchema>

/** Of a row, field by field; `undefined` for a password. */
export const registerRowSchema = z.object({
  table: z.number(),
  row: z.number(),
  values: z.array(z.object({ field: z.number(), value: z.union([z.string(), z.number()]).optional() })),
})
export type RegisterRow = z.infer<typeof registerRowSchema>

export const registerTablesContract = {
  /** Asks the register for every table that it has, once a connection. Throws `operation.not-supported`. */
  list: procedure.output(z.array(registerTableSchema)),
  readRow: procedure
    .input(z.strictObject({ table: placeNumber(255), row: placeNumber(65_535) }))
    .output(registerRowSchema),
  /** Needs a consent to `register.write-table` about `{ table, row, field }` and, but for a password, `{ value }`. */
  write: procedure
    .input(
      z.strictObject({
        table: placeNumber(255),
        row: placeNumber(65_535),
        field: placeNumber(255),
        value: z.union([z.string().max(500), z.number()]),
        consentId: identifierSchema,
      }),
    )
    .output(registerRowSchema),
}
