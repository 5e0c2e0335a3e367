import { expect, test } from 'vitest'
import { judgeStorage, type StorageToJudge } from './judge-storage.ts'

const sound: StorageToJudge = {
  lastOnDevice: 100,
  held: 100,
  highest: 100,
  complete: true,
  absent: [],
  unsent: { count: 3, first: 98, since: '2026-11-20T12:00' },
  validUntil: '2027-06-01',
  openShift: { number: 4, openedBy: 90, openedAt: '2026-11-23T09:00:00' },
  registered: { taxpayerNumber: '7707083893', registrationNumber: '0000000005008570' },
  documented: { taxpayerNumber: '7707083893  ', registrationNumber: '0000000005008570    ' },
  now: '2026-11-23T18:00',
}

const found = (change: Partial<StorageToJudge>) =>
  judgeStorage({ ...sound, ...change }).map(({ rule, severity, number }) => [rule, severity, number])
const unsent = (since: string) => ({ unsent: { count: 3, first: 98, since } })

test.each<[string, Partial<StorageToJudge>, unknown[]]>([
  ['is sound', {}, []],
  [
    'says it has no such documents',
    { absent: [{ from: 5, to: 7 }], held: 97 },
    [
      ['number-gap', 'failure', undefined],
      ['document-count', 'attention', undefined],
    ],
  ],
  ['was not read to its end', { held: 50, highest: 50, complete: false }, []],
  ['lacks documents at its end', { held: 99, highest: 99 }, [['document-count', 'attention', undefined]]],
  ['has documents after its last', { held: 101, highest: 101 }, [['beyond-last', 'failure', 101]]],
  [
    'calls a number its last that no storage can hold',
    { lastOnDevice: 0xffff_ffff },
    [['impossible-number', 'failure', undefined]],
  ],
  [
    'is of another owner by its documents',
    { documented: { taxpayerNumber: '7704358518', registrationNumber: '0000000005008570' } },
    [['register-differs', 'failure', undefined]],
  ],
  [
    'was not read to its end, and may have been registered anew',
    { documented: { taxpayerNumber: '7704358518', registrationNumber: undefined }, complete: false },
    [],
  ],
  ['was never shown by a register', { lastOnDevice: undefined, held: 5, highest: 9 }, []],
  ['waits for the operator four days', unsent('2026-11-19T12:00'), []],
  ['waits for the operator five days', unsent('2026-11-18T12:00'), [['unsent-too-long', 'attention', 98]]],
  ['waits for the operator thirty days', unsent('2026-10-24T12:00'), [['unsent-too-long', 'failure', 98]]],
  ['has sent everything', { unsent: { count: 0, first: undefined, since: '2026-01-01T00:00' } }, []],
  ['ends in 31 days', { validUntil: '2026-12-24' }, []],
  ['ends in 30 days', { validUntil: '2026-12-23' }, [['storage-expires', 'attention', undefined]]],
  ['has ended', { validUntil: '2026-11-22' }, [['storage-expires', 'failure', undefined]]],
  ['has a shift open for a day', { now: '2026-11-24T09:00' }, []],
  ['has a shift open for more', { now: '2026-11-24T09:01' }, [['shift-open-too-long', 'attention', 90]]],
  ['is judged without a clock', { ...unsent('2020-01-01T00:00'), validUntil: '2020-01-01', now: undefined }, []],
  ['has dates that are none', { ...unsent('yesterday'), validUntil: 'never' }, []],
])('a storage that %s', (_what, change, expected) => expect(found(change)).toEqual(expected))
