import { randomUUID } from 'node:crypto'
import type { CheckVerdict, DeviceCheck } from '../../../native/drivers/check.ts'
import type { Role } from '../../../native/drivers/role.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import { DeviceFailure } from '../../../native/foundation/device-failure.ts'
import type { Authorisation } from '../../../native/foundation/operation.ts'
import {
  checkResultSchema,
  type Check,
  type CheckResult,
  type CheckRun,
  type OperationRecord,
} from '../../contract/checks.ts'
import type { DeviceService } from '../devices/device-service.ts'
import { Feed } from '../feed/feed.ts'
import { HostFailure } from '../host-failure.ts'
import type { HostLog } from '../host-log.ts'
import type { ConsentService } from '../operations/consent-service.ts'
import type { End, OperationJournal } from '../operations/operation-journal.ts'
import type { Store } from '../store/store.ts'
import type { TrafficLog } from '../traffic/traffic-log.ts'
import { conclude, concludeFailure, Run, type Conclusion } from './check-run.ts'

export interface CheckServiceOptions {
  readonly clock: Clock
  readonly store: Store
  readonly devices: DeviceService
  readonly consents: ConsentService
  readonly journal: OperationJournal
  readonly traffic: TrafficLog
  readonly checks: readonly DeviceCheck[]
  readonly onBench: () => boolean
  readonly log: HostLog
}

/** A check that waits for a person longer than this was forgotten. */
const longestRun = 15 * 60_000
const mostFinishedRuns = 40

/** Runs checks: one at a time a device, with consent where the effect wants one, every result kept. */
export class CheckService {
  readonly checks: readonly DeviceCheck[]
  readonly #options: CheckServiceOptions
  readonly #runs = new Map<
    string,
    {
      run: Run
      feed: Feed<CheckRun>
      done: Promise<CheckResult>
      settle: (result: CheckResult) => void
      timer: () => void
    }
  >()
  readonly #listeners = new Set<(result: CheckResult) => void>()

  constructor(options: CheckServiceOptions) {
    this.#options = options
    this.checks = options.checks
  }

  /** Calls `listener` with every result when it is kept. */
  onResult(listener: (result: CheckResult) => void): void {
    this.#listeners.add(listener)
  }

  async list(role: Role | undefined): Promise<Check[]> {
    const newest = await this.newestResults()
    return this.checks
      .filter((check) => role === undefined || check.role === role)
      .map((check) => ({
        id: check.id,
        role: check.role,
        effect: check.effect,
        interaction: check.interaction,
        required: check.required,
        needsConsent: needsConsent(check),
        operation: check.operation,
        ...this.#availability(check),
        last: newest.get(check.id),
      }))
  }

  /** The newest result of every check, of those finished at or after `since`. */
  async newestResults(since = ''): Promise<Map<string, CheckResult>> {
    const rows = await this.#options.store.run('checks.newest', { bench: this.#options.onBench(), since })
    return new Map(rows.map(({ check_id, body }) => [check_id, checkResultSchema.parse(JSON.parse(body))]))
  }

