import type { DeviceCheck } from '../../../native/drivers/check.ts'
import type { Role } from '../../../native/drivers/role.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import { authorise } from '../../../native/foundation/operation.ts'
import { rehearsalSchema, type CheckResult, type CheckRun, type Rehearsal } from '../../contract/checks.ts'
import type { CheckService } from '../checks/check-service.ts'
import { describeFailure } from '../describe-failure.ts'
import type { DeviceService } from '../devices/device-service.ts'
import { Feed } from '../feed/feed.ts'
import { HostFailure } from '../host-failure.ts'
import type { Store } from '../store/store.ts'

type StepId = Rehearsal['steps'][number]['id']
type Step = Rehearsal['steps'][number]

/** The chain in the order of a sale, and the check that each step runs. */
const chain: readonly { id: StepId; role: Role; check: string }[] = [
  { id: 'scan', role: 'scanner', check: 'scanner.ean13' },
  { id: 'weigh', role: 'scale', check: 'scale.weigh' },
  { id: 'terminal', role: 'payment-terminal', check: 'payment-terminal.check' },
  { id: 'slip', role: 'fiscal-register', check: 'fiscal-register.print-text' },
]

/** The whole till once through, without a fiscal document and without money. */
export class RehearsalService {
  readonly feed: Feed<Rehearsal>
  readonly #clock: Clock
  readonly #store: Store
  readonly #devices: DeviceService
  readonly #checks: CheckService
  readonly #onBench: () => boolean
  #state: Rehearsal = idle()
  #running: Promise<void> | undefined
  #current: { runId: string; step: Step } | undefined
  #cancelled = false

  constructor(options: {
    clock: Clock
    store: Store
    devices: DeviceService
    checks: CheckService
    onBench: () => boolean
  }) {
    this.#clock = options.clock
    this.#store = options.store
    this.#devices = options.devices
    this.#checks = options.checks
    this.#onBench = options.onBench
    this.feed = new Feed(options.clock, 100, () => this.state)
  }

  get state(): Rehearsal {
    return { ...this.#state, steps: this.#state.steps.map((step) => ({ ...step })) }
  }

  /** The last rehearsal of this place, as it was left. One that a dying host broke off counts as cancelled. */
  async load(): Promise<void> {
    this.#state = idle()
    const text = await this.#store.run('settings.read', { name: this.#settingName() })
    const parsed = rehearsalSchema.safeParse(text === undefined ? undefined : JSON.parse(text))
    if (parsed.success)
      this.#state = parsed.data.state === 'running' ? { ...parsed.data, state: 'cancelled' } : parsed.data
    this.feed.changed()
  }

  async start(): Promise<Rehearsal> {
    if (this.#state.state === 'running') throw new HostFailure('host.conflict', { what: 'running' })
    this.#cancelled = false
    this.#state = { ...idle(), state: 'running', startedAt: this.#now() }
    this.#running = this.#perform()
    this.feed.changed()
    return this.state
  }

  async answer(answer: 'yes' | 'no'): Promise<Rehearsal> {
    if (!this.#current || this.#current.step.state !== 'ask-person')
      throw new HostFailure('host.conflict', { what: this.#state.state })
    await this.#checks.answer(this.#current.runId, answer)
    return this.state
  }

  async cancel(): Promise<Rehearsal> {
    if (this.#state.state !== 'running') return this.state
    this.#cancelled = true
    if (this.#current) await this.#checks.cancel(this.#current.runId)
    await this.#running
    return this.state
  }

  async #perform(): Promise<void> {
    for (const [index, link] of chain.entries()) {
      const step = this.#state.steps[index] as Step
      if (this.#cancelled) step.state = 'cancelled'
      else await this.#performStep(step, this.#findCheck(link.check))
      this.feed.changed()
      if (step.state === 'cancelled') this.#cancelled = true
    }
    this.#state.state = this.#cancelled ? 'cancelled' : 'finished'
    this.#state.finishedAt = this.#now()
    await this.#store
      .run('settings.write', { name: this.#settingName(), value: JSON.stringify(this.#state) })
      .catch(() => {})
    this.feed.changed()
  }

  async #performStep(step: Step, check: DeviceCheck | undefined): Promise<void> {
    if (!check || !this.#devices.isBound(step.role)) {
      step.state = 'skipped'
      return
    }
    step.state = 'running'
    step.interaction = check.interaction
    this.feed.changed()
    try {
      // Starting the rehearsal is the consent to its slip; nothing else in the chain needs one.
      const proof = check.operation === undefined ? undefined : authorise(check.operation, check.effect)
      const { runId } = await this.#checks.start(check.id, undefined, proof)
      this.#current = { runId, step }
      for await (const run of this.#checks.watch(runId, undefined)) this.#show(step, run)
      conclude(step, await this.#checks.finished(runId))
    } catch (error) {
      step.state = 'failed'
      step.failure = describeFailure(error)
    } finally {
      this.#current = undefined
    }
  }

  #show(step: Step, run: CheckRun): void {
    step.interaction = run.interaction
    step.evidence = run.evidence
    step.question = run.question
    if (run.state !== 'finished') step.state = run.state
    this.feed.changed()
  }

  #findCheck(id: string): DeviceCheck | undefined {
    return this.#checks.checks.find((check) => check.id === id)
  }

  #settingName(): string {
    return this.#onBench() ? 'rehearsal.bench' : 'rehearsal'
  }

  #now(): string {
    return this.#clock.civil().toISOString()
  }
}

function idle(): Rehearsal {
  return {
    state: 'idle',
    steps: chain.map(({ id, role }) => ({ id, role, state: 'waiting', interaction: 'none', evidence: [] })),
  }
}

function conclude(step: Step, result: CheckResult): void {
  step.state = result.verdict
  step.interaction = 'none'
  step.question = undefined
  step.evidence = result.evidence
  step.failure = result.failure
}
