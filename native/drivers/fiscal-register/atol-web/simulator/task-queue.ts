import type { LocatedJson } from '../../../../codecs/json/located-json.ts'
import type { Clock } from '../../../../foundation/clock.ts'
import { errorCode, saysNothing } from '../driver-errors.ts'
import { continuePrint } from '../tasks/printing.ts'
import { Refusal, type Behaviour } from './behaviour.ts'
import type { Faults } from './faults.ts'
import type { Machine } from './machine.ts'

export type BlockReason = 'connectionError' | 'fnError' | 'paperError'
type Status = 'wait' | 'inProgress' | 'ready' | 'error' | 'interrupted' | 'canceled' | 'blocked'

interface Item {
  readonly task: LocatedJson
  status: Status
  code: number
  description: string
  result: object | undefined
}

export interface Entry {
  readonly uuid: string
  readonly number: number
  readonly items: Item[]
}

/** Milliseconds between two tries to get the register back, and from a task's turn to its end. */
const recoveryInterval = 3_000
const taskTime = 20
const noErrors = 'Ошибок нет'
const paperCodes: readonly number[] = [errorCode.noPaper, errorCode.coverOpened]

/**
 * The server's queue: one task after another, under the numbers that clients gave their requests. A document whose end is not known
 * blocks it until the storage's count of documents tells what became of it.
 */
export class TaskQueue {
  readonly entries = new Map<string, Entry>()
  blocked: { readonly reason: BlockReason; readonly uuid: string } | undefined
  /** A setting of the server: a task that meets no paper waits for it and blocks all others. */
  blocksOnPrintErrors = false
  /** The earlier server blocks nothing. */
  canBlock = true
  readonly #machine: Machine
  readonly #clock: Clock
  readonly #faults: Faults
  readonly #behaviours: ReadonlyMap<string, Behaviour>
  readonly #powerCycle: () => void
  #running = false
  #count = 0

  constructor(parts: {
    readonly machine: Machine
    readonly clock: Clock
    readonly faults: Faults
    readonly behaviours: ReadonlyMap<string, Behaviour>
    readonly powerCycle: () => void
  }) {
    this.#machine = parts.machine
    this.#clock = parts.clock
    this.#faults = parts.faults
    this.#behaviours = parts.behaviours
    this.#powerCycle = parts.powerCycle
  }

  /** `undefined`: the number is taken. */
  add(uuid: string, tasks: readonly LocatedJson[]): Entry | undefined {
    if (this.entries.has(uuid)) return undefined
    const items = tasks.map((task): Item => ({
      task,
      status: 'wait',
      code: 0,
      description: noErrors,
      result: undefined,
    }))
    const entry = { uuid, number: ++this.#count, items }
    this.entries.set(uuid, entry)
    this.#schedule()
    return entry
  }

  cancel({ items }: Entry): boolean {
    if (items.some(({ status }) => status !== 'wait')) return false
    for (const item of items) settle(item, 'canceled', errorCode.cancelled)
    return true
  }

  /** Another program's request stands in front of all, and the register cannot be reached, for so many milliseconds. */
  blockFor(milliseconds: number): void {
    this.blocked = { reason: 'connectionError', uuid: 'other' }
    this.#clock.schedule(milliseconds, () => {
      this.blocked = undefined
      this.#schedule()
    })
  }

  /** Executes a task at once. */
  execute(task: LocatedJson): object | Refusal {
    const type = task.members?.get('type')?.value
    const behaviour = typeof type === 'string' ? this.#behaviours.get(type) : undefined
    if (!behaviour) return new Refusal(errorCode.cannotParse, 'Неизвестный тип задания')
    if (this.#faults.use('register-lost') !== undefined) return new Refusal(errorCode.noConnection)
    const result = behaviour.execute(this.#machine, task)
    if (this.#faults.use('register-lost-after-execution') !== undefined) return new Refusal(errorCode.connectionLost)
    if (this.#faults.use('power-cycle-after-execution') !== undefined) {
      this.#powerCycle()
      return new Refusal(errorCode.connectionLost)
    }
    return result
  }

  #schedule(): void {
    if (this.#running || this.blocked) return
    const entry = [...this.entries.values()].find(({ items }) => items.some(({ status }) => status === 'wait'))
    const item = entry?.items.find(({ status }) => status === 'wait')
    if (!entry || !item) return
    this.#running = true
    this.#clock.schedule(this.#machine.brief ? 1 : taskTime, () => {
      this.#running = false
      // Cancelled, or the queue was blocked, before its turn came.
      if (item.status === 'wait' && !this.blocked) this.#turn(entry, item)
      this.#schedule()
    })
  }

  #turn(entry: Entry, item: Item): void {
    const before = this.#machine.storage.lastNumber
    item.status = 'inProgress'
    const result = this.execute(item.task)
    if (!(result instanceof Refusal)) return succeed(item, result)
    if (this.canBlock && this.#isFiscal(item) && saysNothing(result.code)) {
      const reason = [115, 116, 159, 166, 177].includes(result.code) ? 'fnError' : 'connectionError'
      return this.#block(entry, item, reason, () => {
        if (this.#machine.storage.lastNumber === before) return this.#fail(entry, item, result)
        this.execute(continueTask)
        return succeed(item, {})
      })
    }
    if (this.canBlock && this.blocksOnPrintErrors && paperCodes.includes(result.code))
      return this.#block(entry, item, 'paperError', () => {
        if (this.#machine.printerObstacle) return false
        this.blocked = undefined
        this.#turn(entry, item)
        return true
      })
    this.#fail(entry, item, result)
  }

  #isFiscal({ task }: Item): boolean {
    return this.#behaviours.get(String(task.members?.get('type')?.value))?.task.effect === 'fiscal'
  }

  /** `recover` answers `false` while the reason lasts. */
  #block(entry: Entry, item: Item, reason: BlockReason, recover: () => boolean | void): void {
    item.status = 'blocked'
    this.blocked = { reason, uuid: entry.uuid }
    const retry = () => {
      if (recover() === false) {
        this.#clock.schedule(recoveryInterval, retry)
        return
      }
      this.blocked = undefined
      this.#schedule()
    }
    this.#clock.schedule(recoveryInterval, retry)
  }

  #fail(entry: Entry, item: Item, { code, description }: Refusal): void {
    settle(item, 'error', code, description)
    for (const rest of entry.items)
      if (rest.status === 'wait')
        settle(rest, 'interrupted', errorCode.interrupted, 'Выполнение прервано из-за предыдущих ошибок')
  }
}

const continueTask: LocatedJson = {
  value: { type: continuePrint.type },
  offset: 0,
  length: 0,
  members: new Map([['type', { value: continuePrint.type, offset: 0, length: 0 }]]),
}

function succeed(item: Item, result: object): void {
  item.status = 'ready'
  item.result = result
}

function settle(item: Item, status: Status, code: number, description = 'Задание отменено'): void {
  item.status = status
  item.code = code
  item.description = description
}
