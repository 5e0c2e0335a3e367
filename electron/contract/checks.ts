import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './base.ts'
import { failureSchema } from './error-catalogue.ts'
import {
  effectSchema,
  evidenceSchema,
  identifierSchema,
  instantSchema,
  interactionSchema,
  localizedSchema,
  nextStepSchema,
  roleSchema,
} from './vocabulary.ts'

export const verdictSchema = z.enum(['passed', 'attention', 'failed', 'in-doubt', 'cancelled'])
export type Verdict = z.infer<typeof verdictSchema>

export const checkResultSchema = z.object({
  runId: z.string(),
  checkId: z.string(),
  role: roleSchema,
  verdict: verdictSchema,
  /** Key under `checkReasons.*` for `attention`. */
  reason: z.string().optional(),
  failure: failureSchema.optional(),
  next: nextStepSchema.optional(),
  evidence: z.array(evidenceSchema),
  /** A person answered the closing question. */
  answeredByPerson: z.boolean(),
  startedAt: instantSchema,
  finishedAt: instantSchema,
  /** Exchange behind it: first and last traffic entry. */
  traffic: z.object({ first: z.number(), last: z.number() }).optional(),
})
export type CheckResult = z.infer<typeof checkResultSchema>

/** Texts stand in the locale catalogues under `checks.<id>.*`: title, effect, instruction, question. */
export const checkSchema = z.object({
  id: z.string(),
  role: roleSchema,
  effect: effectSchema,
  interaction: interactionSchema,
  required: z.boolean(),
  /** Needs a person's consent to this very run: `consents.request` with this operation first. */
  needsConsent: z.boolean(),
  operation: z.string().optional(),
  /** Why it cannot run now. */
  unavailable: z.enum(['no-device', 'device-does-not-work', 'not-supported']).optional(),
  /** The capability that the device lacks, with `not-supported`. */
  missingCapability: z.string().optional(),
  /** Why it does, as its family tells. */
  missingBecause: localizedSchema.optional(),
  last: checkResultSchema.optional(),
})
export type Check = z.infer<typeof checkSchema>

export const checkRunSchema = z.object({
  runId: z.string(),
  checkId: z.string(),
  role: roleSchema,
  state: z.enum(['running', 'ask-person', 'finished']),
  /** What the person has to do at this moment. */
  interaction: interactionSchema,
  /** Key under `questions.*` while the program asks. */
  question: z.string().optional(),
  evidence: z.array(evidenceSchema),
  result: checkResultSchema.optional(),
})
export type CheckRun = z.infer<typeof checkRunSchema>

export const consentSchema = z.object({
  consentId: z.string(),
  operation: z.string(),
  effect: effectSchema,
  /** What it is about, for the text `consents.<operation>`: sum, table field, file. */
  subject: z.record(z.string(), z.union([z.string(), z.number()])),
  expiresAt: instantSchema,
})
export type Consent = z.infer<typeof consentSchema>

/** The whole till at once: scan → weigh → terminal check → non-fiscal slip. */
export const rehearsalSchema = z.object({
  state: z.enum(['idle', 'running', 'finished', 'cancelled']),
  steps: z.array(
    z.object({
      id: z.enum(['scan', 'weigh', 'terminal', 'slip']),
      role: roleSchema,
      state: z.enum([
        'waiting',
        'running',
        'ask-person',
        'passed',
        'attention',
        'failed',
        'in-doubt',
        'skipped',
        'cancelled',
      ]),
      interaction: interactionSchema,
      question: z.string().optional(),
      evidence: z.array(evidenceSchema),
      failure: failureSchema.optional(),
    }),
  ),
  startedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
})
export type Rehearsal = z.infer<typeof rehearsalSchema>

/** An operation with an effect, written down before its first byte. */
export const operationRecordSchema = z.object({
  id: z.string(),
  role: roleSchema,
  operation: z.string(),
  effect: effectSchema,
  subject: z.record(z.string(), z.union([z.string(), z.number()])),
  state: z.enum(['started', 'done', 'not-done', 'in-doubt', 'resolved-done', 'resolved-not-done']),
  next: nextStepSchema.optional(),
  failure: failureSchema.optional(),
  startedAt: instantSchema,
  endedAt: instantSchema.optional(),
})
export type OperationRecord = z.infer<typeof operationRecordSchema>

export const checksContract = {
  list: procedure.input(z.strictObject({ role: roleSchema.optional() })).output(z.array(checkSchema)),
  /** `consentId` where the check needs consent. Answers at once; follow it with `watch`. */
  run: procedure
    .input(z.strictObject({ checkId: identifierSchema, consentId: identifierSchema.optional() }))
    .output(checkRunSchema),
  /** Yields the run now and after every change; ends when it is finished. */
  watch: procedure.input(z.strictObject({ runId: identifierSchema })).output(eventIterator(checkRunSchema)),
  answer: procedure
    .input(z.strictObject({ runId: identifierSchema, answer: z.enum(['yes', 'no']) }))
    .output(checkRunSchema),
  cancel: procedure.input(z.strictObject({ runId: identifierSchema })).output(checkRunSchema),
}

export const consentsContract = {
  /** Prepares a consent to show to the person. Using its id is the person's press of the button; it serves once. */
  request: procedure
    .input(
      z.strictObject({
        operation: identifierSchema,
        subject: z.record(z.string().max(60), z.union([z.string().max(500), z.number()])),
      }),
    )
    .output(consentSchema),
}

export const rehearsalContract = {
  state: procedure.output(rehearsalSchema),
  /** Starts the chain; printing the slip is consented to by starting. Roles without a device are skipped and said so. */
  start: procedure.output(rehearsalSchema),
  watch: procedure.output(eventIterator(rehearsalSchema)),
  answer: procedure.input(z.strictObject({ answer: z.enum(['yes', 'no']) })).output(rehearsalSchema),
  cancel: procedure.output(rehearsalSchema),
}

export const operationsContract = {
  list: procedure.input(z.strictObject({ inDoubtOnly: z.boolean().optional() })).output(z.array(operationRecordSchema)),
  /** A person found out what had happened. */
  resolve: procedure
    .input(z.strictObject({ id: identifierSchema, happened: z.boolean() }))
    .output(operationRecordSchema),
}
