import * as task from '../link-v3/task.ts'
import type { LineEnvironment } from './line.ts'

/** A task and, once it is finished, its result. */
interface Task {
  readonly flags: number
  readonly command: Uint8Array
  status: number
  result: Uint8Array
}

const capacity = 16
const busyStep = 500

/** The machine's buffer of tasks: runs them in order and keeps results until they are acknowledged. */
export class TaskBuffer {
  readonly #line: LineEnvironment
  readonly #finished: (tid: number, status: number, result: Uint8Array) => void
  readonly #tasks = new Map<number, Task>()
  #running = false
  #session = 0

  /** `finished` is told of results that were not ready when their task was added. */
  constructor(line: LineEnvironment, finished: (tid: number, status: number, result: Uint8Array) => void) {
    this.#line = line
    this.#finished = finished
  }

  get size(): number {
    return this.#tasks.size
  }

  clear(): void {
    this.#session++
    this.#tasks.clear()
    this.#running = false
  }

  /** The buffer's answer, or `undefined` if the machine lost power meanwhile. */
  perform(command: task.BufferCommand): Uint8Array | undefined {
    switch (command.code) {
      case task.Add:
        return this.#add(command)
      case task.Ack:
        return Uint8Array.of(this.#acknowledge(command.tid))
      case task.Req:
        return this.#state(command.tid)
      case task.Abort:
        this.clear()
        return Uint8Array.of(task.status.result)
      case task.AckAdd: {
        const acknowledged = this.#acknowledge(command.acknowledged)
        const added = this.#add(command)
        return added && Uint8Array.of(acknowledged, ...added)
      }
    }
  }

  #add({ flags, tid, command }: { flags: number; tid: number; command: Uint8Array }): Uint8Array | undefined {
    if (this.#tasks.has(tid)) return Uint8Array.of(task.status.alreadyExists)
    if (this.#tasks.size >= capacity) return Uint8Array.of(task.status.overflow)
    const stopped = [...this.#tasks.values()].some(
      (other) => other.status === task.status.error && !(other.flags & task.flag.ignoreError),
    )
    const added = {
      flags,
      command,
      status: stopped ? task.status.stopped : task.status.pending,
      result: new Uint8Array(),
    }
    this.#tasks.set(tid, added)
    const session = this.#session
    this.#next(true)
    if (session !== this.#session) return undefined
    const answer = this.#state(tid)
    if (isFinished(added)) this.#forget(tid, added)
    return answer
  }

  #next(atOnce: boolean): void {
    if (this.#running) return
    const waiting = [...this.#tasks].find(([, { status }]) => status === task.status.pending)
    if (!waiting) return
    const [tid, next] = waiting
    const { clock, faults } = this.#line
    const duration = this.#line.duration(next.command) + (faults.use('busy') ?? 0) * busyStep
    if (duration === 0) return this.#finish(tid, next, !atOnce)
    this.#running = true
    next.status = task.status.inProgress
    const session = this.#session
    clock.schedule(duration, () => {
      if (session !== this.#session) return
      this.#running = false
      this.#finish(tid, next, true)
    })
  }

  #finish(tid: number, finished: Task, tell: boolean): void {
    const result = this.#line.execute(finished.command)
    finished.result = result
    finished.status = isRefusal(finished.command, result) ? task.status.error : task.status.result
    if (this.#line.faults.use('power-cycle-after-execution')) return this.#line.powerCycle()
    if (tell) {
      const failed = finished.status === task.status.error
      this.#finished(tid, failed ? task.status.asyncError : task.status.asyncResult, result)
      this.#forget(tid, finished)
    }
    this.#next(false)
  }

  #state(tid: number): Uint8Array {
    const found = this.#tasks.get(tid)
    return found ? Uint8Array.of(found.status, ...found.result) : Uint8Array.of(task.status.notFound)
  }

  #acknowledge(tid: number): number {
    const found = this.#tasks.get(tid)
    if (!found) return task.status.notFound
    if (isFinished(found)) this.#tasks.delete(tid)
    return found.status
  }

  /** Nobody will ask for the result of a task that was added without the flag. */
  #forget(tid: number, { flags }: Task): void {
    if (!(flags & task.flag.needResult)) this.#tasks.delete(tid)
  }
}

const unfinished: readonly number[] = [task.status.pending, task.status.inProgress, task.status.waiting]
const isFinished = ({ status }: Task): boolean => !unfinished.includes(status)

/** `55`, then an error code. 45h alone answers with the mode there. */
const isRefusal = (command: Uint8Array, result: Uint8Array): boolean =>
  command[2] !== 0x45 && result[0] === 0x55 && result[1] !== 0
