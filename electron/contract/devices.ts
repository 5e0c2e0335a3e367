import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './base.ts'
import { failureSchema } from './error-catalogue.ts'
import {
  deviceTimeSchema,
  healthSchema,
  identifierSchema,
  instantSchema,
  linkAddressSchema,
  localizedSchema,
  roleSchema,
  serialSettingsSchema,
  settingValuesSchema,
} from './vocabulary.ts'

export const settingFieldSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choice'),
    name: z.string(),
    label: localizedSchema,
    options: z.array(z.object({ value: z.string(), label: localizedSchema })),
    default: z.string(),
  }),
  z.object({
    kind: z.literal('whole-number'),
    name: z.string(),
    label: localizedSchema,
    unit: localizedSchema.optional(),
    minimum: z.number(),
    maximum: z.number(),
    default: z.number(),
  }),
  z.object({
    kind: z.literal('text'),
    name: z.string(),
    label: localizedSchema,
    maximumLength: z.number(),
    default: z.string(),
    secret: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('yes-no'), name: z.string(), label: localizedSchema, default: z.boolean() }),
])
export type SettingField = z.infer<typeof settingFieldSchema>

export const transportOptionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('serial'), defaults: serialSettingsSchema, baudRates: z.array(z.number()) }),
  z.object({ kind: z.literal('tcp'), defaultPort: z.number(), defaultHosts: z.array(z.string()) }),
  z.object({ kind: z.literal('program'), programs: z.array(z.string()), defaultDirectories: z.array(z.string()) }),
])

export const familySchema = z.object({
  id: z.string(),
  role: roleSchema,
  name: localizedSchema,
  vendors: z.array(z.string()),
  models: z.array(z.string()),
  support: z.enum(['full', 'reading']),
  transports: z.array(transportOptionSchema),
  settings: z.array(settingFieldSchema),
  capabilities: z.array(z.string()),
  wiring: z.array(z.object({ transport: z.enum(['serial', 'tcp', 'program']), drawing: z.string() })),
  preparation: localizedSchema,
})
export type Family = z.infer<typeof familySchema>

export const portSchema = z.object({
  identity: z.string(),
  kind: z.enum(['serial', 'tcp', 'program', 'hid', 'usb']),
  path: z.string(),
  /** Name out of the USB catalogue or the system, in the words of the vendor. */
  label: z.string(),
  vendorId: z.string().optional(),
  productId: z.string().optional(),
  /** Roles that the USB id suggests; a guess, and shown as one. */
  suggestedRoles: z.array(roleSchema),
  appearedAt: instantSchema,
})
export type Port = z.infer<typeof portSchema>

