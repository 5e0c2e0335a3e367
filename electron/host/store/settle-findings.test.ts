import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeDocument } from '../../../native/codecs/ffd/index.ts'
import { seededRandom } from '../../../native/foundation/random.ts'
import { cleanLife } from '../../../native/judgement/test-support/life.ts'
import { settleFindings } from '../fiscal-log/settle-findings.ts'
import { openStoreInThread, type Store } from './store.ts'

const storageId = '9999078900001234'
const readAt = '2026-11-23T12:00:00.000Z'
const now = '2026-11-23T15:00'
const life = cleanLife('2026-11-23T14:20', 400)

interface Part {
  number: number
  tlv?: Uint8Array
  fixed?: Uint8Array
  confirmation?: Uint8Array | undefined
}

let store: Store
beforeEach(() => (store = openStoreInThread(':memory:')))
afterEach(() => store.close())

async function seen(lastNumber = life.length, unsent?: { count: number; first: number; since: string }): Promise<void> {
  await store.run('storages.seen', {
    facts: {
      storage_id: storageId,
      bench: 0,
      register_model: null,
      register_serial_number: null,
      registration_number: null,
      taxpayer_number: null,
      valid_until: '2027-11-23',
      phase: 'fiscal',
      last_number_on_device: lastNumber,
      documents_left: null,
      unsent_count: unsent?.count ?? 0,
      unsent_first_number: unsent?.first ?? null,
      unsent_first_time: unsent?.since ?? null,
    },
  })
}

const append = (documents: readonly Part[], absent: number[] = []) =>
  store.run('documents.append', { storageId, readAt, documents, absent })
const settle = (complete = true) => store.run('findings.settle', { storageId, complete, now })
const inStretches = (stretch: number, complete = true) => settleFindings(store, { storageId, complete, now, stretch })

async function findings(): Promise<unknown[]> {
  const rules = await store.run('findings.summary', { storageId, examples: 500 })
  return rules
    .flatMap(({ examples }) => examples)
    .map(({ rule, severity, number, data }) => [number ?? 0, rule, severity, data])
    .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))
}
const rules = async () => (await findings()).map((finding) => (finding as [number, string]).slice(0, 2))

/** Documents whose confirmations were lost are asked for again; here each comes as it is. */
function damaged(): Part[] {
  return life.map((document) => {
    const { number, tlv } = document
    if (number === 100) return { number, tlv: tlv.slice(0, 80) }
    if (number === 150) return { number, tlv: (life[119] as Part).tlv as Uint8Array }
    if (number % 97 === 0) return { ...document, confirmation: encodeDocument(7, [{ tag: 1040, value: number + 1 }]) }
    return document
  })
}

describe('settling', () => {
  test('a whole sound storage finds nothing, and tells how much it looked at', async () => {
    await seen()
    await append(life)
    expect(await settle()).toEqual({ judged: life.length, finished: true })
    expect(await findings()).toEqual([])
    expect(await settle()).toEqual({ judged: 0, finished: true })
  })

  test('costs what was read and not what is there', async () => {
    await seen()
    await append(life.slice(0, 360))
    await settle(false)
    await append(life.slice(360, 385))
    expect(await settle(false)).toEqual({ judged: 25, finished: true })
    await append(life.slice(385))
    expect(await settle()).toEqual({ judged: life.length - 385, finished: true })
    expect(await findings()).toEqual([])
  })

  test.each([1, 2, 3, 4])('in any order of reading comes to the same as at once (%i)', async (seed) => {
    const documents = damaged()
    await seen()
    await append(documents, [])
    await settle()
    const atOnce = await findings()
    expect(atOnce.length).toBeGreaterThan(5)
    await store.close()
    store = openStoreInThread(':memory:')
    const random = seededRandom(seed)
    const shuffled = documents.map((document) => ({ document, place: random() })).sort((a, b) => a.place - b.place)
    await seen()
    for (let at = 0; at < shuffled.length;) {
      const count = 1 + Math.floor(random() * 90)
      await append(shuffled.slice(at, at + count).map(({ document }) => document))
      at += count
      await inStretches(40, at >= shuffled.length)
    }
    expect(await findings()).toEqual(atOnce)
    const { rows } = await store.run('documents.query', { filter: { storageId }, offset: 0, limit: 500 })
    const counted = rows.reduce((sum, row) => sum + row.finding_count, 0)
    expect(counted).toBe(atOnce.filter((finding) => (finding as [number])[0] > 0).length)
  })

  test('goes on where a stretch ended, and from below where something came meanwhile', async () => {
    const step = () => store.run('findings.settle', { storageId, complete: true, now, stretch: 100 })
    await seen()
    await append(life.filter(({ number }) => number !== 20))
    expect(await step()).toEqual({ judged: 100, finished: false })
    expect(await step()).toMatchObject({ finished: false })
    await append(life.slice(19, 20))
    let judged = 0
    for (let finished = false; !finished;) {
      const answer = await step()
      finished = answer.finished
      judged += answer.judged
    }
    expect(judged).toBe(life.length - 19)
    expect(await findings()).toEqual([])
  })

  test('begins anew when it is told to', async () => {
    await seen()
    await append(life)
    await settle()
    await store.run('findings.forget', { storageId })
    expect(await settle()).toEqual({ judged: life.length, finished: true })
  })
})

