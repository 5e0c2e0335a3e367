import type { Clock } from '../../../../foundation/clock.ts'
import type { Random } from '../../../../foundation/random.ts'
import type { SimulatorSeed } from '../../../device-family.ts'
import { MachineClock } from './machine-clock.ts'
import { Printer } from './printer.ts'
import { StorageModel } from './storage-model.ts'

/** What a command did to the world, counted so that a test can say «exactly once». A family adds effects of its own. */
export type CommonEffect =
  'print-line' | 'feed' | 'cut' | 'drawer' | 'beep' | 'x-report' | 'continue-print' | 'fiscal-document'

export interface SimulatorEnvironment {
  readonly clock: Clock
  readonly random: Random
  readonly seed: SimulatorSeed
}

export interface MachineEnvironment extends SimulatorEnvironment {
  /** Milliseconds that a line takes on the paper. */
  readonly lineTime: number
}

const shiftLimit = 24 * 3_600_000

/** What every played register has: paper, drawer, clock, a fiscal storage, a receipt that may be open, and a record of its deeds. */
export class PlayedMachine<Effect extends string = CommonEffect> {
  readonly clock: MachineClock
  readonly printer: Printer
  readonly executed = new Map<Effect | CommonEffect, number>()
  storage: StorageModel
  drawerOpen = false
  receipt: { readonly type: number; readonly sumKop: number; readonly items: number } | undefined
  operatorReachable = true
  /** Named in the next documents (tag 1021), once a host has said who it is. */
  cashierName: string | undefined
  readonly #random: Random

  constructor({ clock, random, seed, lineTime }: MachineEnvironment) {
    this.#random = random
    this.clock = new MachineClock(clock)
    this.printer = new Printer(clock, lineTime)
    this.storage = new StorageModel(seed.fiscalDocuments ?? [], random)
  }

  count(effect: Effect | CommonEffect): void {
    this.executed.set(effect, (this.executed.get(effect) ?? 0) + 1)
  }

  /** Why the printer cannot take a document now, if it cannot. */
  get printerObstacle(): 'paper' | 'cover' | 'waits-for-continue' | undefined {
    const { printer } = this
    if (printer.submode === 3) return 'waits-for-continue'
    if (printer.coverOpen) return 'cover'
    return printer.hasPaper && printer.submode !== 2 ? undefined : 'paper'
  }

  get shiftTooLong(): boolean {
    const { open, openedAt } = this.storage.shift
    return open && new Date(this.clock.now()).getTime() - new Date(`${openedAt}:00`).getTime() > shiftLimit
  }

  /** Takes the storage out and puts a new one in, with the next number and nothing on it. */
  replaceStorage(): void {
    this.storage = new StorageModel([], this.#random, this.storage.nextSerialNumber)
    this.receipt = undefined
  }

  /** The operator takes everything that waits, if it can be reached. */
  sendToOperator(): void {
    if (this.operatorReachable) this.storage.confirmAll(this.clock.now())
  }

  /** The machine forgets what it keeps in volatile memory; paper, clock and storage stay. */
  powerCycle(): void {
    this.printer.powerOff()
    this.clock.proposedDate = undefined
  }
}
