import type { Clock } from '../../../native/foundation/clock.ts'

/** Real time, but so many times faster: for a test that needs a process of its own and cannot move a simulated clock. */
export function hurriedClock(times: number): Clock {
  return {
    now: () => performance.now() * times,
    civil: () => new Date(),
    schedule(milliseconds, action) {
      const timer = setTimeout(action, Math.max(0, milliseconds) / times)
      return () => clearTimeout(timer)
    },
  }
}
