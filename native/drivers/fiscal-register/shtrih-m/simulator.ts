import { ByteInput } from '../shared/codec/byte-input.ts'
import type { SimulatorEnvironment } from '../shared/simulator/played-machine.ts'
import { RegisterSimulator } from '../shared/simulator/register-simulator.ts'
import { encodeRefusal, readCode } from './commands/command.ts'
import { ENQ, STX } from './link-v1/frame.ts'
import { START } from './link-v2/frame.ts'
import { unknownCommand, type Behaviour } from './simulator/behaviour.ts'
import { standardCapabilities, type MachineCapabilities } from './simulator/capabilities.ts'
import { controls } from './simulator/controls.ts'
import { Faults, type OneShotFault } from './simulator/faults.ts'
import { fiscalBehaviours } from './simulator/fiscal-behaviours.ts'
import type { LineEnvironment } from './simulator/line.ts'
import { Machine } from './simulator/machine.ts'
import { markingBehaviours } from './simulator/marking-behaviours.ts'
import { NumberedMachine } from './simulator/numbered-machine.ts'
import { printingBehaviours } from './simulator/printing-behaviours.ts'
import { StandardMachine } from './simulator/standard-machine.ts'
import { statusBehaviours } from './simulator/status-behaviours.ts'
import { storageBehaviours } from './simulator/storage-behaviours.ts'
import { tableBehaviours } from './simulator/table-behaviours.ts'

/** Commands that 50h and 58h can happen to: everything that needs the printer. */
const printingCodes = [0x12, 0x17, 0x25, 0x29, 0x2f, 0x40, 0x41, 0xe0]

/**
 * A played ШТРИХ-М register: capabilities are data, `machine` is its state, behaviours answer commands (the latest that has an
 * answer wins), faults make it misbehave. Speaks both link layers and keeps to the one of the first byte after power-on. It is
 * no cash register: it writes nothing that a tax office could take for a document.
 */
export class ShtrihSimulator extends RegisterSimulator<Machine, OneShotFault> {
  readonly controls = controls
  readonly machine: Machine
  readonly faults = new Faults()
  readonly #behaviours: Behaviour[] = [
    ...statusBehaviours,
    ...printingBehaviours,
    ...tableBehaviours,
    ...storageBehaviours,
    ...fiscalBehaviours,
    ...markingBehaviours,
  ]
  readonly #standard: StandardMachine
  readonly #numbered: NumberedMachine
  #layer: 'v1' | 'v2' | undefined

  constructor(environment: SimulatorEnvironment & { readonly capabilities?: MachineCapabilities }) {
    super()
    const { clock, random, seed, capabilities = standardCapabilities } = environment
    this.machine = new Machine({ clock, random, seed, capabilities })
    const line: LineEnvironment = {
      clock,
      faults: this.faults,
      execute: (payload) => this.#execute(payload),
      transmit: (bytes) => this.transmit(bytes),
      powerCycle: () => this.powerCycle(),
    }
    this.#standard = new StandardMachine(line)
    this.#numbered = new NumberedMachine(line)
  }

  /** Puts a behaviour before all others. */
  use(behaviour: Behaviour): void {
    this.#behaviours.unshift(behaviour)
  }

  /** Two short tables, and then a machine that lists no more: every byte of a whole list would be the same exchange many times. */
  override shorten(): void {
    this.machine.tables.shorten()
    this.use((_, payload) =>
      payload[0] === 0x2d && (payload[5] ?? 0) > 3 ? encodeRefusal(0x2d, unknownCommand) : undefined,
    )
  }

  protected get familyState() {
    const { capabilities, mode, printer, xReports } = this.machine
    return {
      model: capabilities.title,
      linkLayer: this.#layer ?? 'undecided',
      mode,
      submode: printer.submode,
      xReports,
    }
  }

  protected receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#receive(byte)
  }

  #receive(byte: number): void {
    const offered = byte === ENQ || byte === STX ? 'v1' : byte === START ? 'v2' : undefined
    if (!this.#layer && offered && this.machine.capabilities.linkLayers.includes(offered)) this.#layer = offered
    if (this.#layer === 'v1') this.#standard.receive(byte)
    if (this.#layer === 'v2') this.#numbered.receive(byte)
  }

  #execute(payload: Uint8Array): Uint8Array {
    if (payload.length === 1 && payload[0] === 0xff) return Uint8Array.of(0xff, 0, unknownCommand)
    const code = readCode(new ByteInput(payload))
    if (printingCodes.includes(code)) {
      if (this.faults.useOneOf('busy-50h')) return encodeRefusal(code, 0x50)
      if (this.faults.use('break-58h')) {
        this.machine.printer.breakPrint()
        return encodeRefusal(code, 0x58)
      }
    }
    for (const behaviour of this.#behaviours) {
      const answer = behaviour(this.machine, payload)
      if (answer) return answer
    }
    return encodeRefusal(code, unknownCommand)
  }

  protected powerOff(): void {
    this.#standard.powerOff()
    this.#numbered.powerOff()
    this.#layer = undefined
  }
}
