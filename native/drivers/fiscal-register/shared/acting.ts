import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { Performed } from './delivery.ts'
import { inDoubt, notDone, type Witness } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** A command that moves or changes something, and what its machine can be asked afterwards. */
export interface Deed<Answer, Value> {
  /** Sends the command. Called once. */
  perform(signal: Signal): Promise<Performed<Answer>>
  /** A question about the machine's state, behind whose answer a late one to the command turns up. */
  ask(signal: Signal): Promise<unknown>
  /** What the machine answered to the command since it was reported lost. */
  latecomer(): Answer | undefined
  /** How a command ended that was answered so. */
  told(answer: Answer, signal: Signal): Promise<Outcome<Value>>
  /** Tells by the machine's state whether it executed the command. */
  readonly witness: Witness | undefined
}

/**
 * Performs a command and tells how it ended. It is never sent again; where its answer is lost the machine is asked: first its state,
 * behind which a late answer would come, then the witness. A late answer is a better word than what the witness saw. `value` is
 * missing where nobody heard the answer.
 */
export async function actOnce<Answer, Value>(
  deed: Deed<Answer, Value>,
  signal: Signal,
): Promise<Outcome<Value | undefined>> {
  const performed = await deed.perform(signal)
  if (performed.state === 'answered') return deed.told(performed.answer, signal)
  if (performed.state === 'not-sent') return notDone(performed.failure)
  try {
    await deed.ask(signal)
    const seen = deed.latecomer() ? undefined : await deed.witness?.(signal)
    const late = deed.latecomer()
    if (late) return await deed.told(late, signal)
    if (seen === true) return { state: 'done', value: undefined }
    if (seen === false) return notDone(performed.failure)
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
  }
  return inDoubt(performed.failure)
}

/** The refusal, or what `look` finds that a person can put right; a machine that cannot be asked leaves it at the refusal. */
export async function explained(
  refusal: DeviceFailure,
  look: () => Promise<DeviceFailure | undefined>,
): Promise<DeviceFailure> {
  try {
    return (await look()) ?? refusal
  } catch (unasked) {
    if (unasked instanceof DeviceFailure) return refusal
    throw unasked
  }
}
