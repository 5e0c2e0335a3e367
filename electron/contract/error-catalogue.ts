import { z } from 'zod'
import { localizedSchema, nextStepSchema, type Interaction } from './vocabulary.ts'

export interface CatalogueEntry {
  readonly severity: 'notice' | 'attention' | 'failure'
  /** Pressing «Повторить» can help. Says nothing of operations with an effect: those are never repeated blindly. */
  readonly retryable: boolean
  /** What a person has to do first. */
  readonly interaction: Interaction
}

const failure = (retryable: boolean, interaction: Interaction = 'none'): CatalogueEntry => ({
  severity: 'failure',
  retryable,
  interaction,
})
const attention = (retryable: boolean, interaction: Interaction = 'none'): CatalogueEntry => ({
  severity: 'attention',
  retryable,
  interaction,
})

/**
 * Every error that a person can meet, as `<area>.<reason>`. Closed. The texts, what happened and what to do, stand in
 * `resources/locales/<language>/errors.json` under the same code; a test holds both to each other.
 */
export const errorCatalogue = {
  'link.not-found': failure(true, 'plug-in'),
  'link.access-denied': failure(true),
  'link.busy': failure(true),
  'link.unreachable': failure(true, 'plug-in'),
  'link.lost': failure(true, 'plug-in'),
  'link.timeout': failure(true, 'plug-in'),
  'link.garbled': failure(true),
  'link.wrong-device': failure(false),
  'link.program-missing': failure(true),
  'link.program-failed': failure(true),
  'link.unavailable': failure(false),
  'operation.cancelled': { severity: 'notice', retryable: true, interaction: 'none' },
  'operation.in-doubt': attention(false, 'look-at-paper'),
  'operation.not-authorised': failure(false),
  'operation.not-supported': { severity: 'notice', retryable: false, interaction: 'none' },
  'operation.wrong-argument': failure(false),
  'device.refused': failure(true),
  'device.wrong-answer': failure(true),
  'device.busy': attention(true),
  'register.paper-out': attention(true, 'load-paper'),
  'register.cover-open': attention(true, 'close-cover'),
  'register.password-wrong': failure(false),
  'register.shift-too-long': attention(false),
  'register.storage-fault': failure(false),
  'register.wrong-mode': attention(true),
  'register.no-such-document': failure(false),
  'register.clock': attention(false),
  'scale.overload': attention(true, 'clear-pan'),
  'scale.underload': attention(true, 'clear-pan'),
  'scale.unstable': attention(true),
  'scale.fault': failure(true),
  'scale.zero-refused': attention(true, 'clear-pan'),
  'scale.tare-refused': attention(true),
  'scanner.nothing-scanned': attention(true, 'scan-sample'),
  'scanner.damaged-code': attention(true, 'scan-sample'),
  'terminal.declined': attention(true),
  'terminal.not-reachable': failure(true, 'plug-in'),
  'terminal.no-bank': attention(true),
  'terminal.setup': failure(false),
  'terminal.service': failure(false),
  'terminal.stale-result': failure(false),
  'decode.empty': failure(false),
  'decode.truncated': failure(false),
  'decode.marker': failure(false),
  'decode.length': failure(false),
  'decode.checksum': failure(false),
  'decode.value': failure(false),
  'decode.text': failure(false),
  'decode.trailing': failure(false),
  'decode.unknown': failure(false),
  'encode.value': failure(false),
  'log.register-not-bound': attention(false, 'plug-in'),
  'log.register-cannot-read': attention(false, 'none'),
  'log.storage-changed': attention(true),
  'log.chain-broken': failure(false),
  'log.document-contradicts': failure(false),
  'log.file-unknown': failure(false),
  'log.file-too-large': failure(false),
  'settings.changed-meanwhile': attention(true),
  'settings.cannot-write': failure(true),
  'settings.nothing-to-undo': { severity: 'notice', retryable: false, interaction: 'none' },
  'wizard.step-incomplete': attention(false),
  'consent.required': attention(false),
  'consent.expired': attention(true),
  'host.bad-request': failure(false),
  'host.not-found': failure(false),
  'host.conflict': attention(true),
  'host.too-many': attention(true),
  'host.database': failure(true),
  'host.restarted': attention(true),
  'host.disconnected': failure(true),
  'host.internal': failure(true),
} as const satisfies Record<string, CatalogueEntry>

export type ErrorCode = keyof typeof errorCatalogue
export const errorCodes = Object.keys(errorCatalogue) as ErrorCode[]
export const errorCodeSchema = z.enum(errorCodes as [ErrorCode, ...ErrorCode[]])

/** A failure as it travels: a code and data, never a sentence. The vendor's own texts come in both languages. */
export const failureSchema = z.object({
  code: errorCodeSchema,
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), localizedSchema])),
  next: nextStepSchema.optional(),
})
export type Failure = z.infer<typeof failureSchema>
