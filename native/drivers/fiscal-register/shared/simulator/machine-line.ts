import type { Clock } from '../../../../foundation/clock.ts'

/** What these functions ask of a family's faults. */
interface FaultsOf<Fault extends string> {
  readonly noisy: boolean
  use(fault: Fault): number | undefined
}

/** What a played machine's end of a line works with, whatever it speaks. */
export interface MachineLine<Faults> {
  readonly clock: Clock
  readonly faults: Faults
  /** Sends at once. */
  transmit(bytes: Uint8Array): void
  /** The machine was switched off and on between executing and answering. */
  powerCycle(): void
}

/** A control byte on its way out: may be lost, may have noise in front of it. */
export function sendControl({ faults, transmit }: MachineLine<FaultsOf<'lost-ack'>>, byte: number): void {
  if (faults.use('lost-ack') === undefined) transmit(withNoise(faults, Uint8Array.of(byte)))
}

/** An answer on its way out: may be lost, doubled or late. `make` is called for one that is not lost. */
export function sendAnswer(
  { faults, clock, transmit }: MachineLine<FaultsOf<'lost-answer' | 'duplicate-answer' | 'late-answer'>>,
  make: () => Uint8Array,
): void {
  if (faults.use('lost-answer') !== undefined) return
  const bytes = make()
  const copies = faults.use('duplicate-answer') === undefined ? 1 : 2
  const delay = faults.use('late-answer')
  const send = () => {
    for (let copy = 0; copy < copies; copy++) transmit(bytes)
  }
  if (delay === undefined) send()
  else clock.schedule(delay, send)
}

/** An answer as the line leaves it: one bit of its checksum, the last byte, may be wrong, and there may be noise in front. */
export function spoilt(faults: FaultsOf<'damaged-answer'>, frame: Uint8Array): Uint8Array {
  const bytes = frame.slice()
  if (faults.use('damaged-answer') !== undefined) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0x01
  return withNoise(faults, bytes)
}

const withNoise = ({ noisy }: { readonly noisy: boolean }, bytes: Uint8Array): Uint8Array =>
  noisy ? Uint8Array.of(0xff, ...bytes) : bytes
