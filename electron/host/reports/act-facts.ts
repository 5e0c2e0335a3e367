import { createHash } from 'node:crypto'
import { roles } from '../../../native/drivers/role.ts'
import type { CheckResult, OperationRecord, Rehearsal } from '../../contract/checks.ts'
import type { Binding } from '../../contract/devices.ts'
import type { Failure } from '../../contract/error-catalogue.ts'
import type { Act } from '../../contract/wizard.ts'
import { isLeftOut, rolesOf, type Installation } from '../wizard/installation.ts'
import { isCurrent, rehearsalHealth } from '../wizard/step-facts.ts'

export interface ActFacts {
  readonly installation: Installation
  readonly bench: boolean
  readonly bindings: readonly Binding[]
  /** Newest results since the installation began. */
  readonly results: readonly CheckResult[]
  readonly rehearsal: Rehearsal
  readonly doubts: readonly OperationRecord[]
}

/** What an act says, from what was seen. Nothing is left out because it looks bad. */
export function describeAct(
  facts: ActFacts,
  identity: Pick<Act, 'actId' | 'number' | 'createdAt' | 'fileName'>,
): { act: Act; evidence: string } {
  const { installation } = facts
  const described: Omit<Act, 'evidenceDigest'> = {
    ...identity,
    bench: facts.bench,
    shop: installation.shop,
    devices: roles.filter((role) => rolesOf(installation).includes(role)).map((role) => describeDevice(role, facts)),
    rehearsal: describeRehearsal(facts),
    openQuestions: openQuestions(facts),
  }
  const evidence = evidenceJson(described, facts)
  return { act: { ...described, evidenceDigest: createHash('sha256').update(evidence).digest('hex') }, evidence }
}

function describeDevice(role: Act['devices'][number]['role'], facts: ActFacts): Act['devices'][number] {
  const binding = facts.bindings.find((candidate) => candidate.role === role)
  const skipped = facts.installation.skipped.find((candidate) => candidate.role === role)
  return {
    role,
    familyName: binding?.familyName,
    identity: binding?.identity,
    addressText: binding?.addressText,
    skippedBecause: skipped?.reason,
    checks: facts.results.filter((result) => result.role === role),
  }
}

function describeRehearsal({ rehearsal, installation }: ActFacts): Act['rehearsal'] {
  if (!isCurrent(installation, rehearsal)) return 'not-run'
  const health = rehearsalHealth(rehearsal)
  if (health === 'fails') return 'failed'
  return health === 'works' ? 'passed' : health === 'attention' ? 'attention' : 'not-run'
}

function openQuestions({ installation, bindings, doubts }: ActFacts): Failure[] {
  const ofDevices = bindings
    .filter((binding) => rolesOf(installation).includes(binding.role) && !isLeftOut(installation, binding.role))
    .flatMap((binding) =>
      binding.failure ? [{ ...binding.failure, data: { ...binding.failure.data, role: binding.role } }] : [],
    )
  const ofOperations = doubts.map((record): Failure => ({
    code: 'operation.in-doubt',
    data: { operation: record.operation, role: record.role, startedAt: record.startedAt },
    ...(record.next && { next: record.next }),
  }))
  return [...ofDevices, ...ofOperations]
}

/** Everything the act rests on, in one fixed form, so that its digest can be worked out again years later. */
function evidenceJson(act: Omit<Act, 'evidenceDigest'>, facts: ActFacts): string {
  return JSON.stringify(
    { act, installation: facts.installation, rehearsal: facts.rehearsal, results: facts.results },
    sortedKeys,
    1,
  )
}

function sortedKeys(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)))
}
