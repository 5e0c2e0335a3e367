import type { Binding, Candidate, DevicesSnapshot } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'

/** Below this a candidate is a guess and called one. */
const sure = 0.8

export function isGuess(candidate: Candidate): boolean {
  return candidate.certainty < sure
}

export function isBound(candidate: Candidate, binding: Binding | undefined): boolean {
  return binding?.familyId === candidate.familyId && binding.addressText === candidate.addressText
}

/** The one sure candidate of every wanted role that has no device yet: nothing is chosen that a person would have to think of. */
export function obviousCandidates(devices: DevicesSnapshot, wanted: readonly Role[]): Candidate[] {
  return wanted.flatMap((role) => {
    if (devices.bindings.some((binding) => binding.role === role && binding.familyId)) return []
    const [only, ...others] = devices.candidates.filter((candidate) => candidate.role === role)
    return only && others.length === 0 && !isGuess(only) ? [only] : []
  })
}
