import { z } from 'zod'
import { procedure } from './base.ts'
import { failureSchema } from './error-catalogue.ts'
import { checkResultSchema } from './checks.ts'
import { deviceIdentitySchema } from './devices.ts'
import { healthSchema, identifierSchema, instantSchema, localizedSchema, roleSchema } from './vocabulary.ts'

export const wizardStepSchema = z.enum([
  'shop',
  'system',
  'find',
  'fiscal-register',
  'scanner',
  'scale',
  'payment-terminal',
  'settings',
  'rehearsal',
  'act',
])
export type WizardStep = z.infer<typeof wizardStepSchema>

/** As typed so far: anything may be missing or wrong until the step is completed. */
export const shopDraftSchema = z.strictObject({
  organisation: z.string().max(256).optional(),
  taxpayerNumber: z.string().max(12).optional(),
  address: z.string().max(256).optional(),
  till: z.string().max(64).optional(),
  posSoftware: z.enum(['1c-retail', '1c-trade', 'frontol', 'set-retail', 'other']).optional(),
  posSoftwareName: z.string().max(64).optional(),
  installerName: z.string().max(128).optional(),
  installerOrganisation: z.string().max(256).optional(),
  /** Which devices this till has. Absent: all four. */
  roles: z.array(roleSchema).optional(),
})
export type ShopDraft = z.infer<typeof shopDraftSchema>

export const wizardSchema = z.object({
  id: z.string(),
  step: wizardStepSchema,
  steps: z.array(
    z.object({
      step: wizardStepSchema,
      state: z.enum(['done', 'current', 'reachable', 'locked', 'skipped']),
      health: healthSchema,
      /** Keys under `wizard.blocked.*`: why «Далее» is off, in words. */
      blockedBy: z.array(z.string()),
    }),
  ),
  shop: shopDraftSchema,
  /** Field of the shop form → key under `wizard.problems.*`. */
  problems: z.record(z.string(), z.string()),
  skipped: z.array(z.object({ role: roleSchema, reason: z.string() })),
  startedAt: instantSchema,
  updatedAt: instantSchema,
  finishedAt: instantSchema.optional(),
})
export type Wizard = z.infer<typeof wizardSchema>

export const diffLineSchema = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })

export const settingsPreviewSchema = z.object({
  targetId: z.string(),
  title: localizedSchema,
  path: z.string(),
  exists: z.boolean(),
  changed: z.boolean(),
  lines: z.array(diffLineSchema),
  /** Of what was previewed; writing refuses if the file or the devices changed meanwhile. */
  digest: z.string(),
  backups: z.array(z.object({ path: z.string(), at: instantSchema })),
})
export type SettingsPreview = z.infer<typeof settingsPreviewSchema>

/** What the act says; the screen shows it before the PDF is made. */
export const actSchema = z.object({
  actId: z.string(),
  number: z.string(),
  createdAt: instantSchema,
  bench: z.boolean(),
  shop: shopDraftSchema,
  devices: z.array(
    z.object({
      role: roleSchema,
      familyName: localizedSchema.optional(),
      identity: deviceIdentitySchema.optional(),
      addressText: z.string().optional(),
      skippedBecause: z.string().optional(),
      checks: z.array(checkResultSchema),
    }),
  ),
  rehearsal: z.enum(['passed', 'attention', 'failed', 'not-run']),
  openQuestions: z.array(failureSchema),
  /** SHA-256 of the evidence attached to the PDF, hexadecimal. */
  evidenceDigest: z.string(),
  fileName: z.string(),
})
export type Act = z.infer<typeof actSchema>

export const wizardContract = {
  get: procedure.output(wizardSchema),
  /** Keeps what is typed, at every pause of typing. Never refuses a half-filled form. */
  saveShop: procedure.input(shopDraftSchema).output(wizardSchema),
  /** Goes to a step that can be reached. */
  go: procedure.input(z.strictObject({ step: wizardStepSchema })).output(wizardSchema),
  /** Closes the current step and goes on. Throws `wizard.step-incomplete` with what is missing. */
  complete: procedure.input(z.strictObject({ step: wizardStepSchema })).output(wizardSchema),
  skipRole: procedure
    .input(z.strictObject({ role: roleSchema, reason: z.string().min(1).max(200) }))
    .output(wizardSchema),
  unskipRole: procedure.input(z.strictObject({ role: roleSchema })).output(wizardSchema),
  /** Begins a new installation; the finished or abandoned one stays in the journal. */
  startNew: procedure.output(wizardSchema),
}

export const posSettingsContract = {
  preview: procedure.output(z.array(settingsPreviewSchema)),
  /** Needs a consent to `settings.write`. Keeps a backup of the file it replaces. */
  write: procedure
    .input(z.strictObject({ targetId: identifierSchema, digest: identifierSchema, consentId: identifierSchema }))
    .output(settingsPreviewSchema),
  /** Needs a consent to `settings.undo`. Puts the newest backup back. */
  undo: procedure
    .input(z.strictObject({ targetId: identifierSchema, consentId: identifierSchema }))
    .output(settingsPreviewSchema),
}

export const reportsContract = {
  /** What the act would say now. */
  previewAct: procedure.output(actSchema),
  createAct: procedure.output(actSchema),
  acts: procedure.output(z.array(actSchema)),
  actPdf: procedure
    .input(z.strictObject({ actId: identifierSchema }))
    .output(z.object({ fileName: z.string(), base64: z.string() })),
}
