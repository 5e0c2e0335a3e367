import { CodecError } from '../../../../codecs/codec-error.ts'
import { DeviceFailure } from '../../../../foundation/device-failure.ts'
import type { LinkReader } from '../../shared/link-reader.ts'
import type { Delivery, LinkLayer, LinkTiming, Parcel } from '../delivery.ts'
import { ASYNCHRONOUS_ID, decodePacket, encodePacket, LAST_ID, PacketCutter } from './packet.ts'
import * as task from './task.ts'

/** How a task ended, as far as the machine says. `gone`: its buffer does not know the task. */
type TaskEnd =
  | { readonly kind: 'result'; readonly payload: Uint8Array }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'exists' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'silence' }

/** Milliseconds between two questions about a task that takes its time: the pause doubles from the first to the last. */
const firstPoll = 60
const lastPoll = 1_000
const deviceStatusCode = 0x3f
/** So many results that were not taken yet are remembered; the machine's own buffer holds no more. */
const resultsKept = 16
/**
 * First packet of a session, and our task ids, which keep away from those that other programs begin with. Together with the
 * lengths of the packets that a probe sends they hold no byte that begins anything in the protocol of other registers.
 */
const firstPacket = 0x30
const firstTask = 0x60
const lastTask = 0x9f
const ourTasks = lastTask - firstTask + 1
const unfinished: readonly number[] = [task.status.pending, task.status.inProgress, task.status.waiting]

/**
 * Transport v3: commands are tasks in a buffer of the machine, which keeps each result until it is acknowledged. So a lost
 * reply is fetched by the id of its task. What has an effect is added only beside an anchor, a harmless task whose result
 * stays unacknowledged: while the buffer knows the anchor and not the task, the task was never added.
 */
export class TaskLink implements LinkLayer {
  readonly name = 'v3'
  latecomer: Uint8Array | undefined
  readonly #reader: LinkReader
  readonly #timing: LinkTiming
  #packet = firstPacket
  #task = firstTask
  #cutter = new PacketCutter()
  #packets: Uint8Array[] = []
  /** Results that came without being asked for. */
  readonly #results = new Map<number, TaskEnd>()
  /** Tasks of ours that may still lie in the buffer. */
  readonly #unacknowledged = new Set<number>()
  #lost: number | undefined
  /** A task of ours whose result stays in the buffer until the operation is over. */
  #anchor: number | undefined

  constructor(reader: LinkReader, timing: LinkTiming) {
    this.#reader = reader
    this.#timing = timing
  }

  async exchange(parcel: Parcel): Promise<Delivery> {
    const progress = { sent: false }
    try {
      if (this.#lost !== undefined) await this.#askForLost(this.#lost, parcel)
      switch (parcel.care) {
        case 'repeat':
          return await this.#ask(parcel)
        case 'once':
          return await this.#tryOnce(parcel, progress)
        case 'prove':
          this.#lost = undefined
          this.latecomer = undefined
          return await this.#prove(parcel, progress)
      }
    } catch (error) {
      if (!(error instanceof DeviceFailure)) throw error
      return { state: progress.sent ? 'lost' : 'not-sent', failure: error }
    }
  }

  async finish(signal: AbortSignal | undefined): Promise<void> {
    this.#anchor = undefined
    if (!signal?.aborted) await this.#acknowledge(signal)
  }

  async #ask(parcel: Parcel): Promise<Delivery> {
    const { end } = await this.#repeat(parcel)
    if (end.kind === 'result') await this.#acknowledge(parcel.signal)
    return deliveryOf(end, 'not-sent')
  }

  /** Adds a harmless task until it has a result, which stays in the buffer. */
  async #repeat(parcel: Parcel): Promise<{ readonly tid: number; readonly end: TaskEnd }> {
    let tid = this.#nextTask()
    let end: TaskEnd = { kind: 'silence' }
    let cleared = false
    for (let attempt = 0, taken = 0; attempt < this.#timing.attempts; tid = this.#nextTask()) {
      end = await this.#run(tid, parcel)
      if (end.kind === 'exists' && ++taken < ourTasks) continue
      if (end.kind === 'refused' && end.status !== task.status.illegalValue && !cleared) {
        cleared = true
        if (await this.#clear(parcel.signal)) continue
      }
      if (end.kind === 'result' || end.kind === 'refused') break
      attempt++
    }
    return { tid, end }
  }

