import type { Localized } from '../../foundation/localized.ts'
import type { OperationContext, Outcome } from '../../foundation/operation.ts'
import type { DeviceIdentity } from '../role.ts'

/** Local civil time of a register, which knows no zone: `YYYY-MM-DDThh:mm` or with `:ss`. */
export type RegisterTime = string

export type ShiftState = 'closed' | 'open' | 'open-over-24h' | 'unknown'

export interface RegisterStatus {
  /** The machine's mode in the vendor's numbering, with its meaning. */
  readonly mode: { readonly code: number; readonly meaning: Localized }
  readonly shift: ShiftState
  readonly documentOpen: boolean
  readonly paper: 'present' | 'absent' | 'unknown'
  /** A print was broken off by the end of paper and waits for `continuePrint`. */
  readonly waitsForContinue: boolean
  readonly printing: boolean
  readonly cover: 'closed' | 'open' | 'unknown'
  readonly drawer: 'closed' | 'open' | 'unknown'
  readonly clock: RegisterTime | undefined
  readonly operator: number | undefined
}

/** The fiscal storage (ФН), as it answers for itself. */
export interface StorageStatus {
  readonly serialNumber: string
  readonly phase: 'ready' | 'fiscal' | 'closed-unsent' | 'archive' | 'unknown'
  readonly shiftOpen: boolean
  readonly lastDocumentNumber: number
  readonly lastDocumentTime: RegisterTime | undefined
  /** `YYYY-MM-DD`. */
  readonly validUntil: string | undefined
  readonly registrationsLeft: number | undefined
  readonly version: string | undefined
  /** False for a debug storage, whose documents no tax office accepts. */
  readonly serial: boolean | undefined
  readonly warnings: readonly (
    'replace-urgently' | 'replace-soon' | 'memory-almost-full' | 'operator-wait-exceeded' | 'critical'
  )[]
  /** Documents that still fit in the five-year memory, and kilobytes left in the thirty-day one. */
  readonly documentsLeft: number | undefined
  readonly bufferKilobytesLeft: number | undefined
}

/** How the exchange with the fiscal data operator (ОФД) stands. */
export interface OperatorExchange {
  readonly connected: boolean
  readonly unsentCount: number
  readonly firstUnsentNumber: number | undefined
  readonly firstUnsentTime: RegisterTime | undefined
}

export interface ShiftParameters {
  readonly open: boolean
  readonly number: number
  readonly receiptNumber: number
}

/** What the register was registered with the tax office as. */
export interface Registration {
  readonly time: RegisterTime
  readonly taxpayerNumber: string
  readonly registrationNumber: string
  readonly taxSystems: number
  readonly workMode: number
  readonly documentNumber: number
  readonly fiscalSign: number
}

/** A document as the storage gives it: bytes first. Meaning is derived elsewhere and can be derived again. */
export interface StoredDocument {
  readonly number: number
  /**
   * Fixed structure of the storage's «find document» command: type, confirmation flag, then fields by type. Absent where the
   * register does not pass that command on.
   */
  readonly fixed: Uint8Array | undefined
  /** Whole document: form u16 LE, length u16 LE, TLV list. Absent once the storage keeps only the sums. */
  readonly tlv: Uint8Array | undefined
  /** The operator's confirmation as the register gives it, if the document was confirmed. */
  readonly confirmation: Uint8Array | undefined
}

export interface TableInformation {
  readonly number: number
  readonly title: string
  readonly rows: number
  readonly fields: readonly {
    readonly number: number
    readonly title: string
    readonly kind: 'number' | 'text'
    /** Bytes. */
    readonly size: number
    readonly minimum?: number | undefined
    readonly maximum?: number | undefined
  }[]
}

export const registerCapabilities = [
  'status',
  'storage',
  'operator-exchange',
  'read-documents',
  'read-documents-as-tlv',
  'read-confirmations',
  'tables',
  'clock',
  'x-report',
  'print-text',
  'cut',
  'drawer',
  'beep',
] as const
export type RegisterCapability = (typeof registerCapabilities)[number]

/**
 * A fiscal register. Reading is free of effects and may be repeated. What prints returns an outcome, because a reply can
 * be lost after the paper has moved; what changes a setting needs an authorisation (`register.set-clock`, `register.write-table`).
 */
export interface FiscalRegister {
  readonly capabilities: ReadonlySet<RegisterCapability>
  identify(context: OperationContext): Promise<DeviceIdentity>
  readStatus(context: OperationContext): Promise<RegisterStatus>
  readStorage(context: OperationContext): Promise<StorageStatus>
  readOperatorExchange(context: OperationContext): Promise<OperatorExchange>
  readShift(context: OperationContext): Promise<ShiftParameters>
  readRegistration(context: OperationContext): Promise<Registration>
  /** Throws `register.no-such-document` for a number that the storage does not hold. */
  readDocument(number: number, context: OperationContext): Promise<StoredDocument>
  listTables(context: OperationContext): Promise<readonly TableInformation[]>
  readTableField(table: number, row: number, field: number, context: OperationContext): Promise<string | number>
  writeTableField(
    table: number,
    row: number,
    field: number,
    value: string | number,
    context: OperationContext,
  ): Promise<Outcome<void>>
  /** Needs `register.set-clock`. `time` is local civil time with seconds. */
  setClock(time: RegisterTime, context: OperationContext): Promise<Outcome<void>>
  /** Prints the totals of the shift without closing it. Not fiscal: the storage gets no document. */
  printXReport(context: OperationContext): Promise<Outcome<void>>
  /** Prints lines as a non-fiscal slip. Throws `operation.wrong-argument` for text that the register cannot print. */
  printText(lines: readonly string[], context: OperationContext): Promise<Outcome<void>>
  /** Continues a print that the end of paper broke off. */
  continuePrint(context: OperationContext): Promise<Outcome<void>>
  cut(context: OperationContext): Promise<Outcome<void>>
  openDrawer(context: OperationContext): Promise<Outcome<void>>
  beep(context: OperationContext): Promise<Outcome<void>>
}
