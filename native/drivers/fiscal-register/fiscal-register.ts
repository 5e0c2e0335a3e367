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
  /** Of the registration report, where the register tells it. */
  readonly time: RegisterTime | undefined
  readonly taxpayerNumber: string
  readonly registrationNumber: string
  readonly taxSystems: number
  readonly workMode: number
  /** Of the registration report, where the register tells them. */
  readonly documentNumber: number | undefined
  readonly fiscalSign: number | undefined
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

/** Who is named in a fiscal document (tags 1021 and 1203). */
export interface Cashier {
  readonly name: string
  readonly taxpayerNumber?: string | undefined
}

/** The document that the storage made of an operation. Parts that the register could not be asked for are absent. */
export interface FiscalResult {
  readonly documentNumber: number
  readonly fiscalSign: number | undefined
  readonly time: RegisterTime | undefined
}

/** Why a registration report is made: tag 1101 of a re-registration, or none before it. */
export type RegistrationReason = 'new-register' | 'storage-replacement'

/** Everything a registration report states. Texts go to the paper and to the tax office as they are. */
export interface RegistrationValues {
  readonly reason: RegistrationReason
  /** РНМ, 16 digits, as the tax office gave it. */
  readonly registrationNumber: string
  readonly taxpayerNumber: string
  readonly organisation: string
  readonly address: string
  readonly place: string
  /** Bits of tag 1062. */
  readonly taxSystems: number
  /** Bits: 0 encryption, 1 offline, 2 automatic, 3 services, 4 strict forms, 5 internet. */
  readonly workMode: number
  /** Bits: 0 excise, 1 gambling, 2 lottery, 3 printer in a machine, 4 marked goods, as the register's protocol numbers them. */
  readonly extendedMode: number
  readonly operatorName: string
  readonly operatorTaxpayerNumber: string
  readonly senderEmail: string
  readonly taxOfficeSite: string
  readonly formatVersion: '1.05' | '1.1' | '1.2'
}

/** What the storage makes of a marking code that is checked without being sold. */
export interface MarkingCheck {
  /** Bits of tag 2106 as far as the register tells them. */
  readonly result: number
  /** The storage's own check by its key: done and good, done and bad, or not possible for this kind of code. */
  readonly storage: 'good' | 'bad' | 'not-checked'
  /** The state's system (ОИСМ) was asked: its answer, or that there was none. */
  readonly online: 'good' | 'bad' | 'unreachable' | 'not-asked'
}

export const registerCapabilities = [
  'status',
  'storage',
  'registration',
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
  'check-marking',
  'shift-reports',
  'close-storage',
  'register-storage',
] as const
export type RegisterCapability = (typeof registerCapabilities)[number]

/**
 * A fiscal register. Reading is free of effects and may be repeated. What prints returns an outcome, because a reply can
 * be lost after the paper has moved; what changes a setting needs an authorisation (`register.set-clock`, `register.write-table`),
 * and so does everything fiscal. What a family cannot do is missing in `capabilities` and throws `operation.not-supported`.
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
  /**
   * Has the storage check a marking code as it was scanned (GS kept) and forget it again: nothing is sold. Throws
   * `operation.wrong-argument` for a code that no command can carry.
   */
  checkMarkingCode(code: string, context: OperationContext): Promise<MarkingCheck>
  /** Fiscal: needs `register.open-shift`. */
  openShift(cashier: Cashier, context: OperationContext): Promise<Outcome<FiscalResult>>
  /** Fiscal: needs `register.close-shift`. */
  closeShift(cashier: Cashier, context: OperationContext): Promise<Outcome<FiscalResult>>
  /** Fiscal, and for good: the storage makes no document after it. Needs `register.close-storage`. */
  closeStorage(cashier: Cashier, context: OperationContext): Promise<Outcome<FiscalResult>>
  /** Fiscal: registers the register, or its new storage, with these values. Needs `register.register-storage`. */
  registerStorage(
    values: RegistrationValues,
    cashier: Cashier,
    context: OperationContext,
  ): Promise<Outcome<FiscalResult>>
}
