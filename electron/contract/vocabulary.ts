import { z } from 'zod'

/** Words that every part of the contract uses. The host proves at compile time that they are the same as in `native/`. */

export const roleSchema = z.enum(['fiscal-register', 'scanner', 'scale', 'payment-terminal'])
export type Role = z.infer<typeof roleSchema>

export const effectSchema = z.enum(['read', 'physical', 'setting', 'money', 'fiscal'])
export type Effect = z.infer<typeof effectSchema>

export const interactionSchema = z.enum([
  'none',
  'plug-in',
  'scan-sample',
  'put-weight',
  'clear-pan',
  'insert-card',
  'look-at-paper',
  'hear-beep',
  'look-at-drawer',
  'close-cover',
  'load-paper',
])
export type Interaction = z.infer<typeof interactionSchema>

export const nextStepSchema = z.enum([
  'look-at-paper',
  'ask-register-for-last-document',
  'reprint-last-slip',
  'print-terminal-totals',
  'roll-back-last-payment',
  'call-bank',
])
export type NextStep = z.infer<typeof nextStepSchema>

export const localizedSchema = z.object({ ru: z.string(), en: z.string() })
export type Localized = z.infer<typeof localizedSchema>

/** Something that was seen; `name` has its text under `evidence.*`. */
export const evidenceSchema = z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })
export type Evidence = z.infer<typeof evidenceSchema>

/** State of a thing as the role strip shows it: icon, word and colour together. */
export const healthSchema = z.enum(['works', 'attention', 'fails', 'in-progress', 'not-checked'])
export type Health = z.infer<typeof healthSchema>

/** A point in time, ISO 8601 in UTC. */
export const instantSchema = z.iso.datetime()

/** Local civil time of a device that knows no zone: `YYYY-MM-DDThh:mm[:ss]`. */
export const deviceTimeSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/)

export const identifierSchema = z.string().min(1).max(200)

export const settingValueSchema = z.union([z.string().max(500), z.number(), z.boolean()])
export const settingValuesSchema = z.record(z.string().max(60), settingValueSchema)
export type SettingValues = z.infer<typeof settingValuesSchema>

export const serialSettingsSchema = z.strictObject({
  baudRate: z.number().int().min(110).max(4_000_000),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(['none', 'even', 'odd']),
  stopBits: z.union([z.literal(1), z.literal(2)]),
})

export const linkAddressSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('serial'), path: z.string().min(1).max(260), settings: serialSettingsSchema }),
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().min(1).max(253),
    port: z.number().int().min(1).max(65_535),
  }),
  z.strictObject({
    kind: z.literal('program'),
    directory: z.string().min(1).max(260),
    program: z.string().min(1).max(120),
  }),
])
export type LinkAddress = z.infer<typeof linkAddressSchema>
