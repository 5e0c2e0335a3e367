import { z } from 'zod'
import {
  cashierDraftSchema,
  fiscalReportSchema,
  registrationDraftSchema,
  replacementTaskSchema,
  type CashierDraft,
  type RegistrationDraft,
} from '../../contract/replacement.ts'
import { instantSchema } from '../../contract/vocabulary.ts'
import type { Store } from '../store/store.ts'

/** What the guide remembers between two starts. Everything else it asks the register and the log. */
const recordSchema = z.object({
  storageId: z.string(),
  startedAt: instantSchema,
  /** Serial number of the register, so that the guide does not go on with another one. */
  registerSerialNumber: z.string().optional(),
  verified: z
    .object({
      at: instantSchema,
      documents: z.number(),
      chain: z.enum(['sound', 'broken', 'empty']),
      failures: z.number(),
      attentions: z.number(),
    })
    .optional(),
  kept: z.array(z.enum(['copy', 'final-copy', 'closing-report'])),
  /** What the register answered; what the log holds counts more. */
  closing: fiscalReportSchema.optional(),
  registration: fiscalReportSchema.optional(),
  newStorageId: z.string().optional(),
  cashier: cashierDraftSchema,
  draft: registrationDraftSchema,
  ticked: z.array(replacementTaskSchema.shape.id),
  finishedAt: instantSchema.optional(),
})
export type ReplacementRecord = z.infer<typeof recordSchema>
export type KeptFile = ReplacementRecord['kept'][number]

export const emptyCashier: CashierDraft = { name: '', taxpayerNumber: '' }
export const emptyDraft: RegistrationDraft = {
  registrationNumber: '',
  taxpayerNumber: '',
  organisation: '',
  address: '',
  place: '',
  taxSystems: 0,
  workMode: 0,
  extendedMode: 0,
  operatorName: '',
  operatorTaxpayerNumber: '',
  senderEmail: '',
  taxOfficeSite: '',
  formatVersion: '1.2',
}

const nameOf = (bench: boolean): string => (bench ? 'replacement.bench' : 'replacement')

/** A record that this program cannot read any more counts as none: the register knows what was done. */
export async function loadRecord(store: Store, bench: boolean): Promise<ReplacementRecord | undefined> {
  const text = await store.run('settings.read', { name: nameOf(bench) })
  if (!text) return undefined
  try {
    return recordSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export async function keepRecord(store: Store, bench: boolean, record: ReplacementRecord | undefined): Promise<void> {
  await store.run('settings.write', { name: nameOf(bench), value: record ? JSON.stringify(record) : '' })
}
