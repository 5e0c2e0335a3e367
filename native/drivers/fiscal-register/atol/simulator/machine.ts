import { PlayedMachine, type SimulatorEnvironment } from '../../shared/simulator/played-machine.ts'
import { reportMode, stateFlag, statusFlag } from '../modes.ts'
import type { MachineCapabilities } from './capabilities.ts'

/** The state of the played machine, and the words in which behaviours speak of it. */
export class Machine extends PlayedMachine<'set-clock'> {
  capabilities: MachineCapabilities
  /** Low half of the mode byte. */
  mode = 0
  cashier = 0
  receiptNumber = 0

  constructor(environment: SimulatorEnvironment & { readonly capabilities: MachineCapabilities }) {
    super({ ...environment, lineTime: environment.capabilities.lineTime })
    this.capabilities = environment.capabilities
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

  /** Paper that is back goes on with what waited for it. */
  override get printerObstacle() {
    if (this.printer.submode === 3) this.printer.continue()
    return super.printerObstacle
  }

  override powerCycle(): void {
    super.powerCycle()
    this.mode = 0
    this.cashier = 0
  }
}
