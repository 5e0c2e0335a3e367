import { expect, test } from 'vitest'
import { storages as known } from '../../rpc/fixture/fiscal-log.ts'
import { chosenStorages, searchFor, toggled } from './chosen-storages.ts'

const [example] = known
if (!example) throw new Error('the fixture has a storage')
const [first, second, third] = ['1', '2', '3'].map((storageId) => ({
  ...example,
  storageId,
  connected: storageId === '2',
}))
if (!first || !second || !third) throw new Error('three were made')
const all = [first, second, third]

test('the connected one is shown, unless the address says otherwise', () => {
  expect(chosenStorages(all, undefined)).toEqual([second])
  expect(chosenStorages(all, '3')).toEqual([third])
  expect(chosenStorages(all, '3,1')).toEqual([first, third])
  expect(chosenStorages(all, 'all')).toEqual(all)
  expect(chosenStorages(all, 'garbage')).toEqual([second])
  expect(chosenStorages([first], undefined)).toEqual([first])
  expect(chosenStorages([], 'all')).toEqual([])
})

test('a choice stands in the address, and the last one cannot be left out', () => {
  expect(searchFor(all, all)).toBe('all')
  expect(searchFor([first, third], all)).toBe('1,3')
  expect(searchFor([first], [first])).toBe('1')
  expect(toggled([first], second)).toEqual([first, second])
  expect(toggled([first, second], first)).toEqual([second])
  expect(toggled([second], second)).toEqual([second])
})
