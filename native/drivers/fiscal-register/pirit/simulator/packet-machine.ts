import { controlNames, createPacketCutter } from '../codec/packet-cutter.ts'
import { ACK, decodeCommandPacket, encodeAnswerPacket, ENQ, firstId, lastId, LF } from '../codec/packet.ts'
import { sendAnswer, sendControl, spoilt, type MachineLine } from '../../shared/simulator/machine-line.ts'
import { errorCode } from '../error-codes.ts'
import type { Reply } from './behaviour.ts'
import type { Faults } from './faults.ts'

/** Milliseconds of silence after which the machine gives up a packet that goes on no further. */
const packetTimeout = 200
/** So many commands wait while one is at work. */
const queueLength = 8

export type Packet = ReturnType<typeof decodeCommandPacket>

interface LineEnvironment extends MachineLine<Faults> {
  /** Executes a command; calls `reply` when it is done, with nothing where nothing is to be said. */
  execute(packet: Packet, reply: (reply: Reply | undefined) => void): void
  feedLine(): void
}

/** The machine's end of the line: packets in, one command after another, packets out. */
export class PacketMachine {
  readonly #line: LineEnvironment
  #cutter = createPacketCutter(decodeCommandPacket)
  #queue: Packet[] = []
  #busy = false
  #session = 0
  #forgetTimeout: (() => void) | undefined

  constructor(line: LineEnvironment) {
    this.#line = line
  }

  powerOff(): void {
    this.#session++
    this.#forgetTimeout?.()
    this.#cutter = createPacketCutter(decodeCommandPacket)
    this.#queue = []
    this.#busy = false
  }

  receive(byte: number): void {
    this.#forgetTimeout?.()
    this.#forgetTimeout = undefined
    for (const piece of this.#cutter.push(Uint8Array.of(byte))) {
      if (piece.kind === 'discarded') this.#complain(piece.bytes, errorCode.wrongChecksum)
      else if (piece.bytes.length === 1) this.#control(piece.bytes[0] ?? 0)
      else this.#take(decodeCommandPacket(piece.bytes))
    }
    if (!this.#cutter.pending) return
    this.#forgetTimeout = this.#line.clock.schedule(packetTimeout, () => {
      for (const { bytes } of this.#cutter.flush()) this.#complain(bytes, errorCode.byteTimeout)
    })
  }

  #control(byte: number): void {
    if (byte === LF) this.#line.feedLine()
    if (byte === ENQ) sendControl(this.#line, ACK)
  }

  /** Says what was wrong with a packet, if its id and command can be made out. */
  #complain(bytes: Uint8Array, error: number): void {
    const id = bytes[5] ?? 0
    const code = String.fromCharCode(...bytes.subarray(6, 8))
    if ((bytes[0] ?? 0) in controlNames || id < firstId || id > lastId || !/^[\dA-F]{2}$/u.test(code)) return
    this.#answer(id, Number.parseInt(code, 16), { error, values: [] })
  }

  #take(packet: Packet): void {
    if (this.#queue.length >= queueLength) {
      return this.#answer(packet.id, packet.command, { error: errorCode.bufferOverflow, values: [] })
    }
    this.#queue.push(packet)
    this.#next()
  }

  #next(): void {
    if (this.#busy) return
    const packet = this.#queue.shift()
    if (!packet) return
    this.#busy = true
    const session = this.#session
    this.#line.execute(packet, (reply) => {
      if (session !== this.#session) return
      this.#busy = false
      if (this.#line.faults.use('power-cycle-after-execution')) return this.#line.powerCycle()
      if (reply) this.#answer(packet.id, packet.command, reply)
      this.#next()
    })
  }

  #answer(id: number, command: number, { error, values }: Reply): void {
    sendAnswer(this.#line, () => spoilt(this.#line.faults, encodeAnswerPacket({ id, command, error, values })))
  }
}
