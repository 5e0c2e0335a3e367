import { CodecError } from '../../../codecs/codec-error.ts'
import { encodeResponse } from '../../../codecs/http/http-message.ts'
import { HttpReader } from '../../../codecs/http/http-reader.ts'
import type { Clock } from '../../../foundation/clock.ts'
import type { Random } from '../../../foundation/random.ts'
import { numberFor, switchFor } from '../../control-value.ts'
import type { SimulatorSeed } from '../../device-family.ts'
import { RegisterSimulator } from '../shared/simulator/register-simulator.ts'
import type { Behaviour } from './simulator/behaviour.ts'
import { documentBehaviours } from './simulator/document-behaviours.ts'
import { controls, Faults, type OneShotFault } from './simulator/faults.ts'
import { Machine } from './simulator/machine.ts'
import { statusBehaviours } from './simulator/status-behaviours.ts'
import { TaskQueue } from './simulator/task-queue.ts'
import { WebRoutes, type Reply } from './simulator/web-routes.ts'
import { workBehaviours } from './simulator/work-behaviours.ts'

/** Milliseconds after which a request that goes on no further is forgotten. */
const requestTimeout = 5_000
const limits = { head: 16 * 1024, body: 1024 * 1024 }

const behaviours = new Map<string, Behaviour>(
  [...statusBehaviours, ...documentBehaviours, ...workBehaviours].map((behaviour) => [behaviour.task.type, behaviour]),
)

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 201: 'Created', 404: 'Not Found', 409: 'Conflict' }

/** The vendor's web server in both its versions, with a played register behind it. Its queue outlives the connection. */
export class AtolWebSimulator extends RegisterSimulator<Machine, OneShotFault> {
  readonly controls = controls
  readonly machine: Machine
  readonly faults = new Faults()
  readonly #clock: Clock
  readonly #queue: TaskQueue
  readonly #routes: WebRoutes
  #reader = new HttpReader('REQUEST', limits)
  #busyUntil = 0
  #forgetTimeout: (() => void) | undefined

  constructor(environment: {
    readonly clock: Clock
    readonly random: Random
    readonly seed: SimulatorSeed
    readonly lineTime?: number
  }) {
    super()
    const { clock } = environment
    this.#clock = clock
    this.machine = new Machine(environment)
    const { machine, faults } = this
    this.#queue = new TaskQueue({ machine, clock, faults, behaviours, powerCycle: () => this.powerCycle() })
    this.#routes = new WebRoutes(machine, this.#queue, faults)
  }

  override shorten(): void {
    this.machine.brief = true
  }

  override control(name: string, value?: string | number | boolean): void {
    if (name === 'require-sign-in') this.#routes.signInRequired = switchFor(controls, name, value)
    else if (name === 'block-on-print-errors') this.#queue.blocksOnPrintErrors = switchFor(controls, name, value)
    else if (name === 'queue-blocked') this.#queue.blockFor(numberFor(controls, name, value))
    else super.control(name, value)
  }

  /** Another program connected: whatever the last one left half said is gone with its connection. */
  override attach(transmit: (bytes: Uint8Array) => void) {
    this.#reader = new HttpReader('REQUEST', limits)
    return super.attach(transmit)
  }

  protected get familyState() {
    const { model, cash } = this.machine
    const { entries, blocked } = this.#queue
    return { model, cash, requests: entries.size, blocked: blocked?.reason ?? '' }
  }

  protected receive(bytes: Uint8Array): void {
    this.#forgetTimeout?.()
    try {
      for (const message of this.#reader.push(bytes)) this.#reply(this.#routes.serve(message))
      if (this.#reader.broken) throw this.#reader.broken
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      this.#reader = new HttpReader('REQUEST', limits)
      this.#reply({ status: 400 })
    }
    this.#forgetTimeout = this.#clock.schedule(requestTimeout, () => {
      if (this.#reader.pending > 0) this.#reader = new HttpReader('REQUEST', limits)
    })
  }

  /** The register is off; the server stays. */
  protected powerOff(): void {}

  #reply({ status, json }: Reply): void {
    const { faults, machine } = this
    if (faults.use('lost-answer') !== undefined) return
    const headers = machine.brief ? [] : [['Content-Type', 'application/json; charset=utf-8'] as const]
    const body = json === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(json))
    const bytes = encodeResponse({ status, reason: machine.brief ? '' : (reasons[status] ?? 'Error') }, headers, body)
    const noisy = faults.noisy ? Uint8Array.of(0xff, ...bytes) : bytes
    const copies = faults.use('duplicate-answer') === undefined ? 1 : 2
    const send = () => {
      for (let copy = 0; copy < copies; copy++) this.transmit(noisy)
    }
    // One request is worked off after another, so what comes behind a late answer is late as well.
    const now = this.#clock.now()
    this.#busyUntil = Math.max(this.#busyUntil, now + (faults.use('late-answer') ?? 0))
    if (this.#busyUntil <= now) send()
    else this.#clock.schedule(this.#busyUntil - now, send)
  }
}
