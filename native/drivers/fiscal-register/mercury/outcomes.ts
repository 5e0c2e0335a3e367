import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { inDoubt, notDone, type Witness } from '../shared/outcomes.ts'
import type { Answer, Command } from './commands/command.ts'
import { getStatus } from './commands/status.ts'
import { refusal } from './failures.ts'
import type { Service } from './service.ts'

type Signal = AbortSignal | undefined

/** `value` is the answer, if it was heard. */
export type Acted<A> = Outcome<A | undefined>

/**
 * Performs a command that moves something, and tells how it ended. It is never sent again; where its answer is lost the register is
 * asked for its state, behind which the answer may turn up after all, and then for what `witness` knows to look at.
 */
export async function act<Q extends object, A extends object>(
  service: Service,
  command: Command<Q, A>,
  values: Q,
  signal: Signal,
  witness?: Witness,
): Promise<Acted<A>> {
  const performed = await service.perform(command, values, signal)
  if (performed.state === 'answered') return told(service, command, performed.answer, signal)
  if (performed.state === 'not-sent') return notDone(performed.failure)
  try {
    await service.read(getStatus, signal)
    const late = service.latecomer(command)
    if (late) return await told(service, command, late, signal)
    const seen = await witness?.(signal)
    if (seen === true) return { state: 'done', value: undefined }
    if (seen === false) return notDone(performed.failure)
  } catch (error) {
    if (!(error instanceof DeviceFailure)) throw error
  }
  return inDoubt(performed.failure)
}

async function told<A>(service: Service, command: Command, answer: Answer<A>, signal: Signal): Promise<Acted<A>> {
  if ('value' in answer) return { state: 'done', value: answer.value }
  return notDone(await explain(service, refusal(command, answer.result, answer.description), signal))
}

/** The service's numbers say nothing to anybody; that there is no paper is what a person can put right. */
async function explain(service: Service, refused: DeviceFailure, signal: Signal): Promise<DeviceFailure> {
  try {
    const { paperPresence } = await service.read(getStatus, signal)
    return paperPresence === false ? new DeviceFailure('register.paper-out', refused.data) : refused
  } catch (unasked) {
    if (unasked instanceof DeviceFailure) return refused
    throw unasked
  }
}
