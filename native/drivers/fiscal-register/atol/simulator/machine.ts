import type { Clock } from '../../../../foundation/clock.ts'
import type { Random } from '../../../../foundation/random.ts'
import type { SimulatorSeed } from '../../../device-family.ts'
import { MachineClock } from '../../shared/simulator/machine-clock.ts'
import { Printer } from '../../shared/simulator/printer.ts'
import { StorageModel } from '../../shared/simulator/storage-model.ts'
import { reportMode, stateFlag, statusFlag } from '../modes.ts'
import type { MachineCapabilities } from './capabilities.ts'

/** What a command did to the world, counted so that a test can say «exactly once». */
type ExecutedEffect =
  'print-line' | 'feed' | 'cut' | 'drawer' | 'beep' | 'x-report' | 'continue-print' | 'set-clock' | 'fiscal-document'

const shiftLimit = 24 * 3_600_000

/** The state of the played machine, and the words in which behaviours speak of it. */
export class Machine {
  readonly capabilities: MachineCapabilities
  readonly clock: MachineClock
  readonly printer: Printer
  readonly storage: StorageModel
  readonly executed = new Map<ExecutedEffect, number>()
  /** Low half of the mode byte. */
  mode = 0
  cashier = 0
  drawerOpen = false
  receiptNumber = 0
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
  }

  count(effect: ExecutedEffect): void {
    this.executed.set(effect, (this.executed.get(effect) ?? 0) + 1)
  }

  /** Submode 2 of the report modes lasts while the report is printed. */
  get modeByte(): number {
    const busy = this.printer.printing && this.mode >= reportMode && this.mode <= reportMode + 1
    return this.mode | (busy ? 0x20 : 0)
  }

  /** Of 3Fh. */
  get flags(): number {
    const { hasPaper, coverOpen } = this.printer
    return (
      (this.storage.phase === 3 ? statusFlag.registered | statusFlag.storageActive : 0) |
      (this.storage.shift.open ? statusFlag.shiftOpen : 0) |
      (this.drawerOpen ? statusFlag.drawerOpen : 0) |
      (hasPaper ? statusFlag.paperPresent : 0) |
      (coverOpen ? statusFlag.coverOpen : 0)
    )
  }

  /** Of 45h. */
  get printerFlags(): number {
    return this.printer.ready ? 0 : stateFlag.noPaper
  }

  get shiftTooLong(): boolean {
    const { open, openedAt } = this.storage.shift
    return open && new Date(this.clock.now()).getTime() - new Date(`${openedAt}:00`).getTime() > shiftLimit
  }

  /** The machine forgets what it keeps in volatile memory; paper, clock and storage stay. */
  powerCycle(): void {
    this.printer.powerOff()
    this.clock.proposedDate = undefined
    this.mode = 0
    this.cashier = 0
  }
}
