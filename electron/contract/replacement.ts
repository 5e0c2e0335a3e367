import { z } from 'zod'
import { procedure } from './base.ts'
import { failureSchema } from './error-catalogue.ts'
import { deviceTimeSchema, evidenceSchema, identifierSchema, instantSchema } from './vocabulary.ts'

/** In the order in which they are done. Texts under `replacement.steps.<step>`. */
export const replacementStepSchema = z.enum([
  'read',
  'verify',
  'unsent',
  'shift',
  'copy',
  'close',
  'sent',
  'report',
  'insert',
  'register',
  'tax-office',
])
export type ReplacementStep = z.infer<typeof replacementStepSchema>

/** As typed so far: anything may be missing or wrong until the registration is made. */
export const registrationDraftSchema = z.strictObject({
  registrationNumber: z.string().max(20),
  taxpayerNumber: z.string().max(12),
  organisation: z.string().max(256),
  address: z.string().max(256),
  place: z.string().max(256),
  /** Bits of tag 1062. */
  taxSystems: z.number().int().min(0).max(255),
  /** Bits: 0 encryption, 1 offline, 2 automatic, 3 services, 4 strict forms, 5 internet. */
  workMode: z.number().int().min(0).max(255),
  extendedMode: z.number().int().min(0).max(255),
  operatorName: z.string().max(256),
  operatorTaxpayerNumber: z.string().max(12),
  senderEmail: z.string().max(64),
  taxOfficeSite: z.string().max(256),
  formatVersion: z.enum(['1.05', '1.1', '1.2']),
})
export type RegistrationDraft = z.infer<typeof registrationDraftSchema>

export const cashierDraftSchema = z.strictObject({
  name: z.string().max(64),
  taxpayerNumber: z.string().max(12),
})
export type CashierDraft = z.infer<typeof cashierDraftSchema>

/** A report as it has to be entered at the tax office. */
export const fiscalReportSchema = z.object({
  storageId: z.string(),
  documentNumber: z.number(),
  fiscalSign: z.string().optional(),
  time: deviceTimeSchema.optional(),
  /** In the log, to be opened there. */
  documentId: z.number().optional(),
})
export type FiscalReport = z.infer<typeof fiscalReportSchema>

/** What a person does and ticks off; texts under `replacement.tasks.<id>`, values beside them. */
export const replacementTaskSchema = z.object({
  id: z.enum(['application', 'card', 'operator', 'keep-storage', 'keep-files']),
  done: z.boolean(),
  values: z.array(z.object({ name: z.string(), value: z.string() })),
})
export type ReplacementTask = z.infer<typeof replacementTaskSchema>

export const replacementSchema = z.object({
  state: z.enum(['none', 'running', 'finished']),
  storageId: z.string().optional(),
  newStorageId: z.string().optional(),
  startedAt: instantSchema.optional(),
  /** The first step that is not done. */
  step: replacementStepSchema.optional(),
  steps: z.array(
    z.object({
      step: replacementStepSchema,
      state: z.enum(['done', 'current', 'locked']),
      evidence: z.array(evidenceSchema),
      /** Keys under `replacement.blocked.*`: what has to happen, and by whose hand. */
      blockedBy: z.array(z.string()),
    }),
  ),
  /** Why the register cannot be asked now. What is known is shown all the same. */
  failure: failureSchema.optional(),
  /** What this model can do; the rest is done with its vendor's program and seen here. */
  can: z.object({
    readDocuments: z.boolean(),
    closeShift: z.boolean(),
    closeStorage: z.boolean(),
    register: z.boolean(),
  }),
  cashier: cashierDraftSchema,
  draft: registrationDraftSchema,
  /** Field of the draft or cashier → key under `replacement.problems.*`. */
  problems: z.record(z.string(), z.string()),
  closing: fiscalReportSchema.optional(),
  registration: fiscalReportSchema.optional(),
  tasks: z.array(replacementTaskSchema),
})
export type Replacement = z.infer<typeof replacementSchema>

const consented = z.strictObject({ consentId: identifierSchema })

export const replacementContract = {
  /** Asks the register anew how it stands. */
  state: procedure.output(replacementSchema),
  /** Begins with the storage that the bound register holds now. Throws `host.conflict` while another one runs. */
  begin: procedure.output(replacementSchema),
  /** Forgets the guide, not what was done: documents, journal and log stay. */
  abandon: procedure.output(replacementSchema),
  /** Works through the chain of hashes and counts the findings. */
  verify: procedure.output(replacementSchema),
  save: procedure
    .input(z.strictObject({ cashier: cashierDraftSchema.optional(), draft: registrationDraftSchema.optional() }))
    .output(replacementSchema),
  /** Fiscal: `register.close-shift` about `{ storageId }`. */
  closeShift: procedure.input(consented).output(replacementSchema),
  /** Fiscal, for good: `register.close-storage` about `{ storageId }`. */
  closeStorage: procedure.input(consented).output(replacementSchema),
  /** Fiscal: `register.register-storage` about `{ storageId }` of the new one. */
  register: procedure.input(consented).output(replacementSchema),
  /** A file to keep: the log before or after the closing as an archive, the closing report as paper. */
  keepFile: procedure
    .input(z.strictObject({ file: z.enum(['copy', 'final-copy', 'closing-report']) }))
    .output(z.object({ fileName: z.string(), base64: z.string(), count: z.number() })),
  /** A person kept the file with the vendor's program, where this register gives no documents. */
  keptElsewhere: procedure
    .input(z.strictObject({ file: z.enum(['copy', 'final-copy', 'closing-report']) }))
    .output(replacementSchema),
  tick: procedure
    .input(z.strictObject({ task: replacementTaskSchema.shape.id, done: z.boolean() }))
    .output(replacementSchema),
  finish: procedure.output(replacementSchema),
}
