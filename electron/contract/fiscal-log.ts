import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { procedure } from './base.ts'
import { failureSchema } from './error-catalogue.ts'
import { deviceTimeSchema, identifierSchema, instantSchema, localizedSchema } from './vocabulary.ts'

export const storageSchema = z.object({
  /** Serial number of the fiscal storage (ФН), 16 digits. */
  storageId: z.string(),
  registerModel: z.string().optional(),
  registerSerialNumber: z.string().optional(),
  registrationNumber: z.string().optional(),
  taxpayerNumber: z.string().optional(),
  validUntil: z.string().optional(),
  daysLeft: z.number().optional(),
  phase: z.string(),
  /** Documents in the log, and the newest number that the storage was seen to hold. */
  documentCount: z.number(),
  lastNumber: z.number().optional(),
  lastNumberOnDevice: z.number(),
  missingCount: z.number(),
  documentsLeft: z.number().optional(),
  unsent: z.object({
    count: z.number(),
    firstNumber: z.number().optional(),
    firstTime: deviceTimeSchema.optional(),
    ageDays: z.number().optional(),
    /** `YYYY-MM-DD` on which the storage refuses new documents unless the first unsent one was sent by then. */
    blocksOn: z.string().optional(),
    /** Below zero: it has been so for as many days. */
    daysToBlock: z.number().optional(),
  }),
  firstTime: deviceTimeSchema.optional(),
  lastTime: deviceTimeSchema.optional(),
  lastReadAt: instantSchema.optional(),
  /** The bound register holds this storage now. */
  connected: z.boolean(),
  bench: z.boolean(),
})
export type Storage = z.infer<typeof storageSchema>

export const readingStateSchema = z.object({
  state: z.enum(['idle', 'reading', 'paused', 'finished', 'cancelled', 'failed']),
  storageId: z.string().optional(),
  done: z.number(),
  total: z.number(),
  perSecond: z.number(),
  secondsLeft: z.number().optional(),
  current: z.number().optional(),
  failure: failureSchema.optional(),
})
export type ReadingState = z.infer<typeof readingStateSchema>

export const documentKindSchema = z.enum([
  'registration',
  'registration-change',
  'shift-opening',
  'settlement-report',
  'receipt',
  'receipt-correction',
  'strict-form',
  'strict-form-correction',
  'shift-closing',
  'storage-closing',
  'operator-confirmation',
  'unknown',
])
export type DocumentKind = z.infer<typeof documentKindSchema>

export const documentRowSchema = z.object({
  documentId: z.number(),
  storageId: z.string(),
  number: z.number(),
  kind: documentKindSchema,
  time: deviceTimeSchema.optional(),
  shiftNumber: z.number().optional(),
  receiptNumber: z.number().optional(),
  /** Tag 1054: 1 sale, 2 refund of a sale, 3 purchase, 4 refund of a purchase. */
  operation: z.number().optional(),
  /** Kopecks. */
  sum: z.number().optional(),
  cash: z.number().optional(),
  cashless: z.number().optional(),
  prepayment: z.number().optional(),
  credit: z.number().optional(),
  consideration: z.number().optional(),
  cashier: z.string().optional(),
  /** ФПД as printed, ten digits. */
  fiscalSign: z.string().optional(),
  itemCount: z.number(),
  firstItem: z.string().optional(),
  confirmed: z.boolean(),
  /** False once the storage kept only the sums. */
  complete: z.boolean(),
  /** Known from an archive file alone, never read from a register. */
  imported: z.boolean().optional(),
  findingCount: z.number(),
})
export type DocumentRow = z.infer<typeof documentRowSchema>

/** Tags 1031, 1081, 1215, 1216 and 1217. */
export const paymentSchema = z.enum(['cash', 'cashless', 'prepayment', 'credit', 'consideration'])
export type Payment = z.infer<typeof paymentSchema>

const kopecksSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const shiftNumberSchema = z.number().int().min(0).max(0xffff_ffff)

/** Every condition has to hold; of a list, any of its values. An empty list asks nothing. */
export const documentFilterSchema = z.strictObject({
  storageId: z.string().max(20).optional(),
  storageIds: z.array(z.string().max(20)).max(50).optional(),
  /** Number, sum, fiscal sign, requisite or part of a name of goods, in any case. */
  text: z.string().max(200).optional(),
  kinds: z.array(documentKindSchema).max(12).optional(),
  operations: z.array(z.number().int().min(1).max(4)).max(4).optional(),
  from: deviceTimeSchema.optional(),
  to: deviceTimeSchema.optional(),
  shiftNumber: shiftNumberSchema.optional(),
  /** First and last shift; a number says nothing without its storage, so all storages' shifts are meant. */
  shiftFrom: shiftNumberSchema.optional(),
  shiftTo: shiftNumberSchema.optional(),
  /** Exactly as `facets` names them. */
  cashiers: z.array(z.string().max(500)).max(50).optional(),
  /** Documents of which some part was paid in one of these ways. */
  payments: z.array(paymentSchema).max(5).optional(),
  sumFrom: kopecksSchema.optional(),
  sumTo: kopecksSchema.optional(),
  sent: z.enum(['sent', 'unsent']).optional(),
  /** Known from an archive file alone, or read from a register. */
  imported: z.boolean().optional(),
  findingRule: z.string().max(80).optional(),
})
export type DocumentFilter = z.infer<typeof documentFilterSchema>

