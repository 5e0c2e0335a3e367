import type { Clock } from '../../../foundation/clock.ts'
import type { Random } from '../../../foundation/random.ts'
import { numberFor, switchFor } from '../../control-value.ts'
import type { SimulatorSeed } from '../../device-family.ts'
import type { DeviceSimulator } from '../../device-simulator.ts'
import { encodeRefusal } from './commands/command.ts'
import { errorCode } from './error-codes.ts'
import { START } from './link-v3/packet.ts'
import { actionBehaviours } from './simulator/action-behaviours.ts'
import type { Behaviour } from './simulator/behaviour.ts'
import { standardCapabilities, type MachineCapabilities } from './simulator/capabilities.ts'
import { controls } from './simulator/controls.ts'
import { EnquiryMachine } from './simulator/enquiry-machine.ts'
import { Faults, type OneShotFault } from './simulator/faults.ts'
import { fiscalBehaviours } from './simulator/fiscal-behaviours.ts'
import type { LineEnvironment } from './simulator/line.ts'
import { Machine } from './simulator/machine.ts'
import { PacketMachine } from './simulator/packet-machine.ts'
import { statusBehaviours } from './simulator/status-behaviours.ts'
import { storageBehaviours } from './simulator/storage-behaviours.ts'

/** Commands whose result takes the printer's time. */
const printingCodes = [0x4c, 0x6c, 0x75, 0x67, 0x5a, 0x4a, 0x55, 0x9a]
const reportCodes = [0x67, 0x5a]

/**
 * A played АТОЛ register: capabilities are data, `machine` is its state, behaviours answer commands, faults make it misbehave.
 * Speaks both transports, each packet and each session by its first byte. It is no cash register: it writes nothing that a tax
 * office could take for a document.
 */
export class AtolSimulator implements DeviceSimulator {
  readonly kind = 'bytes'
  readonly controls = controls
  readonly machine: Machine
  readonly faults = new Faults()
  readonly #behaviours: readonly Behaviour[] = [
    ...statusBehaviours,
    ...storageBehaviours,
    ...actionBehaviours,
    ...fiscalBehaviours,
  ]
  readonly #packets: PacketMachine
  readonly #enquiries: EnquiryMachine
  #transmit: ((bytes: Uint8Array) => void) | undefined

  constructor(environment: {
    readonly clock: Clock
    readonly random: Random
    readonly seed: SimulatorSeed
    readonly capabilities?: MachineCapabilities
  }) {
    const { clock, random, seed, capabilities = standardCapabilities } = environment
    this.machine = new Machine({ clock, random, seed, capabilities })
    const line: LineEnvironment = {
      clock,
      faults: this.faults,
      duration: (command) => this.#duration(command),
      execute: (command) => this.#execute(command),
      transmit: (bytes) => {
        if (!this.faults.silent) this.#transmit?.(bytes)
      },
      powerCycle: () => this.#powerCycle(),
    }
    this.#packets = new PacketMachine(line)
    this.#enquiries = new EnquiryMachine(line)
  }

  get state(): Readonly<Record<string, string | number | boolean>> {
    const { machine } = this
    const { printer, storage, clock } = machine
    return {
      model: machine.capabilities.name,
      mode: machine.mode,
      tasks: this.#packets.buffer.size,
      paper: printer.hasPaper,
      coverOpen: printer.coverOpen,
      drawerOpen: machine.drawerOpen,
      clock: clock.now(),
      shiftOpen: storage.shift.open,
      shift: storage.shift.number,
      lastDocument: storage.lastNumber,
      unsent: storage.unsent().count,
      paperTape: printer.tape.slice(-60).join('\n'),
      silent: this.faults.silent,
      noisy: this.faults.noisy,
    }
  }

  control(name: string, value?: string | number | boolean): void {
    const { machine, faults } = this
    const definition = controls.find((control) => control.name === name)
    if (!definition) throw new RangeError(`no control ${name}`)
    switch (name) {
      case 'run-out-of-paper':
        return machine.printer.runOutAfter(numberFor(controls, name, value))
      case 'load-paper':
        return machine.printer.loadPaper()
      case 'open-cover':
        return machine.printer.openCover()
      case 'close-cover':
        machine.printer.coverOpen = false
        return
      case 'close-drawer':
        machine.drawerOpen = false
        return
      case 'drift-clock':
        return machine.clock.drift(numberFor(controls, name, value) * 60_000)
      case 'operator-reachable':
        machine.operatorReachable = switchFor(controls, name, value)
        return
      case 'power-cycle':
        return this.#powerCycle()
      case 'silence':
        faults.silent = switchFor(controls, name, value)
        return
      case 'noise':
        faults.noisy = switchFor(controls, name, value)
        return
      default:
        return faults.arm(name as OneShotFault, definition.parameter ? numberFor(controls, name, value) : 1)
    }
  }

  /** A second host takes the line over: a register serves one connection. */
  attach(transmit: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; detach(): void } {
    this.#transmit = transmit
    return {
      receive: (bytes) => {
        if (this.#transmit !== transmit || this.faults.silent) return
        for (const byte of bytes) this.#receive(byte)
      },
      detach: () => {
        if (this.#transmit === transmit) this.#transmit = undefined
      },
    }
  }

  #receive(byte: number): void {
    const { transports } = this.machine.capabilities
    const packet = !this.#enquiries.pending && (this.#packets.pending || byte === START)
    if (packet && transports.includes('v3')) this.#packets.receive(byte)
    else if (transports.includes('v2')) this.#enquiries.receive(byte)
  }

  #duration(command: Uint8Array): number {
    const { printTask, reportTime } = this.machine.capabilities
    const code = command[2] ?? 0
    if (reportCodes.includes(code)) return reportTime
    return printingCodes.includes(code) ? printTask : 0
  }

  #execute(command: Uint8Array): Uint8Array {
    const payload = command.subarray(2)
    if (payload.length === 0) return encodeRefusal(errorCode.unknownCommand)
    if (command[0] !== 0 || command[1] !== 0) return encodeRefusal(errorCode.wrongPassword)
    for (const behaviour of this.#behaviours) {
      const answer = behaviour(this.machine, payload)
      if (answer) return answer
    }
    return encodeRefusal(errorCode.unknownCommand)
  }

  #powerCycle(): void {
    this.machine.powerCycle()
    this.#packets.powerOff()
    this.#enquiries.powerOff()
  }
}
