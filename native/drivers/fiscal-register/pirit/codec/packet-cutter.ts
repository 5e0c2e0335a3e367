import { CodecError } from '../../../../codecs/codec-error.ts'
import type { StreamCutter, StreamPiece } from '../../../../codecs/wire-format.ts'
import { joinDiscarded } from '../../shared/codec/stream-pieces.ts'
import { ACK, ENQ, ETX, LF, longestPacket, STX } from './packet.ts'

/** Bytes that are a message of their own, outside of packets. */
export const controlNames: Readonly<Record<number, string>> = { [ENQ]: 'ENQ', [ACK]: 'ACK', [LF]: 'LF' }

const separator = 0x1c
const checksumLength = 2

/**
 * Cuts one direction of a line into packets and control bytes. A packet holds no byte below 20h but separators, so any other
 * one ends a broken packet, and STX begins the next. What fits nothing, or what `check` refuses, comes out as discarded.
 */
export class PacketCutter implements StreamCutter {
  readonly #check: (packet: Uint8Array) => unknown
  #bytes: number[] = []
  /** Digits of the checksum that are still to come; `undefined` before ETX. */
  #left: number | undefined

  /** `check` throws CodecError for a packet that is none. */
  constructor(check: (packet: Uint8Array) => unknown) {
    this.#check = check
  }

  /** A packet has begun. */
  get pending(): boolean {
    return this.#bytes.length > 0
  }

  push(bytes: Uint8Array): StreamPiece[] {
    const pieces: StreamPiece[] = []
    for (const byte of bytes) this.#take(byte, pieces)
    return joinDiscarded(pieces)
  }

  flush(): StreamPiece[] {
    const pieces: StreamPiece[] = []
    this.#discard('cut off', pieces)
    return pieces
  }

  #take(byte: number, pieces: StreamPiece[]): void {
    if (byte === STX) {
      this.#discard('a new packet begins', pieces)
      this.#bytes = [byte]
      return
    }
    if (this.#bytes.length === 0) return outside(byte, pieces)
    if (this.#left === undefined && byte < 0x20 && byte !== separator && byte !== ETX) {
      this.#discard('a control character in a packet', pieces)
      return outside(byte, pieces)
    }
    this.#bytes.push(byte)
    if (this.#left !== undefined) this.#left--
    else if (byte === ETX) this.#left = checksumLength
    if (this.#left === 0) this.#finish(pieces)
    else if (this.#bytes.length >= longestPacket) this.#discard('longer than any packet', pieces)
  }

  #finish(pieces: StreamPiece[]): void {
    const bytes = Uint8Array.from(this.#bytes)
    try {
      this.#check(bytes)
      this.#begin()
      pieces.push({ kind: 'frame', bytes })
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      this.#discard(error.detail, pieces)
    }
  }

  #discard(reason: string, pieces: StreamPiece[]): void {
    if (this.#bytes.length > 0) pieces.push({ kind: 'discarded', bytes: Uint8Array.from(this.#bytes), reason })
    this.#begin()
  }

  #begin(): void {
    this.#bytes = []
    this.#left = undefined
  }
}

function outside(byte: number, pieces: StreamPiece[]): void {
  const bytes = Uint8Array.of(byte)
  if (byte in controlNames) pieces.push({ kind: 'frame', bytes })
  else pieces.push({ kind: 'discarded', bytes, reason: 'no packet' })
}
