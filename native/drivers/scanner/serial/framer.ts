import { symbologyOf, splitSymbologyIdentifier } from '../../../codecs/aim/symbology-identifiers.ts'
import { latinTextOf } from '../../../codecs/text-bytes.ts'
import type { Clock } from '../../../foundation/clock.ts'
import type { Scan } from '../scanner.ts'

export const terminatorChoices = ['auto', 'cr', 'lf', 'cr-lf', 'tab', 'etx', 'silence'] as const
export type TerminatorChoice = (typeof terminatorChoices)[number]
type Terminator = Scan['terminator']

export interface FramerOptions {
  readonly prefix: Uint8Array
  readonly suffix: Uint8Array
  readonly terminator: TerminatorChoice
}

/** No code is longer: a QR code of version 40 holds 2953 bytes. */
const limit = 4096
/** A scanner sends a code in one go; after this much silence it is over. */
const silence = 300
/** How long the second half of CR LF may lag behind. */
const lineFeedDelay = 30

const [cr, lf, tab, etx, stx, escape, fileSeparator] = [0x0d, 0x0a, 0x09, 0x03, 0x02, 0x1b, 0x1c]
const single: Readonly<Record<number, Terminator>> = { [lf]: 'lf', [tab]: 'tab', [etx]: 'etx' }

/**
 * Cuts scans out of what a scanner in serial mode sends, in whatever pieces it comes. GS inside a code is data and stays;
 * prefix, suffix, terminator and AIM identifier go, and are told.
 */
export class ScanFramer {
  readonly #clock: Clock
  readonly #options: FramerOptions
  readonly #emit: (scan: Scan) => void
  #pending: number[] = []
  #overflow = false
  #waitsForLineFeed = false
  #forget: (() => void) | undefined
  #lastByteAt = 0

  constructor(clock: Clock, options: FramerOptions, emit: (scan: Scan) => void) {
    this.#clock = clock
    this.#options = options
    this.#emit = emit
  }

  push(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte)
    this.#forget?.()
    this.#forget = undefined
    if (this.#waitsForLineFeed) this.#forget = this.#clock.schedule(lineFeedDelay, () => this.#finish('cr'))
    else if (this.#pending.length) this.#forget = this.#clock.schedule(silence, () => this.#finish('silence'))
  }

  /** Forgets what has come so far. */
  dispose(): void {
    this.#forget?.()
    this.#forget = undefined
    this.#reset()
  }

  #take(byte: number): void {
    this.#lastByteAt = this.#clock.now()
    if (this.#waitsForLineFeed) {
      this.#waitsForLineFeed = false
      if (byte === lf) {
        this.#keep(byte)
        return this.#finish('cr-lf')
      }
      if (this.#options.terminator === 'auto') this.#finish('cr')
    }
    this.#keep(byte)
    this.#terminate(byte)
  }

  #terminate(byte: number): void {
    const { terminator } = this.#options
    if (byte === cr) {
      if (terminator === 'cr') return this.#finish('cr')
      if (terminator === 'auto' || terminator === 'cr-lf') this.#waitsForLineFeed = true
      return
    }
    const name = single[byte]
    if (name && (terminator === 'auto' || terminator === name)) this.#finish(name)
  }

  #keep(byte: number): void {
    if (this.#pending.length < limit) this.#pending.push(byte)
    else this.#overflow = true
  }

  #finish(terminator: Terminator): void {
    const raw = Uint8Array.from(this.#pending)
    const damaged = this.#overflow || raw.includes(0)
    this.#reset()
    const scan = openScan(raw, terminator, this.#options)
    if (scan.bytes.length) this.#emit({ ...scan, raw, at: this.#lastByteAt, terminator, damaged })
  }

  #reset(): void {
    this.#pending = []
    this.#overflow = false
    this.#waitsForLineFeed = false
  }
}

const tails: Readonly<Record<Terminator, readonly number[]>> = {
  cr: [cr],
  lf: [lf],
  'cr-lf': [cr, lf],
  tab: [tab],
  etx: [etx],
  silence: [],
}

/** Takes the code out of its wrapping, outermost first. */
function openScan(
  raw: Uint8Array,
  terminator: Terminator,
  options: FramerOptions,
): Pick<Scan, 'bytes' | 'aimIdentifier' | 'symbology'> {
  let bytes = withoutEnd(raw, tails[terminator])
  bytes = withoutEnd(bytes, options.suffix)
  bytes = withoutStart(bytes, options.prefix)
  // Some scanners wrap a code in STX … ETX, or in ESC … FS.
  if (terminator === 'etx') bytes = withoutStart(bytes, [stx])
  bytes = withoutEnd(withoutStart(bytes, [escape]), [fileSeparator])
  const { identifier } = splitSymbologyIdentifier(latinTextOf(bytes.subarray(0, 3)))
  return {
    bytes: identifier === undefined ? bytes : bytes.subarray(3),
    aimIdentifier: identifier,
    symbology: identifier === undefined ? undefined : symbologyOf(identifier)?.id,
  }
}

function withoutStart(bytes: Uint8Array, start: ArrayLike<number>): Uint8Array {
  for (let index = 0; index < start.length; index++) if (bytes[index] !== start[index]) return bytes
  return bytes.subarray(start.length)
}

function withoutEnd(bytes: Uint8Array, end: ArrayLike<number>): Uint8Array {
  const offset = bytes.length - end.length
  for (let index = 0; index < end.length; index++) if (bytes[offset + index] !== end[index]) return bytes
  return end.length ? bytes.subarray(0, offset) : bytes
}
