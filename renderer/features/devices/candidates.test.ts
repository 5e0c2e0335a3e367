import { expect, test } from 'vitest'
import type { Candidate, DevicesSnapshot } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { obviousCandidates } from './candidates.ts'

const candidate = (id: string, role: Role, certainty: number) => ({ id, role, certainty }) as Candidate
const snapshot = (candidates: Candidate[], bound: Role[] = []): DevicesSnapshot =>
  ({ candidates, bindings: bound.map((role) => ({ role, familyId: 'x' })) }) as unknown as DevicesSnapshot
const all: Role[] = ['fiscal-register', 'scanner', 'scale']

test('only what nobody has to think about is assigned at once', () => {
  const devices = snapshot(
    [
      candidate('register', 'fiscal-register', 1),
      candidate('guess', 'scanner', 0.6),
      candidate('scale-a', 'scale', 1),
      candidate('scale-b', 'scale', 1),
    ],
    [],
  )
  expect(obviousCandidates(devices, all).map(({ id }) => id)).toEqual(['register'])
})

test('a role that has its device keeps it', () => {
  expect(obviousCandidates(snapshot([candidate('register', 'fiscal-register', 1)], ['fiscal-register']), all)).toEqual(
    [],
  )
})
