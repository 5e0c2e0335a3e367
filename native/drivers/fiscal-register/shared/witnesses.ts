import type { Witness } from './outcomes.ts'

type Signal = AbortSignal | undefined

/** A drawer with a sensor that stands open now and did not before was opened. One that stood open proves nothing. */
export async function drawerWitness(isOpen: (signal: Signal) => Promise<boolean>, signal: Signal): Promise<Witness> {
  const openBefore = await isOpen(signal)
  return async (still) => (!openBefore && (await isOpen(still)) ? true : undefined)
}

/**
 * A count of what was made: one more than `before` is done, the same is not done, anything else is a doubt. A machine that keeps no
 * such count gives `undefined`; the count begins again at `modulus`.
 */
export function countWitness(
  before: number | undefined,
  count: (signal: Signal) => Promise<number | undefined>,
  modulus = Infinity,
): Witness {
  return async (signal) => {
    if (before === undefined) return undefined
    const after = await count(signal)
    if (after === (before + 1) % modulus) return true
    return after === before ? false : undefined
  }
}
