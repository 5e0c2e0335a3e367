import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type {
  FiscalRegister,
  StorageStatus,
  StoredDocument,
} from '../../../native/drivers/fiscal-register/fiscal-register.ts'
import { DeviceFailure } from '../../../native/foundation/device-failure.ts'
import { SimulatedClock } from '../../../native/foundation/simulated-clock.ts'
import { cleanLife, storageId } from '../../../native/judgement/test-support/life.ts'
import { openStoreInThread, type Store } from '../store/store.ts'
import { readMissingDocuments } from './reading-job.ts'

const life = cleanLife('2026-11-23T14:20', 120)
const other = cleanLife('2026-11-23T14:20', 120, '9999078900009999')

let store: Store
beforeEach(() => (store = openStoreInThread(':memory:')))
afterEach(() => store.close())

type Answer = (number: number) => Partial<StoredDocument> | undefined

/** A register that answers each question as the lie wants it; `undefined` for «no such document». */
function register(answer: Answer): FiscalRegister {
  return {
    capabilities: new Set(['read-confirmations']),
    readStorage: async () => ({ serialNumber: storageId }) as StorageStatus,
    readDocument: async (number: number) => {
      const document = answer(number)
      if (!document) throw new DeviceFailure('register.no-such-document', { number })
      return document as StoredDocument
    },
  } as unknown as FiscalRegister
}

const truth: Answer = (number) => life[number - 1]

/** One reading to its end, and what the log has against it. */
async function read(
  answer: Answer,
  lastDocumentNumber = life.length,
  signal = new AbortController().signal,
): Promise<unknown[]> {
  await store.run('storages.seen', {
    facts: {
      storage_id: storageId,
      bench: 0,
      register_model: null,
      register_serial_number: null,
      registration_number: null,
      taxpayer_number: null,
      valid_until: null,
      phase: 'fiscal',
      last_number_on_device: lastDocumentNumber,
      documents_left: null,
      unsent_count: 0,
      unsent_first_number: null,
      unsent_first_time: null,
    },
  })
  const storage = { serialNumber: storageId, lastDocumentNumber } as StorageStatus
  const clock = new SimulatedClock()
  await readMissingDocuments(storage, undefined, {
    clock,
    store,
    register: register(answer),
    signal,
    progressed: () => {},
    kept: () => {},
  }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  await store.run('findings.settle', { storageId, complete: !signal.aborted })
  const rules = await store.run('findings.summary', { storageId, examples: 10 })
  return rules
    .flatMap(({ examples }) => examples)
    .map(({ rule, number }) => [rule, number])
    .sort((one, two) => String(one).localeCompare(String(two)))
}

const instead =
  (of: number, answer: Partial<StoredDocument> | undefined): Answer =>
  (number) =>
    number === of ? answer : truth(number)

describe('a reading', () => {
  test('of an honest register finds nothing', async () => expect(await read(truth)).toEqual([]))

  test.each<[string, Answer, unknown[]]>([
    [
      'denies a document in the middle',
      instead(50, undefined),
      [
        ['document-count', null],
        ['number-gap', null],
      ],
    ],
    [
      'gives another document than was asked for',
      instead(50, { tlv: life[60]?.tlv }),
      expect.arrayContaining([['other-number', 50]]),
    ],
    ['gives a document of another storage', instead(50, { tlv: other[49]?.tlv }), [['other-storage', 50]]],
    [
      'gives half a document',
      instead(50, { tlv: life[49]?.tlv.subarray(0, 90) }),
      expect.arrayContaining([['damaged-bytes', 50]]),
    ],
    [
      'gives a confirmation of another document',
      instead(50, { tlv: life[49]?.tlv, confirmation: life[50]?.confirmation }),
      [['other-confirmation', 50]],
    ],
    [
      'gives a structure that contradicts the text',
      instead(50, { ...life[49], fixed: Uint8Array.of(6, 0, 26, 11, 23, 10, 0, 50, 0, 0, 0, 1, 2, 3, 4) }),
      expect.arrayContaining([['damaged-bytes', 50]]),
    ],
    ['gives no bytes at all', instead(50, {}), expect.arrayContaining([['document-count', null]])],
    [
      'gives bytes that are none of a document',
      instead(50, { tlv: new Uint8Array(300).fill(0xff) }),
      expect.arrayContaining([['damaged-bytes', 50]]),
    ],
  ])('of a register that %s ends with findings', async (_what, answer, expected) => {
    expect(await read(answer)).toEqual(expected)
  })

  test('of a register that answers the same sign for two neighbours ends with a finding', async () => {
    const sign = life[49]?.tlv.slice(-4) ?? new Uint8Array()
    const tlv = Uint8Array.from(life[50]?.tlv ?? [])
    tlv.set(sign, tlv.length - 4)
    expect(await read(instead(51, { ...life[50], tlv }))).toEqual([['sign-repeated', 51]])
  })

  test('of a register that names a last number too small or too large ends with findings', async () => {
    expect(await read(truth, life.length + 3)).toEqual([
      ['document-count', null],
      ['number-gap', null],
    ])
    expect(await read(truth, life.length - 3)).toEqual([
      ['beyond-last', life.length],
      ['number-gap', null],
    ])
  })

  test('of a register that names an impossible last number can be stopped, and ends with a finding', async () => {
    const abort = new AbortController()
    const answer: Answer = (number) => {
      if (number > 200) abort.abort()
      return truth(number)
    }
    const findings = await read(answer, 0xffff_ffff, abort.signal)
    expect(findings).toEqual([
      ['impossible-number', null],
      ['number-gap', null],
    ])
  })
})
