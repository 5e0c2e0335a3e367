import type { DriverOfRole, Role } from '../../../native/drivers/role.ts'
import type { DeviceQueue, Priority } from './device-queue.ts'

/**
 * The driver with every exchange put through the device's queue, and every answer shown to `observe`: so a check, the
 * reading of a log and live polling can use one device at the same time and never in the same moment.
 */
export function queuedDriver<R extends Role>(
  driver: DriverOfRole[R],
  queue: DeviceQueue,
  priority: Priority,
  observe: (method: string, answer: unknown) => void,
  failed: (error: unknown) => void,
): DriverOfRole[R] {
  return new Proxy(driver, {
    get(target, name) {
      const member = Reflect.get(target, name, target) as unknown
      if (typeof member !== 'function') return member
      const method = member as (...parameters: unknown[]) => unknown
      // Listening takes no exchange: it must not wait behind one.
      if (name === 'listen') return method.bind(target)
      return async (...parameters: unknown[]) => {
        try {
          const answer = await queue.run(priority, async () => method.apply(target, parameters), signalOf(parameters))
          observe(String(name), answer)
          return answer
        } catch (error) {
          failed(error)
          throw error
        }
      }
    },
  })
}

function signalOf(parameters: readonly unknown[]): AbortSignal | undefined {
  const context = parameters.at(-1) as { signal?: unknown } | undefined
  return typeof context === 'object' && context?.signal instanceof AbortSignal ? context.signal : undefined
}
