import type { Evidence } from '../../contract/vocabulary.ts'
import { replacementStepSchema, type Replacement, type ReplacementStep } from '../../contract/replacement.ts'
import type { StorageOverview } from '../store/operations/storages.ts'
import type { LogView } from './replacement-facts.ts'
import type { RegisterView } from './register-view.ts'
import type { ReplacementRecord } from './replacement-record.ts'

export interface StepFacts {
  /** Documents can be read from this register, or stand in the log already. */
  readonly readable: boolean
  readonly record: ReplacementRecord
  readonly register: RegisterView
  readonly log: LogView
  readonly registered: boolean
  readonly problems: Readonly<Record<string, string>>
  readonly everythingTicked: boolean
}

interface StepState {
  readonly done: boolean
  readonly evidence: readonly Evidence[]
  readonly blockedBy: readonly string[]
}

type Judge = (facts: StepFacts) => StepState

const offline = 2
const closedPhases: readonly (string | undefined)[] = ['closed-unsent', 'archive']

/** The old storage as the register shows it; once another one is in its place, as it was last seen. */
function oldPhase({ record, register, log }: StepFacts): string | undefined {
  if (register.storage?.serialNumber === record.storageId) return register.storage.phase
  return log.storage?.phase
}

const isClosed = (facts: StepFacts): boolean =>
  closedPhases.includes(oldPhase(facts)) ||
  facts.log.closing !== undefined ||
  facts.record.closing !== undefined ||
  facts.registered

/** The register holds the storage that is being replaced, and can be asked. */
const isOldConnected = ({ record, register }: StepFacts): boolean => register.storage?.serialNumber === record.storageId

/** What the storage says that it does not hold is not missing: it is a finding. */
function missingDocuments(facts: StepFacts, storage: StorageOverview): number {
  const onDevice = isOldConnected(facts) ? (facts.register.storage?.lastDocumentNumber ?? 0) : 0
  const last = Math.max(onDevice, storage.last_number_on_device)
  return Math.max(0, last - storage.document_count - storage.absent_count)
}

const known = (name: string, value: Evidence['value'] | null | undefined): Evidence[] =>
  value === undefined || value === null ? [] : [{ name, value }]

/**
 * Every step is judged by what the register and the log show, not by which button was pressed: whatever was done with another
 * program counts, and nothing counts that did not happen.
 */
const judges: Readonly<Record<ReplacementStep, Judge>> = {
  read(facts) {
    const { storage } = facts.log
    const missing = storage && missingDocuments(facts, storage)
    const done = (missing === 0 && storage?.last_read_at !== null) || !facts.readable
    return {
      // What the closing itself adds is asked for where its report is kept.
      done: done || isClosed(facts),
      evidence: [...known('documentsInLog', storage?.document_count), ...known('documentsMissing', missing)],
      blockedBy: done || isOldConnected(facts) ? [] : ['register-silent'],
    }
  },
  verify({ record, readable }) {
    const { verified } = record
    return {
      done: !readable || (verified !== undefined && verified.chain === 'sound'),
      evidence: verified
        ? [
            { name: 'chainRecords', value: verified.chain },
            { name: 'findingFailures', value: verified.failures },
            { name: 'findingAttentions', value: verified.attentions },
          ]
        : [],
      blockedBy: verified?.chain === 'broken' ? ['chain-broken'] : [],
    }
  },
  unsent(facts) {
    const { register, record } = facts
    const { exchange } = register
    const done = isClosed(facts) || (record.draft.workMode & offline) !== 0 || exchange?.unsentCount === 0
    return {
      done,
      evidence: [
        ...known('unsentDocuments', exchange?.unsentCount),
        ...known('firstUnsentDocument', exchange?.firstUnsentNumber),
        ...known('firstUnsentTime', exchange?.firstUnsentTime),
      ],
      blockedBy: done ? [] : exchange ? ['waits-for-operator'] : ['register-silent'],
    }
  },
  shift(facts) {
    const { storage } = facts.register
    const done = isClosed(facts) || (isOldConnected(facts) && storage?.shiftOpen === false)
    const ownHand = storage !== undefined && !facts.register.capabilities.has('shift-reports')
    return {
      done,
      evidence: known('shiftOpen', storage?.shiftOpen),
      blockedBy: !done && ownHand ? ['shift-by-hand'] : [],
    }
  },
  copy({ record, readable }) {
    return { done: record.kept.includes('copy'), evidence: [], blockedBy: readable ? [] : ['copy-by-hand'] }
  },
  close(facts) {
    const done = isClosed(facts)
    const ownHand = !facts.register.capabilities.has('close-storage')
    return {
      done,
      evidence: known('storagePhase', oldPhase(facts)),
      blockedBy: done
        ? []
        : [...(isOldConnected(facts) ? [] : ['register-silent']), ...(ownHand ? ['close-by-hand'] : [])],
    }
  },
  sent(facts) {
    // Of a storage that is out of a register that gives no documents nobody can say more.
    const gone = !facts.readable && facts.register.storage !== undefined && !isOldConnected(facts)
    const done = oldPhase(facts) === 'archive' || facts.registered || gone
    return {
      done,
      evidence: known('storagePhase', oldPhase(facts)),
      blockedBy: done ? [] : ['waits-for-operator'],
    }
  },
  report({ record, log, readable }) {
    const closing = log.closing ?? (readable ? undefined : record.closing)
    const kept = record.kept.includes('closing-report') && record.kept.includes('final-copy')
    return {
      done: (closing !== undefined || !readable) && kept,
      evidence: known('closingReport', closing?.documentNumber),
      blockedBy: readable ? (closing ? [] : ['closing-not-read']) : ['copy-by-hand'],
    }
  },
  insert(facts) {
    const { storage } = facts.register
    const fresh = storage !== undefined && storage.serialNumber !== facts.record.storageId
    const done = facts.registered || (fresh && storage.phase === 'ready')
    const blockedBy = !storage ? ['register-silent'] : !fresh ? ['same-storage'] : done ? [] : ['storage-not-new']
    return {
      done,
      evidence: fresh ? known('storageNumber', storage.serialNumber) : [],
      blockedBy: done ? [] : blockedBy,
    }
  },
  register(facts) {
    const ownHand = !facts.register.capabilities.has('register-storage')
    return {
      done: facts.registered,
      evidence: [],
      blockedBy: facts.registered
        ? []
        : [
            ...(Object.keys(facts.problems).length > 0 ? ['values-wrong'] : []),
            ...(ownHand ? ['register-by-hand'] : []),
          ],
    }
  },
  'tax-office'({ everythingTicked }) {
    return { done: everythingTicked, evidence: [], blockedBy: [] }
  },
}

/** Steps in their order: what is done, the first that is not, and what waits for it. */
export function judgeSteps(facts: StepFacts): Pick<Replacement, 'step' | 'steps'> {
  let current: ReplacementStep | undefined
  const steps = replacementStepSchema.options.map((step) => {
    const { done, evidence, blockedBy } = judges[step](facts)
    const state = current !== undefined ? ('locked' as const) : done ? ('done' as const) : ('current' as const)
    if (state === 'current') current = step
    return { step, state, evidence: [...evidence], blockedBy: [...blockedBy] }
  })
  return { ...(current && { step: current }), steps }
}
