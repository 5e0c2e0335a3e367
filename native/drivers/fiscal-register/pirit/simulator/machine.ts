import type { MadeDocument } from '../../shared/simulator/fiscal-life.ts'
import { PlayedMachine, type SimulatorEnvironment } from '../../shared/simulator/played-machine.ts'
import { documentState, flag, printerFlag } from '../status-flags.ts'
import type { MachineCapabilities } from './capabilities.ts'

/** What stands open between 30h and 31h or 32h. */
interface OpenDocument {
  readonly type: number
  readonly state: number
  readonly paidKop: number
  /** Commands of the document are answered only where they fail; after the first failure all of them do. */
  readonly packetMode: boolean
  readonly failed: boolean
}

const saleType = 2

/** The state of the played machine, and the words in which behaviours speak of it. */
export class Machine extends PlayedMachine<'set-clock' | 'write-setting'> {
  readonly capabilities: MachineCapabilities
  started = false
  /** «Статус фатального состояния». */
  fatal = 0
  document: OpenDocument | undefined
  /** A closing report is in the storage and not on the paper. */
  closingUnfinished = false
  documentNumber = 1
  operationCounter = 1
  nextXReport = 1
  lastError = 0
  checkedCode: string | undefined
  readonly settings = new Map<string, string>()
  lastReceipt: (MadeDocument & { readonly type: number; readonly sumKop: number; readonly time: string }) | undefined

  constructor(environment: SimulatorEnvironment & { readonly capabilities: MachineCapabilities }) {
    super({ ...environment, lineTime: environment.capabilities.lineTime })
    this.capabilities = environment.capabilities
  }

  /** A print stands still since the paper went: 2 without paper, 3 with new paper. */
  get printBroken(): boolean {
    return this.printer.submode === 2 || this.printer.submode === 3
  }

  /** «Статус документа». */
  get documentByte(): number {
    const unfinished = this.printBroken && !this.closingUnfinished && !this.document
    if (unfinished) return (this.lastReceipt?.type ?? saleType) | (documentState.closedInStorage << 4)
    return this.document ? this.document.type | (this.document.state << 4) : 0
  }

  /** «Статус текущих флагов». */
  get flags(): number {
    const { phase, shift } = this.storage
    return (
      (this.started ? 0 : flag.startMissing) |
      (phase === 3 ? 0 : flag.notFiscal) |
      (shift.open ? flag.shiftOpen : 0) |
      (this.shiftTooLong ? flag.shiftTooLong : 0) |
      (phase > 3 ? flag.storageClosed : 0) |
      (phase < 3 ? flag.storageNotRegistered : 0) |
      (this.closingUnfinished ? flag.shiftClosingUnfinished : 0)
    )
  }

  /** Of 04h. */
  get printerByte(): number {
    const { hasPaper, coverOpen, ready } = this.printer
    return (
      (ready ? 0 : printerFlag.notReady) |
      (hasPaper ? 0 : printerFlag.noPaper) |
      (coverOpen ? printerFlag.coverOpen : 0)
    )
  }

  /** Number of the document that was made last, of whatever kind, and the counter that goes with it. */
  countDocument(): { readonly documentNumber: number; readonly operationCounter: string } {
    return {
      documentNumber: this.documentNumber++,
      operationCounter: (this.operationCounter++).toString().padStart(4, '0'),
    }
  }

  override powerCycle(): void {
    super.powerCycle()
    this.started = false
    this.document = undefined
    this.receipt = undefined
    this.checkedCode = undefined
  }
}
