import type { Check } from '../../../electron/contract/checks.ts'
import type { Binding } from '../../../electron/contract/devices.ts'

export const chapterParts = ['wire', 'connect', 'test'] as const
export type ChapterPart = (typeof chapterParts)[number]

/**
 * The part of a role's chapter that is due: a device that answers needs no wire and no address any more. `wasFound`: the
 * search has found one that still waits to be given the role.
 */
export function chapterPart(binding: Binding, checks: readonly Check[], wasFound: boolean): ChapterPart {
  if (!binding.familyId) return wasFound ? 'connect' : 'wire'
  const tested = checks.some(({ required, last }) => required && last !== undefined)
  return binding.health === 'works' || binding.health === 'attention' || tested ? 'test' : 'connect'
}