export const deviceIdentitySchema = z.object({
  vendor: z.string().optional(),
  model: z.string().optional(),
  serialNumber: z.string().optional(),
  firmware: z.string().optional(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
})
export type DeviceIdentity = z.infer<typeof deviceIdentitySchema>

/** A device that answered, or that its USB id names. */
export const candidateSchema = z.object({
  id: z.string(),
  role: roleSchema,
  familyId: z.string(),
  address: linkAddressSchema,
  /** `COM4, 115200 8N1` */
  addressText: z.string(),
  portIdentity: z.string(),
  identity: deviceIdentitySchema,
  /** 0…1. Below 0.8 it is a guess and called one. */
  certainty: z.number(),
  evidence: z.array(localizedSchema),
  settings: settingValuesSchema,
})
export type Candidate = z.infer<typeof candidateSchema>

/** The device that fills a role at this till. */
export const bindingSchema = z.object({
  role: roleSchema,
  health: healthSchema,
  familyId: z.string().optional(),
  familyName: localizedSchema.optional(),
  address: linkAddressSchema.optional(),
  addressText: z.string().optional(),
  settings: settingValuesSchema,
  identity: deviceIdentitySchema.optional(),
  /** Why it does not work, or what needs attention. */
  failure: failureSchema.optional(),
  /** Last time it answered. */
  lastSeenAt: instantSchema.optional(),
  capabilities: z.array(z.string()),
})
export type Binding = z.infer<typeof bindingSchema>

export const searchSchema = z.object({
  state: z.enum(['idle', 'running', 'finished', 'cancelled']),
  /** Attempts (port × family × speed) made and planned. */
  done: z.number(),
  total: z.number(),
  /** What is being tried now: port and family. */
  current: z.object({ path: z.string(), familyId: z.string() }).optional(),
})

export const devicesSnapshotSchema = z.object({
  ports: z.array(portSchema),
  gaps: z.array(z.object({ bus: z.enum(['serial', 'hid', 'usb']), reason: z.string() })),
  candidates: z.array(candidateSchema),
  /** One a role, in the order of the role strip. */
  bindings: z.array(bindingSchema),
  search: searchSchema,
  /** What was plugged in or pulled out lately, newest first; at most 20. */
  events: z.array(z.object({ at: instantSchema, kind: z.enum(['appeared', 'disappeared']), port: portSchema })),
})
export type DevicesSnapshot = z.infer<typeof devicesSnapshotSchema>

export const weightReadingSchema = z.object({
  milligrams: z.number().int().optional(),
  divisionMilligrams: z.number().int().optional(),
  stable: z.boolean(),
  zero: z.boolean(),
  net: z.boolean(),
  tareMilligrams: z.number().int().optional(),
  condition: z.enum(['normal', 'overload', 'underload', 'fault']),
  unit: z.enum(['g', 'kg', 'lb', 'oz', 'mg']),
})
export type WeightReading = z.infer<typeof weightReadingSchema>

/** A part of a scanned code: GS1 element, marking-code part, or a named piece of another format. */
export const codePartSchema = z.object({
  /** First character in `text` and how many. */
  start: z.number(),
  length: z.number(),
  /** Application identifier or name of the part. */
  name: z.string(),
  value: z.string(),
  title: localizedSchema.optional(),
  valid: z.boolean(),
  problem: z.string().optional(),
})

export const scanSchema = z.object({
  id: z.number(),
  at: instantSchema,
  /** The code with GS shown as ␝. */
  text: z.string(),
  hex: z.string(),
  aimIdentifier: z.string().optional(),
  symbology: z.string().optional(),
  symbologyName: localizedSchema.optional(),
  /** `gs1`, `marking-code`, `receipt-qr`, `excise-stamp`, `ean`, `text`. */
  content: z.string(),
  contentName: localizedSchema,
  parts: z.array(codePartSchema),
  problems: z.array(localizedSchema),
  terminator: z.string(),
})
export type Scan = z.infer<typeof scanSchema>

export const registerReadingSchema = z.object({
  modeText: localizedSchema,
  shift: z.enum(['closed', 'open', 'open-over-24h', 'unknown']),
  shiftNumber: z.number().optional(),
  paper: z.enum(['present', 'absent', 'unknown']),
  cover: z.enum(['closed', 'open', 'unknown']),
  waitsForContinue: z.boolean(),
  clock: deviceTimeSchema.optional(),
  /** Register's clock minus this machine's, seconds. */
  clockDriftSeconds: z.number().optional(),
  storage: z
    .object({
      serialNumber: z.string(),
      phase: z.enum(['ready', 'fiscal', 'closed-unsent', 'archive', 'unknown']),
      /** `YYYY-MM-DD` */
      validUntil: z.string().optional(),
      daysLeft: z.number().optional(),
      lastDocumentNumber: z.number(),
      documentsLeft: z.number().optional(),
      bufferKilobytesLeft: z.number().optional(),
      warnings: z.array(z.string()),
    })
    .optional(),
  unsent: z
    .object({
      count: z.number(),
      firstNumber: z.number().optional(),
      firstTime: deviceTimeSchema.optional(),
      ageDays: z.number().optional(),
    })
    .optional(),
})
export type RegisterReading = z.infer<typeof registerReadingSchema>

export const terminalReadingSchema = z.object({
  lastOperation: z.string().optional(),
  approved: z.boolean().optional(),
  code: z.string().optional(),
  meaning: localizedSchema.optional(),
  advice: localizedSchema.optional(),
  slips: z.array(z.string()),
  at: instantSchema.optional(),
})

/** The newest reading of every device; snapshots, at most 10 a second. */
export const readingsSchema = z.object({
  at: instantSchema,
  register: registerReadingSchema.optional(),
  /** Last reading, and the last 60 s as pairs of age in ms and milligrams, oldest first, at most 600. */
  scale: z
    .object({
      reading: weightReadingSchema,
      trace: z.array(z.object({ age: z.number(), milligrams: z.number().nullable(), stable: z.boolean() })),
      perSecond: z.number(),
    })
    .optional(),
  /** Newest first, at most 20. */
  scans: z.array(scanSchema),
  terminal: terminalReadingSchema.optional(),
})
export type Readings = z.infer<typeof readingsSchema>

/** What register and state say of a scanned marking code. */
export const markingAnswerSchema = z.object({
  scanId: z.number(),
  /** Bits of tag 2106, as far as the register tells them. */
  result: z.number(),
  storage: z.enum(['good', 'bad', 'not-checked']),
  online: z.enum(['good', 'bad', 'unreachable', 'not-asked']),
})
export type MarkingAnswer = z.infer<typeof markingAnswerSchema>

export const devicesContract = {
  families: procedure.output(z.array(familySchema)),
  /** Yields the snapshot now and after every change, at most 10 a second. */
  watch: procedure.output(eventIterator(devicesSnapshotSchema)),
  snapshot: procedure.output(devicesSnapshotSchema),
  /** Probes the ports for the roles given (all by default). Reads only. A second call restarts the search. */
  search: procedure.input(z.strictObject({ roles: z.array(roleSchema).optional() })).output(searchSchema),
  cancelSearch: procedure.output(searchSchema),
  /** Gives a role to a device that was found. */
  assign: procedure.input(z.strictObject({ candidateId: identifierSchema })).output(bindingSchema),
  /** Gives a role to a device that a person describes; asks it who it is. */
  bindByHand: procedure
    .input(
      z.strictObject({
        role: roleSchema,
        familyId: identifierSchema,
        address: linkAddressSchema,
        settings: settingValuesSchema,
      }),
    )
    .output(bindingSchema),
  unbind: procedure.input(z.strictObject({ role: roleSchema })).output(bindingSchema),
  /** Tries to reach the device again, now. */
  reconnect: procedure.input(z.strictObject({ role: roleSchema })).output(bindingSchema),
  watchReadings: procedure.output(eventIterator(readingsSchema)),
  /** Has the register check a code of `scans` and forget it again. Reads only: nothing is sold. */
  checkMarking: procedure.input(z.strictObject({ scanId: z.number().int().min(0) })).output(markingAnswerSchema),
}
