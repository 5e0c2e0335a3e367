import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rules, rulesRevision } from '../rules.ts'
import {
  datedRequisites,
  formatVersion,
  holdsOn,
  limits,
  requiredRequisites,
  vatRates,
  vatTransition,
  type Period,
} from './law.ts'

const folder = new URL('.', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
const digest = createHash('sha256')
  .update(files.map((name) => JSON.stringify(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))).join('\n'))
  .digest('hex')

test('whoever changes the law raises the revision, so that what was judged before is judged anew', () => {
  expect({ revision: rulesRevision, law: digest.slice(0, 16) }).toEqual({ revision: 4, law: 'dfc31f7b1671b6bf' })
})

const day = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u

describe('every datum', () => {
  const periods: [string, Period][] = [
    ...vatRates.flatMap((list, code) => (list ?? []).map((period): [string, Period] => [`rate ${code}`, period])),
    ...[0, 1, 2, 3, 4].map((code): [string, Period] => [`version ${code}`, formatVersion(code) as Period]),
    ...datedRequisites.map((period): [string, Period] => [`requisites ${period.tags.join()}`, period]),
    ...vatTransition.leniency.map((period): [string, Period] => ['leniency', period]),
  ]
  test.each(periods)('of %s names its source and real days', (_what, { from, until, source }) => {
    expect(source.length).toBeGreaterThan(10)
    for (const end of [from, until]) if (end !== undefined) expect(end).toMatch(day)
    if (from !== undefined && until !== undefined) expect(from < until).toBe(true)
  })

  test('of a limit names its source', () => {
    for (const limit of Object.values(limits)) expect(limit.source.length).toBeGreaterThan(10)
    for (const { source } of Object.values(rules)) expect(source.length).toBeGreaterThan(10)
  })
})

test('periods of a code follow one another without a gap or an overlap', () => {
  for (const list of vatRates) {
    for (const [index, period] of (list ?? []).entries()) {
      const next = list?.[index + 1]
      if (!next) continue
      const following = new Date(Date.parse(`${period.until}Z`) + 86_400_000).toISOString().slice(0, 10)
      expect(next.from).toBe(following)
    }
  }
})

test('a period has its first and its last day, and none beside them', () => {
  const period = { from: '2019-01-01', until: '2025-12-31', source: '' }
  expect(['2018-12-31', '2019-01-01', '2025-12-31', '2026-01-01'].map((at) => holdsOn(period, at))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(holdsOn({ source: '' }, '2026-01-01')).toBe(true)
})

test('obligatory requisites are known of every document and version, and of no other', () => {
  for (const version of [2, 3, 4])
    for (const code of [1, 11, 2, 21, 3, 31, 4, 41, 5, 6])
      expect(requiredRequisites(version, code), `${version} ${code}`).toEqual(
        expect.arrayContaining([1012, 1040, 1041, 1077]),
      )
  expect(requiredRequisites(1, 3)).toBeUndefined()
  expect(requiredRequisites(4, 99)).toBeUndefined()
})
