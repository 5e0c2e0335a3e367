import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { FiscalResult } from '../fiscal-register.ts'
import { done, inDoubt, type Witness } from './outcomes.ts'
import { countWitness } from './witnesses.ts'

type Signal = AbortSignal | undefined

/** How a family asks the storage, which counts its documents and so knows what became of an operation. */
export interface StorageWitness {
  /** Number of the last document. */
  lastDocument(signal: Signal): Promise<number>
  /** Sign and time of a document, as far as the register gives them. */
  describe(number: number, signal: Signal): Promise<Omit<FiscalResult, 'documentNumber'>>
}

/** Paper or printer can fail when the storage has the document already: then a machine refuses what it has done. */
async function confirmRefusal(outcome: Outcome<void>, witness: Witness, signal: Signal): Promise<Outcome<void>> {
  if (outcome.state !== 'not-done' || outcome.failure.data['deviceCode'] === undefined) return outcome
  try {
    return (await witness(signal)) === false ? outcome : inDoubt(outcome.failure)
  } catch (error) {
    if (error instanceof DeviceFailure) return inDoubt(outcome.failure)
    throw error
  }
}

/**
 * Has one fiscal document made. Where the answer is lost the storage's count of documents decides. `act` performs the command with
 * that witness; what it throws was thrown before anything was made.
 */
export async function makeDocument(
  storage: StorageWitness,
  act: (witness: Witness) => Promise<Outcome<void>>,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  const before = await storage.lastDocument(signal)
  const witness = countWitness(before, (still) => storage.lastDocument(still))
  const outcome = await confirmRefusal(await act(witness), witness, signal)
  if (outcome.state === 'in-doubt') return { ...outcome, next: 'ask-register-for-last-document' }
  if (outcome.state === 'not-done') return outcome
  const documentNumber = before + 1
  try {
    return { state: 'done', value: { documentNumber, ...(await storage.describe(documentNumber, signal)) } }
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
    return { state: 'done', value: { documentNumber, fiscalSign: undefined, time: undefined } }
  }
}

/**
 * As `makeDocument`, for machines whose answer names the document that they made. `act` gives that answer, if it was heard; where it
 * was not, the storage is asked to describe what its count has found.
 */
export async function makeNamedDocument<Answer>(
  storage: StorageWitness,
  act: (witness: Witness) => Promise<Outcome<Answer | undefined>>,
  resultOf: (answer: Answer) => FiscalResult,
  signal: Signal,
): Promise<Outcome<FiscalResult>> {
  let named: FiscalResult | undefined
  const outcome = await makeDocument(
    {
      lastDocument: (still) => storage.lastDocument(still),
      describe: async (number, still) => named ?? storage.describe(number, still),
    },
    async (witness) => {
      const acted = await act(witness)
      if (acted.state !== 'done') return acted
      named = acted.value === undefined ? undefined : resultOf(acted.value)
      return done
    },
    signal,
  )
  return outcome.state === 'done' && named ? { state: 'done', value: named } : outcome
}
