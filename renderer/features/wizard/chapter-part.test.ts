import { expect, test } from 'vitest'
import type { Check } from '../../../electron/contract/checks.ts'
import type { Binding } from '../../../electron/contract/devices.ts'
import { chapterPart } from './chapter-part.ts'

const binding = (health: Binding['health'], familyId?: string): Binding => ({
  role: 'scale',
  health,
  settings: {},
  capabilities: [],
  ...(familyId && { familyId }),
})
const tested = [{ required: true, last: {} } as Check]

test.each([
  ['nothing is known', binding('not-checked'), [], false, 'wire'],
  ['one was found', binding('not-checked'), [], true, 'connect'],
  ['it does not answer', binding('fails', 'cas'), [], false, 'connect'],
  ['it answers', binding('works', 'cas'), [], false, 'test'],
  ['it answers with a remark', binding('attention', 'cas'), [], false, 'test'],
  ['it broke during the checks', binding('fails', 'cas'), tested, false, 'test'],
] as const)('%s', (_name, device, checks, wasFound, part) => {
  expect(chapterPart(device, checks, wasFound)).toBe(part)
})
