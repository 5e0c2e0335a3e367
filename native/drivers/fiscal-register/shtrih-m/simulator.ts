import type { Clock } from '../../../foundation/clock.ts'
import type { Random } from '../../../foundation/random.ts'
import type { SimulatorSeed } from '../../device-family.ts'
import type { DeviceSimulator } from '../../device-simulator.ts'
import { ByteInput } from '../shared/codec/byte-input.ts'
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
export class ShtrihSimulator implements DeviceSimulator {
  readonly kind = 'bytes'
  readonly controls = controls
  readonly machine: Machine
  readonly faults = new Faults()
  readonly #behaviours: Behaviour[] = [
    ...statusBehaviours,
    ...printingBehaviours,
    ...tableBehaviours,
    ...storageBehaviours,
    ...fiscalBehaviours,
  ]
  readonly #standard: StandardMachine
  readonly #numbered: NumberedMachine
  #layer: 'v1' | 'v2' | undefined
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
      execute: (payload) => this.#execute(payload),
      transmit: (bytes) => {
        if (!this.faults.silent) this.#transmit?.(bytes)
      },
      powerCycle: () => this.#powerCycle(),
    }
    this.#standard = new StandardMachine(line)
    this.#numbered = new NumberedMachine(line)
  }

  /** Puts a behaviour before all others. */
  use(behaviour: Behaviour): void {
    this.#behaviours.unshift(behaviour)
  }

  get state(): Readonly<Record<string, string | number | boolean>> {
    const { machine } = this
    const { printer, storage, clock } = machine
    return {
      model: machine.capabilities.title,
      linkLayer: this.#layer ?? 'undecided',
      mode: machine.mode,
      submode: printer.submode,
      paper: printer.hasPaper,
      coverOpen: printer.coverOpen,
      drawerOpen: machine.drawerOpen,
      clock: clock.now(),
      shiftOpen: storage.shift.open,
      shift: storage.shift.number,
      lastDocument: storage.lastNumber,
      unsent: storage.unsent().count,
      xReports: machine.xReports,
      paperTape: printer.tape.slice(-60).join('\n'),
      silent: this.faults.silent,
      noisy: this.faults.noisy,
    }
  }

  control(name: string, value?: string | number | boolean): void {
    const definition = controls.find((control) => control.name === name)
    if (!definition) throw new RangeError(`no control ${name}`)
    const { parameter } = definition
    const given = value ?? parameter?.default
    if (parameter?.kind === 'number') {
      const { minimum, maximum } = parameter
      if (typeof given !== 'number' || !(given >= minimum && given <= maximum))
        throw new RangeError(`${name}: ${minimum}…${maximum}`)
    }
    if (parameter?.kind === 'yes-no' && typeof given !== 'boolean') throw new RangeError(`${name}: yes or no`)
    this.#perform(name, given)
  }

  #perform(name: string, value: string | number | boolean | undefined): void {
    const { machine, faults } = this
    switch (name) {
      case 'run-out-of-paper':
        return machine.printer.runOutAfter(Number(value))
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
        return machine.clock.drift(Number(value) * 60_000)
      case 'operator-reachable':
        machine.operatorReachable = value === true
        return
      case 'power-cycle':
        return this.#powerCycle()
      case 'silence':
        faults.silent = value === true
        return
      case 'noise':
        faults.noisy = value === true
        return
      default:
        return faults.arm(name as OneShotFault, typeof value === 'number' ? value : 1)
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

  #powerCycle(): void {
    this.machine.powerCycle()
    this.#standard.powerOff()
    this.#numbered.powerOff()
    this.#layer = undefined
  }
}
