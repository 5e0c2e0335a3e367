import { authorise } from '../../../foundation/operation.ts'
import type { SimulatedClock } from '../../../foundation/simulated-clock.ts'
import { registerChecks } from '../checks.ts'
import type { FiscalRegister } from '../fiscal-register.ts'

interface Bench {
  readonly register: FiscalRegister
  readonly clock: SimulatedClock
  readonly run: <T>(work: Promise<T>) => Promise<T>
}

/** Runs every check of the role, each with the consent that it asks for: verdict by name of the check, or what it draws attention to. */
export async function checkVerdicts({ register, clock, run }: Bench): Promise<Record<string, string>> {
  const verdicts: Record<string, string> = {}
  for (const check of registerChecks) {
    const authorisation = check.operation ? authorise(check.operation, check.effect) : undefined
    const signal = new AbortController().signal
    const verdict = await run(check.run({ driver: register, clock, signal, authorisation, report: () => {} }))
    verdicts[check.id.replace('fiscal-register.', '')] =
      verdict.verdict === 'attention' ? verdict.reason : verdict.verdict
  }
  return verdicts
}
