import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { actOnce, explained } from '../shared/acting.ts'
import { notDone, type Witness } from '../shared/outcomes.ts'
import type { Answer, Command } from './commands/command.ts'
import { getStatus } from './commands/status.ts'
import { refusal } from './failures.ts'
import type { Service } from './service.ts'

type Signal = AbortSignal | undefined

/** `value` is the answer, if it was heard. */
export type Acted<A> = Outcome<A | undefined>

/** Performs a command that moves something. */
export function act<Q extends object, A extends object>(
  service: Service,
  command: Command<Q, A>,
  values: Q,
  signal: Signal,
  witness?: Witness,
): Promise<Acted<A>> {
  return actOnce<Answer<A>, A>(
    {
      perform: (still) => service.perform(command, values, still),
      ask: (still) => service.read(getStatus, still),
      latecomer: () => service.latecomer(command),
      told: async (answer, still) =>
        'value' in answer
          ? { state: 'done', value: answer.value }
          : notDone(await explain(service, refusal(command, answer.result, answer.description), still)),
      witness,
    },
    signal,
  )
}

/** The service's numbers say nothing to anybody; that there is no paper is what a person can put right. */
function explain(service: Service, refused: DeviceFailure, signal: Signal): Promise<DeviceFailure> {
  return explained(refused, async () => {
    const { paperPresence } = await service.read(getStatus, signal)
    return paperPresence === false ? new DeviceFailure('register.paper-out', refused.data) : undefined
  })
}