describe('a register that lies', () => {
  test('about its last number is found out', async () => {
    await seen(life.length - 10)
    await append(life)
    await settle()
    expect(await rules()).toEqual([[life.length, 'beyond-last']])
    await seen(life.length + 10)
    await settle()
    expect(await rules()).toEqual([[0, 'document-count']])
  })

  test('about a document in the middle is found out, and accuses no neighbour', async () => {
    await seen()
    await append(
      life.filter(({ number }) => number !== 50 && number !== 51),
      [50, 51],
    )
    await settle()
    expect(await rules()).toEqual([
      [0, 'document-count'],
      [0, 'number-gap'],
    ])
    await append([life[49] as Part, life[50] as Part])
    await settle()
    expect(await rules()).toEqual([])
  })

  test('by giving other bytes the second time is found out', async () => {
    await seen()
    await append(life)
    await settle()
    const tlv = Uint8Array.from(life[70]?.tlv ?? [])
    tlv[tlv.length - 1] = (tlv.at(-1) ?? 0) ^ 1
    await append([{ number: 71, tlv }])
    await settle()
    expect(await rules()).toEqual([[71, 'duplicate-number']])
  })

  test('by answering with another document, or one of another storage, is found out', async () => {
    const other = cleanLife('2026-11-23T14:20', 400, '9999078900009999')
    await seen()
    await append(
      life.map((document) => (document.number === 80 ? { number: 80, tlv: other[79]?.tlv as Uint8Array } : document)),
    )
    await settle()
    expect((await rules()).map((finding) => (finding as unknown[])[1])).toContain('other-storage')
  })

  test('about what is unsent is reminded of the limit', async () => {
    await seen(life.length, { count: 5, first: 396, since: '2026-10-20T10:00' })
    await append(life)
    await settle()
    expect(await findings()).toMatchObject([[396, 'unsent-too-long', 'failure', expect.stringContaining('"days":34')]])
  })
})

test('the summary is as grave as its gravest finding, shown or not, and the gravest rule comes first', async () => {
  const receipt = (number: number, itemSum: number) => ({
    number,
    tlv: encodeDocument(3, [
      { tag: 1020, value: 100 },
      { tag: 1059, children: [{ tag: 1043, value: itemSum }] },
      ...(number < 4 ? [] : [{ tag: 60_000, value: Uint8Array.of(1), type: 'bytes' as const }]),
    ]),
  })
  await append([
    receipt(1, 120),
    receipt(2, 130),
    receipt(3, 900),
    ...[4, 5, 6, 7].map((number) => receipt(number, 100)),
  ])
  const summary = await store.run('findings.summary', { storageId, examples: 2 })
  expect(summary.map(({ rule, severity, count, examples }) => [rule, severity, count, examples.length])).toEqual([
    ['items-sum', 'failure', 3, 2],
    ['unknown-tags', 'notice', 4, 2],
  ])
})
