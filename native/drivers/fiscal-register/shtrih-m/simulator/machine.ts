import { PlayedMachine, type SimulatorEnvironment } from '../../shared/simulator/played-machine.ts'
import { statusFlag } from '../modes.ts'
import type { MachineCapabilities } from './capabilities.ts'
import { standardTables, TableStore } from './machine-tables.ts'

type OwnEffect = 'set-time' | 'set-date' | 'confirm-date' | 'write-table'

/** The state of the played machine, and the words in which behaviours speak of it. */
export class Machine extends PlayedMachine<OwnEffect> {
  readonly capabilities: MachineCapabilities
  readonly tables: TableStore
  /** Running number of everything printed as a document. */
  documentNumber = 0
  xReports = 0
  /** The document that was begun and not made yet. */
  begun: string | undefined
  /** The marking code that was checked and neither accepted nor rejected. */
  checkedCode: string | undefined

  constructor(environment: SimulatorEnvironment & { readonly capabilities: MachineCapabilities }) {
    const { seed, capabilities } = environment
    super({ ...environment, lineTime: capabilities.lineTime })
    this.capabilities = capabilities
    this.documentNumber = this.storage.lastNumber
    this.tables = new TableStore(
      standardTables({
        shopName: seed.shopName,
        taxpayerNumber: seed.taxpayerNumber,
        registrationNumber: this.storage.registration()?.regNumber ?? '',
        factoryNumber: capabilities.factoryNumber,
      }),
    )
  }

  /** Low nibble of the mode byte. */
  get mode(): number {
    if (this.clock.proposedDate !== undefined) return 6
    if (this.receipt) return 8
    if (!this.storage.shift.open) return 4
    return this.shiftTooLong ? 3 : 2
  }

  get flags(): number {
    const { hasPaper, coverOpen } = this.printer
    return (
      (hasPaper ? statusFlag.receiptRoll | statusFlag.receiptPaper : 0) |
      statusFlag.receiptLever |
      (coverOpen ? statusFlag.coverOpen : 0) |
      (this.drawerOpen ? statusFlag.drawerOpen : 0)
    )
  }

  /** Number of the operator with this password, or `undefined`. */
  operatorOf(password: number): number | undefined {
    for (let row = 1; row <= 30; row++) {
      const stored = this.tables.read(2, row, 1)
      if (stored && stored.reduceRight((value, byte) => value * 256 + byte, 0) === password) return row
    }
    return undefined
  }
}
