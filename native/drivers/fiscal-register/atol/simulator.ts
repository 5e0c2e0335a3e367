import type { SimulatorEnvironment } from '../shared/simulator/played-machine.ts'
import { RegisterSimulator } from '../shared/simulator/register-simulator.ts'
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
export class AtolSimulator extends RegisterSimulator<Machine, OneShotFault> {
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

  constructor(environment: SimulatorEnvironment & { readonly capabilities?: MachineCapabilities }) {
    super()
    const { clock, random, seed, capabilities = standardCapabilities } = environment
    this.machine = new Machine({ clock, random, seed, capabilities })
    const line: LineEnvironment = {
      clock,
      faults: this.faults,
      duration: (command) => this.#duration(command),
      execute: (command) => this.#execute(command),
      transmit: (bytes) => this.transmit(bytes),
      powerCycle: () => this.powerCycle(),
    }
    this.#packets = new PacketMachine(line)
    this.#enquiries = new EnquiryMachine(line)
  }

  /** Prints at once: every question while it prints would be the same exchange many times. */
  override shorten(): void {
    this.machine.printer.hurry()
    this.machine.capabilities = { ...this.machine.capabilities, reportTime: 50 }
  }

  protected get familyState() {
    const { capabilities, mode } = this.machine
    return { model: capabilities.name, mode, tasks: this.#packets.buffer.size }
  }

  protected receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#receive(byte)
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

  protected powerOff(): void {
    this.#packets.powerOff()
    this.#enquiries.powerOff()
  }
}
