import { numberFor, switchFor } from '../../../control-value.ts'
import type { DeviceSimulator, SimulatorControl } from '../../../device-simulator.ts'
import type { LineFaults } from './line-faults.ts'
import type { PlayedMachine } from './played-machine.ts'

type Values = Readonly<Record<string, string | number | boolean>>

/**
 * A played register at the end of a line: what a person can do to any of them, what can go wrong on any line, one host at a time.
 * A family adds what it hears (`receive`), what it forgets without power (`powerOff`) and controls of its own as faults.
 */
export abstract class RegisterSimulator<
  Machine extends PlayedMachine<string> = PlayedMachine<string>,
  Fault extends string = string,
> implements DeviceSimulator {
  readonly kind = 'bytes'
  abstract readonly controls: readonly SimulatorControl[]
  abstract readonly machine: Machine
  abstract readonly faults: LineFaults<Fault>
  #transmit: ((bytes: Uint8Array) => void) | undefined

  /** Bytes of the host, never while the machine is silent. */
  protected abstract receive(bytes: Uint8Array): void
  protected abstract powerOff(): void
  /** Model, mode and whatever else the family wants to show first. */
  protected abstract get familyState(): Values

  /** Leaves the machine with as little to tell as it can have, so that every byte of a long exchange can be spoiled. */
  shorten(): void {}

  get state(): Values {
    const { machine, faults } = this
    const { printer, storage, clock } = machine
    return {
      ...this.familyState,
      paper: printer.hasPaper,
      coverOpen: printer.coverOpen,
      drawerOpen: machine.drawerOpen,
      clock: clock.now(),
      storage: storage.serialNumber,
      storagePhase: storage.phase,
      shiftOpen: storage.shift.open,
      shift: storage.shift.number,
      lastDocument: storage.lastNumber,
      unsent: storage.unsent().count,
      paperTape: printer.tape.slice(-60).join('\n'),
      silent: faults.silent,
      noisy: faults.noisy,
    }
  }

  control(name: string, value?: string | number | boolean): void {
    const { machine, faults, controls } = this
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
      case 'send-to-operator':
        return machine.sendToOperator()
      case 'replace-storage':
        return machine.replaceStorage()
      case 'power-cycle':
        return this.powerCycle()
      case 'silence':
        faults.silent = switchFor(controls, name, value)
        return
      case 'noise':
        faults.noisy = switchFor(controls, name, value)
        return
      default:
        return faults.arm(name as Fault, definition.parameter ? numberFor(controls, name, value) : 1)
    }
  }

  /** A second host takes the line over: a register serves one connection. */
  attach(transmit: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; detach(): void } {
    this.#transmit = transmit
    return {
      receive: (bytes) => {
        if (this.#transmit === transmit && !this.faults.silent) this.receive(bytes)
      },
      detach: () => {
        if (this.#transmit === transmit) this.#transmit = undefined
      },
    }
  }

  protected transmit(bytes: Uint8Array): void {
    if (!this.faults.silent) this.#transmit?.(bytes)
  }

  protected powerCycle(): void {
    this.machine.powerCycle()
    this.powerOff()
  }
}
