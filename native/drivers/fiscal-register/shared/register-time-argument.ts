import { DeviceFailure } from '../../../foundation/device-failure.ts'

/** `YYYY-MM-DDThh:mm:ss` of this century's clock, seconds added where they are missing; throws `operation.wrong-argument`. */
export function checkRegisterTime(time: string): string {
  const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/u.test(time) ? `${time}:00` : time
  const parsed = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d$/u.test(whole) ? new Date(`${whole}Z`) : undefined
  if (!parsed || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 19) !== whole) {
    throw new DeviceFailure('operation.wrong-argument', { argument: 'time' })
  }
  return whole
}
