import type { Clock } from '../../../../foundation/clock.ts'
import type { Random } from '../../../../foundation/random.ts'
import type { SimulatorSeed } from '../../../device-family.ts'
import { statusFlag } from '../modes.ts'
import type { MachineCapabilities } from './capabilities.ts'
import { MachineClock } from '../../shared/simulator/machine-clock.ts'
import { standardTables, TableStore } from './machine-tables.ts'
import { Printer } from '../../shared/simulator/printer.ts'
import { StorageModel } from '../../shared/simulator/storage-model.ts'

/** What a command did to the world, counted so that a test can say «exactly once». */
type ExecutedEffect =
  | 'print-line'
  | 'feed'
  | 'cut'
  | 'drawer'
  | 'beep'
  | 'x-report'
  | 'continue-print'
  | 'set-time'
  | 'set-date'
  | 'confirm-date'
  | 'write-table'
  | 'fiscal-document'

const shiftLimit = 24 * 3_600_000

/** The state of the played machine, and the words in which behaviours speak of it. */
export class Machine {
  readonly capabilities: MachineCapabilities
  readonly clock: MachineClock
  readonly tables: TableStore
  readonly printer: Printer
  readonly storage: StorageModel
  readonly executed = new Map<ExecutedEffect, number>()
  drawerOpen = false
  /** Running number of everything printed as a document. */
  documentNumber = 0
  xReports = 0
  receipt: { readonly type: number; readonly sumKop: number; readonly items: number } | undefined
  operatorReachable = true

  constructor(environment: {
    readonly clock: Clock
    readonly random: Random
    readonly seed: SimulatorSeed
    readonly capabilities: MachineCapabilities
  }) {
    const { clock, random, seed, capabilities } = environment
    this.capabilities = capabilities
    this.clock = new MachineClock(clock)
    this.printer = new Printer(clock, capabilities.lineTime)
    this.storage = new StorageModel(seed.fiscalDocuments ?? [], random)
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

  count(effect: ExecutedEffect): void {
    this.executed.set(effect, (this.executed.get(effect) ?? 0) + 1)
  }

  /** Low nibble of the mode byte. */
  get mode(): number {
    if (this.clock.proposedDate !== undefined) return 6
    if (this.receipt) return 8
    if (!this.storage.shift.open) return 4
    return this.shiftAge() > shiftLimit ? 3 : 2
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

  /** The machine forgets what it keeps in volatile memory; paper, tables and storage stay. */
  powerCycle(): void {
    this.printer.powerOff()
    this.clock.proposedDate = undefined
  }

  private shiftAge(): number {
    return new Date(this.clock.now()).getTime() - new Date(`${this.storage.shift.openedAt}:00`).getTime()
  }
}