  async #tryOnce(parcel: Parcel, progress: { sent: boolean }): Promise<Delivery> {
    const tid = this.#nextTask()
    progress.sent = true
    const end = await this.#run(tid, parcel)
    if (end.kind === 'result') await this.#acknowledge(parcel.signal)
    return deliveryOf(end, end.kind === 'exists' || end.kind === 'refused' ? 'not-sent' : 'lost')
  }

  async #prove(parcel: Parcel, progress: { sent: boolean }): Promise<Delivery> {
    if (this.#anchor === undefined) {
      const harmless = Uint8Array.of(...parcel.payload.subarray(0, 2), deviceStatusCode)
      const planted = await this.#repeat({ ...parcel, payload: harmless, care: 'repeat' })
      if (planted.end.kind !== 'result') return deliveryOf(planted.end, 'not-sent')
      this.#anchor = planted.tid
    }
    let end: TaskEnd = { kind: 'silence' }
    for (let attempt = 0; attempt < this.#timing.attempts; attempt++) {
      const tid = await this.#freeTask(parcel.signal)
      progress.sent = true
      this.#lost = tid
      end = await this.#run(tid, parcel, this.#anchor)
      if (end.kind !== 'silence') this.#lost = undefined
      if (end.kind === 'gone') {
        // Not in the buffer, and the buffer is the same: the packet was damaged on its way.
        progress.sent = false
        this.#unacknowledged.delete(tid)
        continue
      }
      if (end.kind !== 'silence') await this.#acknowledge(parcel.signal)
      return deliveryOf(end, end.kind === 'refused' ? 'not-sent' : 'lost')
    }
    await this.#acknowledge(parcel.signal)
    return deliveryOf(end, 'not-sent')
  }

  /** The buffer knows nothing of this id, so whatever it knows of it later is ours. Throws `link.timeout`. */
  async #freeTask(signal: AbortSignal | undefined): Promise<number> {
    for (let attempt = 0; attempt < ourTasks; attempt++) {
      const tid = this.#nextTask()
      const answer = await this.#insist({ code: task.Req, tid }, signal)
      if (answer.status === task.status.notFound) return tid
    }
    throw new DeviceFailure('device.busy', { deviceCode: 'B1' })
  }

  /**
   * Adds a task and follows it to its end. With an `anchor`, `gone` is a proof and a buffer that lost both is silence: it was
   * emptied, and the task may have been executed before.
   */
  async #run(tid: number, parcel: Parcel, anchor?: number): Promise<TaskEnd> {
    const { payload: command, signal } = parcel
    const deadline = this.#now() + parcel.patience
    this.#results.delete(tid)
    this.#unacknowledged.add(tid)
    const flags = task.flag.needResult | task.flag.ignoreError
    const added = await this.#request({ code: task.Add, flags, tid, command }, signal)
    if (!added && parcel.care === 'repeat') return this.#results.get(tid) ?? { kind: 'silence' }
    let end = added && endOf(added)
    if (end?.kind === 'exists') {
      if (anchor === undefined) {
        this.#unacknowledged.delete(tid)
        return end
      }
      end = undefined
    }
    end ??= await this.#follow(tid, deadline, added !== undefined, signal)
    if (end.kind === 'refused' && end.status !== task.status.stopped) this.#unacknowledged.delete(tid)
    if (end.kind !== 'gone' || anchor === undefined) return end
    const { status } = await this.#insist({ code: task.Req, tid: anchor }, signal)
    if (status === task.status.result || status === task.status.error) return end
    this.#anchor = undefined
    return { kind: 'silence' }
  }

  /** Waits for the result to come by itself, and asks for it now and then; at once if the task may not have arrived at all. */
  async #follow(tid: number, deadline: number, arrived: boolean, signal: AbortSignal | undefined): Promise<TaskEnd> {
    const patience = Math.max(deadline, this.#now() + this.#timing.attempts * this.#timing.reaction)
    let silence = 0
    let pause = arrived ? firstPoll : 0
    while (this.#now() < patience && silence < this.#timing.attempts) {
      if (pause > 0) await this.#listen(this.#now() + pause, signal, () => this.#results.has(tid))
      const answer = this.#results.has(tid) ? undefined : await this.#request({ code: task.Req, tid }, signal)
      const end = this.#results.get(tid) ?? (answer && endOf(answer))
      if (end) return end
      silence = answer ? 0 : silence + 1
      pause = answer ? Math.min(Math.max(2 * pause, firstPoll), lastPoll) : 0
    }
    return this.#results.get(tid) ?? { kind: 'silence' }
  }

  /**
   * The buffer is full, or stopped by a task that failed: a program that was killed has left it so. While one of its tasks
   * still runs or waits its turn, nothing is touched; when all have ended, Abort empties the buffer, as every program in the
   * field does at its start.
   */
  async #clear(signal: AbortSignal | undefined): Promise<boolean> {
    for (let tid = 0; tid <= 0xff; tid++) {
      const { status } = await this.#insist({ code: task.Req, tid }, signal)
      if (unfinished.includes(status)) return false
    }
    await this.#insist({ code: task.Abort }, signal)
    this.#anchor = undefined
    this.#unacknowledged.clear()
    this.#results.clear()
    return true
  }

  async #askForLost(tid: number, parcel: Parcel): Promise<void> {
    const answer = await this.#request({ code: task.Req, tid }, parcel.signal)
    const end = this.#results.get(tid) ?? (answer && endOf(answer))
    if (!end) return
    if (end.kind === 'result') this.latecomer = end.payload
    this.#lost = undefined
  }

  /** Frees the buffer. What is not confirmed is tried again after the next command. */
  async #acknowledge(signal: AbortSignal | undefined): Promise<void> {
    try {
      for (const tid of this.#unacknowledged) {
        if (tid === this.#anchor) continue
        const answer = await this.#request({ code: task.Ack, tid }, signal)
        if (!answer) return
        if (!unfinished.includes(answer.status)) this.#unacknowledged.delete(tid)
        this.#results.delete(tid)
      }
    } catch (error) {
      // The result is known: a cable that is cut now changes nothing about it.
      if (!(error instanceof DeviceFailure)) throw error
    }
  }

  /** Asks something harmless until it is answered. Throws `link.timeout`. */
  async #insist(command: task.BufferCommand, signal: AbortSignal | undefined): Promise<task.BufferAnswer> {
    for (let attempt = 0; attempt < this.#timing.attempts; attempt++) {
      const answer = await this.#request(command, signal)
      if (answer) return answer
    }
    throw new DeviceFailure('link.timeout')
  }

  /**
   * One packet and its answer. A machine that got the packet damaged says so with an empty one; the same packet then goes out
   * again, for it was not taken. `undefined`: silence.
   */
  async #request(command: task.BufferCommand, signal: AbortSignal | undefined): Promise<task.BufferAnswer | undefined> {
    const id = this.#nextPacket()
    const bytes = encodePacket({ id, data: task.encodeBufferCommand(command) })
    for (let copy = 0; copy < this.#timing.attempts; copy++) {
      await this.#reader.write(bytes)
      let answer: Uint8Array | undefined
      await this.#listen(this.#now() + this.#timing.reaction, signal, (received, data) => {
        if (received === id) answer = data
        return received === id
      })
      if (answer === undefined) return undefined
      if (answer.length > 0) return tryAnswer(answer)
    }
    return undefined
  }

  /** Hears packets until one is what `enough` waits for; keeps the results that the machine sends by itself. */
  async #listen(
    deadline: number,
    signal: AbortSignal | undefined,
    enough: (id: number, data: Uint8Array) => boolean,
  ): Promise<void> {
    for (;;) {
      const bytes = this.#packets.shift()
      if (bytes) {
        const { id, data } = decodePacket(bytes)
        if (id === ASYNCHRONOUS_ID) this.#keep(data)
        if (enough(id, data)) return
        continue
      }
      const byte = await this.#reader.next(deadline, signal)
      if (byte === undefined) return
      for (const piece of this.#cutter.push(Uint8Array.of(byte))) {
        if (piece.kind === 'frame') this.#packets.push(piece.bytes)
      }
    }
  }

  #keep(data: Uint8Array): void {
    const answer = tryAnswer(data)
    if (answer?.tid === undefined) return
    this.#results.set(answer.tid, { kind: 'result', payload: answer.result })
    for (const tid of this.#results.keys()) if (this.#results.size > resultsKept) this.#results.delete(tid)
  }

  #nextPacket(): number {
    const id = this.#packet
    this.#packet = id >= LAST_ID ? 0 : id + 1
    return id
  }

  #nextTask(): number {
    const tid = this.#task
    this.#task = tid >= lastTask ? firstTask : tid + 1
    return tid
  }

  #now(): number {
    return this.#reader.clock.now()
  }
}

