import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { FailureCode } from '../../../foundation/failure-codes.ts'
import { driverError } from './driver-errors.ts'
import type { HttpAnswer } from './http-line.ts'
import type { Task } from './tasks/task.ts'

type Named = Pick<Task, 'type'>

/** The driver's own words stand beside ours: of some codes they tell more. */
export function refusal({ type }: Named, code: number, description: string | undefined): DeviceFailure {
  const { failure, text } = driverError(code)
  const words = description?.trim()
  return new DeviceFailure(failure, {
    deviceCode: code.toString(),
    deviceText: text,
    command: type,
    ...(words ? { description: words } : {}),
  })
}

const codes: Readonly<Record<number, FailureCode>> = {
  401: 'register.password-wrong',
  403: 'register.password-wrong',
}

/** The server answered with an error instead of taking the request. Its words are Russian alone. */
export function serverRefusal({ type }: Named, answer: HttpAnswer): DeviceFailure {
  const words = wordsOf(answer)
  if (words.code !== undefined && words.code > 0 && words.code < 500) return refusal({ type }, words.code, words.text)
  return new DeviceFailure(codes[answer.status] ?? 'device.refused', {
    deviceCode: `HTTP ${answer.status}`,
    deviceText: { ru: words.text, en: words.text },
    command: type,
  })
}

function wordsOf({ status, reason, json }: HttpAnswer): { readonly code: number | undefined; readonly text: string } {
  const error = json?.members?.get('error')
  const code = error?.members?.get('code')?.value
  const text = error?.members?.get('description')?.value
  return {
    code: typeof code === 'number' && Number.isSafeInteger(code) ? code : undefined,
    text: typeof text === 'string' && text.trim() ? text.trim() : reason || `HTTP ${status}`,
  }
}

/** An answer whose members do not fit its task. */
export function wrongAnswer({ type }: Named, reason: string): DeviceFailure {
  return new DeviceFailure('device.wrong-answer', { command: type, reason })
}

const blocks: Readonly<Record<string, FailureCode>> = {
  connectionError: 'link.lost',
  fnError: 'register.storage-fault',
  paperError: 'register.paper-out',
}

/** The server's queue stands: a task would wait in it for as long as that lasts. */
export function blocked({ type }: Named, reason: string | undefined): DeviceFailure {
  return new DeviceFailure(blocks[reason ?? ''] ?? 'device.busy', {
    command: type,
    reason: `the web server’s queue is blocked${reason ? `: ${reason}` : ''}`,
  })
}

/** Answers of a server that was asked for what it does not have: it may have heard something else than was said. */
export const notUnderstood = [400, 404, 405, 501]
export const isNotUnderstood = ({ data }: DeviceFailure): boolean =>
  notUnderstood.some((status) => data['deviceCode'] === `HTTP ${status}`)

/** What another try may get past. */
export const isPassing = ({ code }: DeviceFailure): boolean =>
  ['link.timeout', 'link.garbled', 'device.wrong-answer'].includes(code)
