import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './base.ts'
import { evidenceSchema, healthSchema, instantSchema } from './vocabulary.ts'

export const systemStateSchema = z.object({
  version: z.string(),
  /** Changes with every start of the host, so that a window can tell a restart from a pause. */
  hostId: z.string(),
  startedAt: instantSchema,
  /** The devices are simulated. */
  bench: z.boolean(),
  /** Nothing was ever connected or read: offer the virtual bench. */
  firstRun: z.boolean(),
  shell: z.enum(['electron', 'browser', 'command-line', 'test']),
  dataDirectory: z.string(),
})
export type SystemState = z.infer<typeof systemStateSchema>

/** What the wizard looks at before any device. Texts under `systemChecks.<id>.*`; `advice` picks one of them. */
export const systemCheckSchema = z.object({
  id: z.enum(['ports', 'port-permissions', 'usb', 'clock', 'disk', 'database']),
  health: healthSchema,
  evidence: z.array(evidenceSchema),
  /** Key of the text that says what to do, if anything. */
  advice: z.string().optional(),
})
export type SystemCheck = z.infer<typeof systemCheckSchema>

export const preferencesSchema = z.strictObject({
  language: z.enum(['ru', 'en']),
  theme: z.enum(['light', 'dark', 'system']),
})
export type Preferences = z.infer<typeof preferencesSchema>

export const systemContract = {
  state: procedure.output(systemStateSchema),
  /** Yields the state now and after every change; ends only with the connection. */
  watch: procedure.output(eventIterator(systemStateSchema)),
  runChecks: procedure.output(z.array(systemCheckSchema)),
  /** Goes over to simulated devices, or back to the real ports. Ends every connection first. */
  useBench: procedure.input(z.strictObject({ bench: z.boolean() })).output(systemStateSchema),
  preferences: procedure.output(preferencesSchema),
  savePreferences: procedure.input(preferencesSchema.partial()).output(preferencesSchema),
}