  /** Starts a check. `authorisation` is for those who have the person's consent in another way (the rehearsal's start). */
  async start(checkId: string, consentId: string | undefined, authorisation?: Authorisation): Promise<CheckRun> {
    const check = this.checks.find((candidate) => candidate.id === checkId)
    if (!check) throw new HostFailure('host.not-found', { what: checkId })
    this.#insistOnDevice(check)
    if ([...this.#runs.values()].some(({ run }) => run.check.role === check.role && run.state !== 'finished')) {
      throw new DeviceFailure('device.busy', { role: check.role })
    }
    const given = this.#authorise(check, consentId, authorisation)
    const { clock, traffic } = this.#options
    const run = new Run({
      check,
      runId: randomUUID(),
      startedAt: clock.civil().toISOString(),
      firstTraffic: traffic.lastId + 1,
    })
    const feed = new Feed(clock, 100, () => run.snapshot())
    const { promise: done, resolve: settle } = Promise.withResolvers<CheckResult>()
    const timer = clock.schedule(longestRun, () => this.#giveUp(run.runId))
    this.#runs.set(run.runId, { run, feed, done, settle, timer })
    this.#forgetOld()
    void this.#perform(run, given.authorisation, given.subject)
    return run.snapshot()
  }

  run(runId: string): Run {
    return this.#held(runId).run
  }

  /** Resolves with the result when the run is finished. */
  finished(runId: string): Promise<CheckResult> {
    return this.#held(runId).done
  }

  watch(runId: string, signal: AbortSignal | undefined): ReturnType<Feed<CheckRun>['watch']> {
    const { run, feed } = this.#held(runId)
    const watch = feed.watch(signal)
    if (run.state === 'finished') feed.end()
    return watch
  }

  async answer(runId: string, answer: 'yes' | 'no'): Promise<CheckRun> {
    const { run } = this.#held(runId)
    if (run.state !== 'ask-person') throw new HostFailure('host.conflict', { what: run.state })
    const evidence = [...run.evidence]
    await this.#finish(
      run,
      answer === 'yes'
        ? { verdict: 'passed', evidence, answeredByPerson: true }
        : { verdict: 'failed', reason: 'person-said-no', evidence, answeredByPerson: true },
    )
    return run.snapshot()
  }

  async cancel(runId: string): Promise<CheckRun> {
    const held = this.#held(runId)
    held.run.abort.abort()
    if (held.run.state === 'ask-person') {
      await this.#finish(held.run, { verdict: 'cancelled', evidence: [...held.run.evidence], answeredByPerson: false })
    }
    return held.run.snapshot()
  }

  async close(): Promise<void> {
    for (const { run } of this.#runs.values()) {
      if (run.state === 'running') run.abort.abort()
    }
    await Promise.allSettled(
      [...this.#runs.values()].filter(({ run }) => run.state === 'running').map(({ done }) => done),
    )
    for (const { feed, timer } of this.#runs.values()) {
      timer()
      feed.end()
    }
  }

  async #perform(
    run: Run,
    authorisation: Authorisation | undefined,
    subject: OperationRecord['subject'],
  ): Promise<void> {
    const { check } = run
    let record: OperationRecord | undefined
    try {
      if (check.effect !== 'read') {
        const operation = check.operation ?? check.id
        record = await this.#options.journal.begin({ role: check.role, operation, effect: check.effect, subject })
      }
      const verdict = await this.#runCheck(run, authorisation)
      if (verdict.verdict === 'ask-person') {
        if (record) await this.#options.journal.end(record, { state: 'done' })
        run.ask(verdict.question, verdict.evidence)
        this.#held(run.runId).feed.changed()
        return
      }
      const conclusion = conclude(verdict)
      if (record) await this.#options.journal.end(record, endOf(conclusion))
      await this.#finish(run, conclusion)
    } catch (error) {
      const conclusion = concludeFailure(error, run.evidence, undefined)
      if (conclusion.failure?.code === 'host.internal')
        this.#options.log.error({ error, check: check.id }, 'a check broke')
      if (record) await this.#options.journal.end(record, endOf(conclusion, check)).catch(() => {})
      await this.#finish(run, conclusion)
    }
  }

  #runCheck(run: Run, authorisation: Authorisation | undefined): Promise<CheckVerdict> {
    const { check } = run
    const driver = this.#options.devices.driver(check.role, 'operation')
    return check.run({
      driver,
      clock: this.#options.clock,
      signal: run.abort.signal,
      authorisation,
      report: ({ interaction, evidence }) => {
        run.progress(interaction, evidence)
        this.#runs.get(run.runId)?.feed.changed()
      },
    })
  }

