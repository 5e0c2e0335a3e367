import { DeviceFailure } from '../../../../foundation/device-failure.ts'
import type { Delivery } from '../delivery.ts'
import * as task from './task.ts'

/** How a task ended, as far as the machine says. `gone`: its buffer does not know the task. */
export type TaskEnd =
  | { readonly kind: 'result'; readonly payload: Uint8Array }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'exists' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'silence' }

/** What a state says of the task's end; `undefined` while it runs or waits. */
export function endOf({ status, result }: task.BufferAnswer): TaskEnd | undefined {
  switch (status) {
    case task.status.result:
    case task.status.error:
      return { kind: 'result', payload: result }
    case task.status.stopped:
    case task.status.overflow:
    case task.status.illegalValue:
      return { kind: 'refused', status }
    case task.status.alreadyExists:
      return { kind: 'exists' }
    case task.status.notFound:
      return { kind: 'gone' }
    default:
      return undefined
  }
}

/** `otherwise`: what a task without a result is to the one who sent it. */
export function deliveryOf(end: TaskEnd, otherwise: 'not-sent' | 'lost'): Delivery {
  switch (end.kind) {
    case 'result':
      return { state: 'answered', payload: end.payload }
    case 'refused':
    case 'exists': {
      const code = end.kind === 'refused' ? end.status : task.status.alreadyExists
      const deviceCode = code.toString(16).toUpperCase()
      return { state: otherwise, failure: new DeviceFailure('device.busy', { deviceCode, deviceText: bufferText }) }
    }
    default:
      return { state: otherwise, failure: new DeviceFailure(end.kind === 'gone' ? 'link.garbled' : 'link.timeout') }
  }
}

const bufferText = {
  ru: 'касса ещё выполняет задания другой программы',
  en: 'the register still works at the tasks of another program',
}
