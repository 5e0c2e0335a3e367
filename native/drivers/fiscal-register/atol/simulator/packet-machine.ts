import { CodecError } from '../../../../codecs/codec-error.ts'
import { ASYNCHRONOUS_ID, decodePacket, encodePacket, createPacketCutter, START } from '../link-v3/packet.ts'
import * as task from '../link-v3/task.ts'
import { sendAnswer, spoilt } from '../../shared/simulator/machine-line.ts'
import type { LineEnvironment } from './line.ts'
import { TaskBuffer } from './task-buffer.ts'

/** Milliseconds of silence after which the machine gives up a packet that goes on no further. */
const packetTimeout = 500

/** The machine's end of transport v3: packets in, buffer, packets out. */
export class PacketMachine {
  readonly buffer: TaskBuffer
  readonly #line: LineEnvironment
  #cutter = createPacketCutter()
  #forgetTimeout: (() => void) | undefined
  #lastAnswer: { readonly id: number; readonly bytes: Uint8Array } | undefined

  constructor(line: LineEnvironment) {
    this.#line = line
    this.buffer = new TaskBuffer(line, (tid, status, result) =>
      this.#send(ASYNCHRONOUS_ID, Uint8Array.of(status, tid, ...result)),
    )
  }

  get pending(): boolean {
    return this.#cutter.pending
  }

  powerOff(): void {
    this.#forgetTimeout?.()
    this.#cutter = createPacketCutter()
    this.#lastAnswer = undefined
    this.buffer.clear()
  }

  receive(byte: number): void {
    this.#forgetTimeout?.()
    for (const piece of this.#cutter.push(Uint8Array.of(byte))) {
      if (piece.kind === 'frame') this.#take(piece.bytes)
      else if (piece.bytes[0] === START && piece.bytes.length > 4) this.#askAgain(piece.bytes[3] ?? 0)
    }
    if (!this.#cutter.pending) return
    this.#forgetTimeout = this.#line.clock.schedule(packetTimeout, () => {
      this.#cutter = createPacketCutter()
    })
  }

  #take(bytes: Uint8Array): void {
    const { id, data } = decodePacket(bytes)
    if (data.length === 0) {
      if (this.#lastAnswer?.id === id) this.#line.transmit(this.#lastAnswer.bytes)
      return
    }
    const command = tryCommand(data)
    const answer = command ? this.buffer.perform(command) : Uint8Array.of(task.status.illegalValue)
    if (!answer) return
    if (command?.code === task.Ack && this.#line.faults.use('lost-ack')) return
    this.#send(id, answer)
  }

  #askAgain(id: number): void {
    this.#line.transmit(encodePacket({ id, data: new Uint8Array() }))
  }

  #send(id: number, data: Uint8Array): void {
    const bytes = encodePacket({ id, data })
    if (id !== ASYNCHRONOUS_ID) this.#lastAnswer = { id, bytes }
    sendAnswer(this.#line, () => spoilt(this.#line.faults, bytes))
  }
}

function tryCommand(data: Uint8Array): task.BufferCommand | undefined {
  try {
    return task.decodeBufferCommand(data)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}