  async #finish(run: Run, conclusion: Conclusion): Promise<void> {
    const { clock, store, traffic, onBench, log } = this.#options
    const result: CheckResult = {
      runId: run.runId,
      checkId: run.check.id,
      role: run.check.role,
      ...conclusion,
      startedAt: run.startedAt,
      finishedAt: clock.civil().toISOString(),
      ...(traffic.lastId >= run.firstTraffic && { traffic: { first: run.firstTraffic, last: traffic.lastId } }),
    }
    await store
      .run('checks.keep', {
        bench: onBench(),
        runId: run.runId,
        checkId: run.check.id,
        role: run.check.role,
        verdict: result.verdict,
        body: JSON.stringify(result),
        finishedAt: result.finishedAt,
        traffic: result.traffic,
      })
      .catch((error: unknown) => log.error({ error }, 'the result of a check was not kept'))
    run.finish(result)
    const held = this.#held(run.runId)
    held.timer()
    held.feed.changed()
    held.feed.end()
    held.settle(result)
    for (const listener of this.#listeners) listener(result)
  }

  #giveUp(runId: string): void {
    const held = this.#runs.get(runId)
    if (held && held.run.state !== 'finished') void this.cancel(runId)
  }

  #availability(check: DeviceCheck): Pick<Check, 'unavailable' | 'missingCapability' | 'missingBecause'> {
    const { devices } = this.#options
    if (!devices.isBound(check.role)) return { unavailable: 'no-device' }
    const session = devices.session(check.role)
    if (session?.state !== 'connected') return { unavailable: 'device-does-not-work' }
    if (check.needs !== undefined && !session.capabilities.includes(check.needs)) {
      const because = session.family.manifest.lacks?.[check.needs]
      return {
        unavailable: 'not-supported',
        missingCapability: check.needs,
        ...(because && { missingBecause: { ...because } }),
      }
    }
    return {}
  }

  #insistOnDevice(check: DeviceCheck): void {
    const { unavailable, missingCapability } = this.#availability(check)
    if (unavailable === 'no-device') throw new DeviceFailure('link.not-found', { role: check.role })
    if (unavailable === 'not-supported')
      throw new DeviceFailure('operation.not-supported', { capability: missingCapability ?? '' })
    if (unavailable === 'device-does-not-work') {
      const failure = this.#options.devices.session(check.role)?.failure
      throw failure ? new HostFailure(failure.code, failure.data) : new DeviceFailure('link.lost')
    }
  }

  #authorise(check: DeviceCheck, consentId: string | undefined, authorisation: Authorisation | undefined) {
    if (!needsConsent(check)) return { authorisation: undefined, subject: { checkId: check.id } }
    if (authorisation) return { authorisation, subject: { checkId: check.id } }
    const used = this.#options.consents.use(consentId, check.operation ?? check.id, { checkId: check.id })
    return { authorisation: used.authorisation, subject: { ...used.consent.subject, checkId: check.id } }
  }

  #held(runId: string) {
    const held = this.#runs.get(runId)
    if (!held) throw new HostFailure('host.not-found', { what: runId })
    return held
  }

  #forgetOld(): void {
    const finished = [...this.#runs].filter(([, { run }]) => run.state === 'finished')
    for (const [runId] of finished.slice(0, Math.max(0, finished.length - mostFinishedRuns))) this.#runs.delete(runId)
  }
}

/** Paper, beeps and drawers are what the press of the button says; settings, money and fiscal documents are asked for apart. */
function needsConsent(check: DeviceCheck): boolean {
  return check.effect === 'setting' || check.effect === 'money' || check.effect === 'fiscal'
}

function endOf(conclusion: Conclusion, brokenOff?: DeviceCheck): End {
  const { failure, next } = conclusion
  const withFailure = failure ? { failure } : {}
  if (conclusion.verdict === 'in-doubt') return { state: 'in-doubt', ...withFailure, next }
  // A check that was broken off may have sent its command already: money and paper are asked about, not assumed.
  if (brokenOff && brokenOff.effect !== 'physical') return { state: 'in-doubt', ...withFailure }
  if (conclusion.verdict === 'failed' || conclusion.verdict === 'cancelled')
    return { state: 'not-done', ...withFailure }
  return { state: 'done' }
}
