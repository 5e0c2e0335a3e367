import { DeviceFailure } from '../../../../foundation/device-failure.ts'
import type { LinkReader } from '../../shared/link-reader.ts'
import type { Delivery, LinkLayer, LinkTiming, Parcel } from '../delivery.ts'
import { PacketLine } from './packet-line.ts'
import * as task from './task.ts'
import { deliveryOf, endOf, type TaskEnd } from './task-end.ts'

/** Milliseconds between two questions about a task that takes its time: the pause doubles from the first to the last. */
const firstPoll = 60
const lastPoll = 1_000
const deviceStatusCode = 0x3f
/**
 * Our task ids keep away from those that other programs begin with, and from bytes that mean something in the protocol of
 * other registers.
 */
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
  readonly #line: PacketLine
  readonly #timing: LinkTiming
  #task = firstTask
  /** Tasks of ours that may still lie in the buffer. */
  readonly #unacknowledged = new Set<number>()
  #lost: number | undefined
  /** A task of ours whose result stays in the buffer until the operation is over. */
  #anchor: number | undefined

  constructor(reader: LinkReader, timing: LinkTiming) {
    this.#line = new PacketLine(reader, timing)
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
      const answer = await this.#line.insist({ code: task.Req, tid }, signal)
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
    this.#line.results.delete(tid)
    this.#unacknowledged.add(tid)
    const flags = task.flag.needResult | task.flag.ignoreError
    const added = await this.#line.request({ code: task.Add, flags, tid, command }, signal)
    if (!added && parcel.care === 'repeat') return this.#resultOf(tid) ?? { kind: 'silence' }
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
    const { status } = await this.#line.insist({ code: task.Req, tid: anchor }, signal)
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
      if (pause > 0) await this.#line.listen(this.#now() + pause, signal, () => this.#line.results.has(tid))
      const answer = this.#line.results.has(tid) ? undefined : await this.#line.request({ code: task.Req, tid }, signal)
      const end = this.#resultOf(tid) ?? (answer && endOf(answer))
      if (end) return end
      silence = answer ? 0 : silence + 1
      pause = answer ? Math.min(Math.max(2 * pause, firstPoll), lastPoll) : 0
    }
    return this.#resultOf(tid) ?? { kind: 'silence' }
  }

  /**
   * The buffer is full, or stopped by a task that failed: a program that was killed has left it so. While one of its tasks
   * still runs or waits its turn, nothing is touched; when all have ended, Abort empties the buffer, as every program in the
   * field does at its start.
   */
  async #clear(signal: AbortSignal | undefined): Promise<boolean> {
    for (let tid = 0; tid <= 0xff; tid++) {
      const { status } = await this.#line.insist({ code: task.Req, tid }, signal)
      if (unfinished.includes(status)) return false
    }
    await this.#line.insist({ code: task.Abort }, signal)
    this.#anchor = undefined
    this.#unacknowledged.clear()
    this.#line.results.clear()
    return true
  }

  async #askForLost(tid: number, parcel: Parcel): Promise<void> {
    const answer = await this.#line.request({ code: task.Req, tid }, parcel.signal)
    const end = this.#resultOf(tid) ?? (answer && endOf(answer))
    if (!end) return
    if (end.kind === 'result') this.latecomer = end.payload
    this.#lost = undefined
  }

  /** Frees the buffer. What is not confirmed is tried again after the next command. */
  async #acknowledge(signal: AbortSignal | undefined): Promise<void> {
    try {
      for (const tid of this.#unacknowledged) {
        if (tid === this.#anchor) continue
        const answer = await this.#line.request({ code: task.Ack, tid }, signal)
        if (!answer) return
        if (!unfinished.includes(answer.status)) this.#unacknowledged.delete(tid)
        this.#line.results.delete(tid)
      }
    } catch (error) {
      // The result is known: a cable that is cut now changes nothing about it.
      if (!(error instanceof DeviceFailure)) throw error
    }
  }

  /** A result that came without being asked for. */
  #resultOf(tid: number): TaskEnd | undefined {
    const payload = this.#line.results.get(tid)
    return payload && { kind: 'result', payload }
  }

  #nextTask(): number {
    const tid = this.#task
    this.#task = tid >= lastTask ? firstTask : tid + 1
    return tid
  }

  #now(): number {
    return this.#line.clock.now()
  }
}
