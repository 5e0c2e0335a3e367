import type { Localized } from '../foundation/localized.ts'
import type { ProgramInvocation, ProgramResult } from '../transports/program-runner.ts'

/** Something that a trainer, a test or the person at the virtual bench can do to a simulated device. */
export interface SimulatorControl {
  /** `scan`, `put-weight`, `pull-cable`, `run-out-of-paper`, … */
  readonly name: string
  readonly label: Localized
  readonly parameter?:
    | {
        readonly kind: 'text'
        readonly default: string
        readonly samples?: readonly { readonly label: Localized; readonly value: string }[]
      }
    | {
        readonly kind: 'number'
        readonly unit: Localized
        readonly minimum: number
        readonly maximum: number
        readonly default: number
      }
    | { readonly kind: 'yes-no'; readonly default: boolean }
  /** A fault makes the device misbehave; an action is what a person does at a sound device. */
  readonly kind: 'action' | 'fault'
}

interface SimulatorBase {
  /** Capabilities (data) and state, for the virtual bench's panel and for tests. */
  readonly state: Readonly<Record<string, string | number | boolean>>
  readonly controls: readonly SimulatorControl[]
  /** Performs a control. Throws RangeError on an unknown name or a value out of range. */
  control(name: string, value?: string | number | boolean): void
}

/** A simulated device at the far end of a line: the same bytes as the real one. */
export interface DeviceSimulator extends SimulatorBase {
  readonly kind: 'bytes'
  /** A host opened the line. Returns what the device does with the host's bytes; `transmit` sends to the host. */
  attach(transmit: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; detach(): void }
}

/** A simulated vendor's program: what it would print, write and return. */
export interface VirtualProgram extends SimulatorBase {
  readonly kind: 'program'
  run(invocation: ProgramInvocation, signal?: AbortSignal): Promise<ProgramResult>
}
