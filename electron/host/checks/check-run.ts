import type { CheckVerdict, DeviceCheck, Evidence } from '../../../native/drivers/check.ts'
import { nextSteps } from '../../../native/foundation/operation.ts'
import type { CheckResult, CheckRun, Verdict } from '../../contract/checks.ts'
import type { Interaction, NextStep } from '../../contract/vocabulary.ts'
import { describeFailure } from '../describe-failure.ts'

/** What a check may bring along: it goes into the log and into the act. */
const mostEvidence = 60
const longestValue = 500

function boundEvidence(evidence: readonly Evidence[]): Evidence[] {
  return evidence.slice(0, mostEvidence).map(({ name, value }) => ({
    name,
    value: typeof value === 'string' ? value.slice(0, longestValue) : value,
  }))
}

export type Conclusion = Pick<CheckResult, 'verdict' | 'reason' | 'failure' | 'next' | 'evidence' | 'answeredByPerson'>

/** What a verdict of the device's side comes to, if no person has to be asked. */
export function conclude(verdict: Exclude<CheckVerdict, { verdict: 'ask-person' }>): Conclusion {
  const evidence = boundEvidence(verdict.evidence)
  switch (verdict.verdict) {
    case 'passed':
      return { verdict: 'passed', evidence, answeredByPerson: false }
    case 'attention':
      return { verdict: 'attention', reason: verdict.reason, evidence, answeredByPerson: false }
    case 'failed':
      return { verdict: 'failed', failure: describeFailure(verdict.failure), evidence, answeredByPerson: false }
    case 'in-doubt': {
      const next = nextSteps.find((step) => step === verdict.next)
      const failure = describeFailure(verdict.failure)
      return {
        verdict: 'in-doubt',
        failure: next ? { ...failure, next } : failure,
        ...(next && { next }),
        evidence,
        answeredByPerson: false,
      }
    }
  }
}

/** What a thrown failure comes to. */
export function concludeFailure(
  error: unknown,
  evidence: readonly Evidence[],
  doubt: NextStep | 'unknown' | undefined,
): Conclusion {
  const failure = describeFailure(error)
  const verdict: Verdict =
    failure.code === 'operation.cancelled'
      ? 'cancelled'
      : failure.code === 'operation.in-doubt' || doubt
        ? 'in-doubt'
        : 'failed'
  const next = doubt === 'unknown' ? undefined : doubt
  return {
    verdict,
    failure,
    ...(next && verdict === 'in-doubt' && { next }),
    evidence: boundEvidence(evidence),
    answeredByPerson: false,
  }
}

/** A run as the world sees it: running, asking a person, or finished. Each change is published. */
export class Run {
  readonly check: DeviceCheck
  readonly runId: string
  readonly startedAt: string
  readonly firstTraffic: number
  readonly abort = new AbortController()
  #state: CheckRun['state'] = 'running'
  #interaction: Interaction
  #evidence: Evidence[] = []
  #question: string | undefined
  #result: CheckResult | undefined

  constructor(options: { check: DeviceCheck; runId: string; startedAt: string; firstTraffic: number }) {
    this.check = options.check
    this.runId = options.runId
    this.startedAt = options.startedAt
    this.firstTraffic = options.firstTraffic
    this.#interaction = options.check.interaction
  }

  get state(): CheckRun['state'] {
    return this.#state
  }

  get evidence(): readonly Evidence[] {
    return this.#evidence
  }

  get result(): CheckResult | undefined {
    return this.#result
  }

  progress(interaction: Interaction, evidence: readonly Evidence[]): void {
    if (this.#state !== 'running') return
    this.#interaction = interaction
    this.#evidence = boundEvidence(evidence)
  }

  ask(question: string, evidence: readonly Evidence[]): void {
    this.#state = 'ask-person'
    this.#question = question
    this.#evidence = boundEvidence(evidence)
  }

  finish(result: CheckResult): void {
    this.#state = 'finished'
    this.#interaction = 'none'
    this.#question = undefined
    this.#evidence = result.evidence
    this.#result = result
  }

  snapshot(): CheckRun {
    return {
      runId: this.runId,
      checkId: this.check.id,
      role: this.check.role,
      state: this.#state,
      interaction: this.#interaction,
      question: this.#question,
      evidence: this.#evidence,
      result: this.#result,
    }
  }
}
