import type { Check, CheckResult, Rehearsal } from '../../contract/checks.ts'
import type { Binding, DevicesSnapshot } from '../../contract/devices.ts'
import type { SystemCheck } from '../../contract/system.ts'
import type { Health, Role } from '../../contract/vocabulary.ts'
import type { WizardStep } from '../../contract/wizard.ts'
import { roleOfStep, rolesOf, type Installation } from './installation.ts'
import { shopProblems } from './shop-problems.ts'

/** What the wizard looks at to tell whether a step is done. */
export interface StepFacts {
  readonly systemChecks: readonly SystemCheck[] | undefined
  readonly search: DevicesSnapshot['search']
  readonly bindings: ReadonlyMap<Role, Binding>
  readonly checks: readonly Check[]
  /** Newest results since the installation began. */
  readonly results: ReadonlyMap<string, CheckResult>
  readonly rehearsal: Rehearsal
  readonly settingsWritten: 'nothing-to-write' | 'differs' | 'written'
  readonly actCreated: boolean
}

/** Why «Далее» is off, as keys under `wizard.blocked` or `wizard.problems`. */
export function blockers(step: WizardStep, installation: Installation, facts: StepFacts): string[] {
  const role = roleOfStep(step)
  if (role) return roleBlockers(role, facts)
  switch (step) {
    case 'shop':
      return [...new Set(Object.values(shopProblems(installation.shop)))]
    case 'system':
      if (!facts.systemChecks) return ['system-checks-not-run']
      return facts.systemChecks.some((check) => check.health === 'fails') ? ['system-check-fails'] : []
    case 'find':
      return facts.search.state === 'idle' && !isAnythingBound(installation, facts) ? ['search-not-run'] : []
    case 'rehearsal':
      return rehearsalBlockers(installation, facts.rehearsal)
    case 'act':
      return facts.actCreated ? [] : ['act-not-created']
    default:
      return []
  }
}

/** The step's state as the list of steps shows it. */
export function healthOfStep(step: WizardStep, installation: Installation, facts: StepFacts): Health {
  const role = roleOfStep(step)
  if (role) return roleHealth(role, facts)
  const isBlocked = blockers(step, installation, facts).length > 0
  switch (step) {
    case 'system':
      return facts.systemChecks ? worst(facts.systemChecks.map((check) => check.health)) : 'not-checked'
    case 'settings':
      return facts.settingsWritten === 'written'
        ? 'works'
        : facts.settingsWritten === 'differs'
          ? 'attention'
          : 'not-checked'
    case 'rehearsal':
      if (facts.rehearsal.state === 'running') return 'in-progress'
      return isCurrent(installation, facts.rehearsal) ? rehearsalHealth(facts.rehearsal) : 'not-checked'
    default:
      return isBlocked ? 'not-checked' : 'works'
  }
}

export function rehearsalHealth(rehearsal: Rehearsal): Health {
  const states = rehearsal.steps.map((step) => step.state)
  if (states.some((state) => state === 'failed' || state === 'in-doubt')) return 'fails'
  if (rehearsal.state !== 'finished') return 'not-checked'
  return states.some((state) => state === 'attention' || state === 'skipped') ? 'attention' : 'works'
}

/** The rehearsal belongs to this installation, not to one before it. */
export function isCurrent(installation: Installation, rehearsal: Rehearsal): boolean {
  return rehearsal.startedAt !== undefined && rehearsal.startedAt >= installation.startedAt
}

function roleBlockers(role: Role, facts: StepFacts): string[] {
  const binding = facts.bindings.get(role)
  if (!binding?.familyId) return ['device-not-bound']
  if (binding.health === 'fails' || binding.health === 'in-progress') return ['device-does-not-work']
  const required = requiredChecks(role, facts)
  const blocked: string[] = []
  if (required.some((check) => !facts.results.has(check.id))) blocked.push('required-check-missing')
  if (required.some((check) => isBad(facts.results.get(check.id)))) blocked.push('required-check-failed')
  return blocked
}

function roleHealth(role: Role, facts: StepFacts): Health {
  const binding = facts.bindings.get(role)
  if (!binding?.familyId) return 'not-checked'
  if (binding.health !== 'works' && binding.health !== 'attention') return binding.health
  const results = requiredChecks(role, facts).map((check) => facts.results.get(check.id))
  if (results.some((result) => isBad(result))) return 'fails'
  if (results.some((result) => result === undefined)) return 'in-progress'
  return results.some((result) => result?.verdict === 'attention') || binding.health === 'attention'
    ? 'attention'
    : 'works'
}

/** What the device cannot do cannot be required of it. */
function requiredChecks(role: Role, facts: StepFacts): Check[] {
  return facts.checks.filter((check) => check.role === role && check.required && check.unavailable !== 'not-supported')
}

function isBad(result: CheckResult | undefined): boolean {
  return result !== undefined && result.verdict !== 'passed' && result.verdict !== 'attention'
}

function isAnythingBound(installation: Installation, facts: StepFacts): boolean {
  return rolesOf(installation).some((role) => facts.bindings.get(role)?.familyId !== undefined)
}

function rehearsalBlockers(installation: Installation, rehearsal: Rehearsal): string[] {
  if (rehearsal.state === 'running') return ['rehearsal-running']
  if (!isCurrent(installation, rehearsal) || rehearsal.state !== 'finished') return ['rehearsal-not-run']
  return rehearsalHealth(rehearsal) === 'fails' ? ['rehearsal-failed'] : []
}

function worst(healths: readonly Health[]): Health {
  if (healths.includes('fails')) return 'fails'
  return healths.includes('attention') ? 'attention' : 'works'
}