/** What a state says of the task's end; `undefined` while it runs or waits. */
function endOf({ status, result }: task.BufferAnswer): TaskEnd | undefined {
  switch (status) {
    case task.status.result:
    case task.status.error:
      return { kind: 'result', payload: result }
    case task.status.stopped:
    case task.status.overflow:
    case task.status.illegalValue:
      return { kind: 'refused', status }
    case task.status.alreadyExists:
      return { kind: 'exists' }
    case task.status.notFound:
      return { kind: 'gone' }
    default:
      return undefined
  }
}

function deliveryOf(end: TaskEnd, otherwise: 'not-sent' | 'lost'): Delivery {
  switch (end.kind) {
    case 'result':
      return { state: 'answered', payload: end.payload }
    case 'refused':
    case 'exists': {
      const code = end.kind === 'refused' ? end.status : task.status.alreadyExists
      const deviceCode = code.toString(16).toUpperCase()
      return { state: otherwise, failure: new DeviceFailure('device.busy', { deviceCode, deviceText: bufferText }) }
    }
    default:
      return { state: otherwise, failure: new DeviceFailure(end.kind === 'gone' ? 'link.garbled' : 'link.timeout') }
  }
}

const bufferText = {
  ru: 'касса ещё выполняет задания другой программы',
  en: 'the register still works at the tasks of another program',
}

function tryAnswer(data: Uint8Array): task.BufferAnswer | undefined {
  try {
    return task.decodeBufferAnswer(data)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}
