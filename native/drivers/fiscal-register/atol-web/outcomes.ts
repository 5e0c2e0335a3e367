import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import { inDoubt, notDone, type Witness } from '../shared/outcomes.ts'
import { saysNothing } from './driver-errors.ts'
import type { Task } from './tasks/task.ts'
import { readResult, type WebServer } from './web-server.ts'

type Signal = AbortSignal | undefined

/** `value` is the result, if it was heard and made sense. */
export type Acted<A> = Outcome<A | undefined>

/**
 * Has a task executed that moves something, and tells how it ended. The server's word is enough where there is one. Where it cannot
 * be asked, or says itself that it lost the register on the way, `witness` knows what to look at; of a task that the server may still
 * have it can only prove that it was done.
 */
export async function act<Q extends object, A extends object>(
  server: WebServer,
  task: Task<Q, A>,
  values: Q,
  signal: Signal,
  witness?: Witness,
): Promise<Acted<A>> {
  const ended = await server.run(task, values, signal)
  switch (ended.state) {
    case 'ready': {
      const value = readResult(task, ended.result)
      return { state: 'done', value: value instanceof DeviceFailure ? undefined : value }
    }
    case 'not-executed':
      return notDone(ended.failure)
    case 'failed': {
      const unsure = saysNothing(ended.code)
      if (!unsure && task.effect !== 'fiscal') return notDone(ended.failure)
      const seen = await look(witness, signal)
      if (seen === true) return { state: 'done', value: undefined }
      return seen === false || !unsure ? notDone(ended.failure) : inDoubt(ended.failure)
    }
    case 'unknown':
      if ((await look(witness, signal)) === true) return { state: 'done', value: undefined }
      return inDoubt(ended.failure)
  }
}

async function look(witness: Witness | undefined, signal: Signal): Promise<boolean | undefined> {
  try {
    return await witness?.(signal)
  } catch (error) {
    if (error instanceof DeviceFailure) return undefined
    throw error
  }
}