export const paperLineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    align: z.enum(['left', 'centre', 'right']),
    bold: z.boolean(),
    wide: z.boolean(),
  }),
  z.object({ kind: z.literal('pair'), left: z.string(), right: z.string(), bold: z.boolean() }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('qr'), text: z.string() }),
])
export type PaperLine = z.infer<typeof paperLineSchema>

export interface TagNode {
  tag: number
  name: { ru: string; en: string }
  type: string
  /** As people read it. */
  text: string
  meaning?: { ru: string; en: string } | undefined
  /** First byte of the element (its tag) in the document's bytes, and its whole length. */
  offset: number
  length: number
  known: boolean
  problem?: string | undefined
  children: TagNode[]
}
export const tagNodeSchema: z.ZodType<TagNode> = z.object({
  tag: z.number(),
  name: localizedSchema,
  type: z.string(),
  text: z.string(),
  meaning: localizedSchema.optional(),
  offset: z.number(),
  length: z.number(),
  known: z.boolean(),
  problem: z.string().optional(),
  children: z.array(z.lazy(() => tagNodeSchema)),
})

export const findingSchema = z.object({
  /** Rule; its text stands under `findings.<rule>.*`. */
  rule: z.string(),
  severity: z.enum(['notice', 'attention', 'failure']),
  storageId: z.string(),
  /** Document that it is about, if it is about one. */
  number: z.number().optional(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The norm or document that the rule rests on. */
  source: z.string(),
})
export type Finding = z.infer<typeof findingSchema>

export const documentPartSchema = z.enum(['fixed', 'tlv', 'confirmation', 'archive'])

export const documentDetailSchema = z.object({
  row: documentRowSchema,
  paper: z.array(paperLineSchema),
  tags: z.array(tagNodeSchema),
  /** Parts of the raw document, hexadecimal, as read. */
  bytes: z.array(
    z.object({
      part: documentPartSchema,
      hex: z.string(),
      readAt: instantSchema,
      hash: z.string(),
      previousHash: z.string(),
    }),
  ),
  /** Text of the receipt's QR and its picture as SVG, for documents that have one. */
  qr: z.object({ text: z.string(), svg: z.string() }).optional(),
  findings: z.array(findingSchema),
  failure: failureSchema.optional(),
})
export type DocumentDetail = z.infer<typeof documentDetailSchema>

export const chainStateSchema = z.object({
  storageId: z.string(),
  state: z.enum(['sound', 'broken', 'empty']),
  checked: z.number(),
  /** First record whose hash does not follow from the one before it. */
  brokenAt: z.number().optional(),
  lastHash: z.string().optional(),
})
export type ChainState = z.infer<typeof chainStateSchema>

/** A file to import comes in pieces, because a message to the host is at most 1 MiB. */
export const importLimits = { fileBytes: 64 * 1024 * 1024, pieceBytes: 512 * 1024 } as const

export const importStateSchema = z.object({
  state: z.enum(['idle', 'receiving', 'importing']),
  /** Bytes while receiving, documents while importing. */
  done: z.number(),
  total: z.number(),
})
export type ImportState = z.infer<typeof importStateSchema>

export const importResultSchema = z.object({
  format: z.enum(['fnc', 'json']),
  storageIds: z.array(z.string()),
  added: z.number(),
  /** Stood in the log already. */
  known: z.number(),
  /** Contradict a document of the log, which stays as it is. */
  refused: z.number(),
  /** Could not be read, or do not fit the hash that stands beside them. */
  unreadable: z.number(),
  /** Where an archive breaks off; what stands before it was taken. */
  damage: z.object({ offset: z.number(), detail: z.string() }).optional(),
  /** Of an archive: whether its sum fits. Programs disagree about it, so a mismatch is told and refuses nothing. */
  checksumFits: z.boolean().optional(),
})
export type ImportResult = z.infer<typeof importResultSchema>

export const totalsSchema = z.object({
  documents: z.number(),
  /** Receipts and strict forms without corrections; so are the sums. */
  receipts: z.number(),
  corrections: z.number(),
  /** By tag 1054, those that occur. Kopecks. */
  operations: z.array(
    z.object({ operation: z.number(), count: z.number(), sum: z.number(), cash: z.number(), cashless: z.number() }),
  ),
})
export type Totals = z.infer<typeof totalsSchema>

export const periodTotalsSchema = totalsSchema.extend({
  /** Of a shift: its storage and number. A shift or day that no document names has neither. */
  storageId: z.string().optional(),
  shiftNumber: z.number().optional(),
  /** Of a day: `YYYY-MM-DD` of the registers' clocks. */
  day: z.string().optional(),
  firstTime: deviceTimeSchema.optional(),
  lastTime: deviceTimeSchema.optional(),
})
export type PeriodTotals = z.infer<typeof periodTotalsSchema>

/** What a filter can be narrowed to. Each list leaves its own condition out, so that it shows what else could be chosen. */
export const facetsSchema = z.object({
  documents: z.number(),
  storages: z.array(z.object({ storageId: z.string(), count: z.number() })),
  kinds: z.array(z.object({ kind: documentKindSchema, count: z.number() })),
  operations: z.array(z.object({ operation: z.number(), count: z.number() })),
  /** Most documents first, at most 200. */
  cashiers: z.array(z.object({ cashier: z.string(), count: z.number() })),
  shifts: z.object({ from: z.number(), to: z.number() }).optional(),
  times: z.object({ from: deviceTimeSchema, to: deviceTimeSchema }).optional(),
  sent: z.number(),
  unsent: z.number(),
  imported: z.number(),
})
export type Facets = z.infer<typeof facetsSchema>

const exportedBytesSchema = z.object({ fileName: z.string(), base64: z.string(), count: z.number() })

export const fiscalLogContract = {
  storages: procedure.output(z.array(storageSchema)),
  /** Yields a counter that grows with every change of the log, at most 4 a second: ask again for what is on screen. */
  watchChanges: procedure.output(eventIterator(z.object({ version: z.number() }))),
  /** Reads what is missing from the bound register. Reads only. Going on after a pause or a restart is the same call. */
  startReading: procedure.output(readingStateSchema),
  pauseReading: procedure.output(readingStateSchema),
  cancelReading: procedure.output(readingStateSchema),
  watchReading: procedure.output(eventIterator(readingStateSchema)),
  query: procedure
    .input(
      z.strictObject({
        filter: documentFilterSchema,
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.object({ total: z.number(), rows: z.array(documentRowSchema) })),
  document: procedure.input(z.strictObject({ documentId: z.number().int() })).output(documentDetailSchema),
  /** Of a shift, or of a day of the register's clock; the shift if both are given. */
  totals: procedure
    .input(
      z.strictObject({
        storageId: identifierSchema,
        shiftNumber: z.number().int().min(0).optional(),
        day: z
          .string()
          .regex(/^\d{4}-\d\d-\d\d$/)
          .optional(),
      }),
    )
    .output(totalsSchema),
  /** Totals of every shift or day that the filter touches, of what it finds there; the newest first. */
  totalsBy: procedure
    .input(
      z.strictObject({
        filter: documentFilterSchema,
        by: z.enum(['shift', 'day']),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.object({ total: z.number(), periods: z.array(periodTotalsSchema) })),
  facets: procedure.input(z.strictObject({ filter: documentFilterSchema })).output(facetsSchema),
  findings: procedure.input(z.strictObject({ storageId: identifierSchema })).output(
    z.array(
      z.object({
        rule: z.string(),
        severity: findingSchema.shape.severity,
        count: z.number(),
        examples: z.array(findingSchema),
      }),
    ),
  ),
  verifyChain: procedure.input(z.strictObject({ storageId: identifierSchema })).output(chainStateSchema),
  exportDocuments: procedure
    .input(z.strictObject({ filter: documentFilterSchema, format: z.enum(['json', 'csv']) }))
    .output(z.object({ fileName: z.string(), text: z.string(), count: z.number() })),
  /** `xlsx`: what the filter finds. `fnc`: the archive of the filter's storage, whole, whatever else the filter says. */
  exportFile: procedure
    .input(z.strictObject({ filter: documentFilterSchema, format: z.enum(['xlsx', 'fnc']) }))
    .output(exportedBytesSchema),
  /** One document as PDF, 80 mm wide as on paper. */
  exportPaper: procedure.input(z.strictObject({ documentId: z.number().int() })).output(exportedBytesSchema),
  /** Announces a file. One at a time: a new one takes the place of one that was not finished. */
  beginImport: procedure
    .input(z.strictObject({ fileName: z.string().min(1).max(255), size: z.number().int().min(0) }))
    .output(z.object({ importId: z.string() })),
  /** Pieces come in order; `offset` says where this one begins. */
  addToImport: procedure
    .input(
      z.strictObject({
        importId: identifierSchema,
        offset: z.number().int().min(0),
        base64: z.string().max(Math.ceil(importLimits.pieceBytes / 3) * 4),
      }),
    )
    .output(z.object({ received: z.number() })),
  finishImport: procedure.input(z.strictObject({ importId: identifierSchema })).output(importResultSchema),
  cancelImport: procedure.output(importStateSchema),
  watchImport: procedure.output(eventIterator(importStateSchema)),
}
