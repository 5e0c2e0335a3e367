import { describe, expect, test } from 'vitest'
import { encodeDocument, summariseDocument, type ElementToEncode } from '../../codecs/ffd/index.ts'
import { cleanLife, judgeAll, type Parts } from '../test-support/life.ts'
import { SequenceJudge } from './judge-sequence.ts'
import type { SequenceRow } from './row.ts'

describe('a life without a fault', () => {
  test.each([
    ['9999078900000001', '2025-06-30T14:20', 1],
    ['9999078900000002', '2026-01-12T11:00', 2],
    ['9999078900000003', '2026-11-23T14:20', 3],
  ])('of storage %s until %s has nothing against it', (storage, until, seed) => {
    const life = cleanLife(until, 1_500, storage, seed)
    expect(life.length).toBeGreaterThan(1_400)
    expect(judgeAll(life, storage)).toEqual([])
  })
})

/** Rows of a day: registration, a shift of three receipts, and the next shift. */
function rows(): SequenceRow[] {
  const row = (number: number, kind: SequenceRow['kind'], minutes: number, more: Partial<SequenceRow> = {}) => ({
    number,
    kind,
    time: new Date(Date.UTC(2026, 10, 20, 8, minutes)).toISOString().slice(0, 19),
    shiftNumber: undefined,
    receiptNumber: undefined,
    operation: undefined,
    sum: undefined,
    cash: undefined,
    cashless: undefined,
    prepayment: undefined,
    credit: undefined,
    consideration: undefined,
    fiscalSign: String(1_000_000_000 + number),
    registrationNumber: '0000000005008570',
    taxpayerNumber: '7707083893',
    complete: false,
    ...more,
  })
  const receipt = (number: number, shiftNumber: number, receiptNumber: number, minutes: number) =>
    row(number, 'receipt', minutes, { shiftNumber, receiptNumber, operation: 1, sum: 100, cash: 100 })
  return [
    row(1, 'registration', 0),
    row(2, 'shift-opening', 10, { shiftNumber: 1 }),
    receipt(3, 1, 1, 20),
    receipt(4, 1, 2, 30),
    receipt(5, 1, 3, 40),
    row(6, 'shift-closing', 600, { shiftNumber: 1 }),
    row(7, 'shift-opening', 1440, { shiftNumber: 2 }),
    receipt(8, 2, 1, 1450),
  ]
}

type Change = (list: SequenceRow[]) => SequenceRow[]
const replace =
  (number: number, change: Partial<SequenceRow>): Change =>
  (list) =>
    list.map((row) => (row.number === number ? { ...row, ...change } : row))
const drop =
  (...numbers: number[]): Change =>
  (list) =>
    list.filter(({ number }) => !numbers.includes(number))

function found(change: Change): unknown[] {
  const judge = new SequenceJudge(() => undefined)
  return change(rows())
    .flatMap((row) => judge.take(row))
    .map(({ number, rule, severity, data }) => [number, rule, severity, data['problem'] ?? data['field'] ?? ''])
}

describe('the order of documents', () => {
  test.each<[string, Change, unknown[]]>([
    ['is sound', (list) => list, []],
    ['has a clock that went back', replace(4, { time: '2026-11-20T08:19:59' }), [[4, 'clock-back', 'attention', '']]],
    ['has a clock that stood still', replace(4, { time: '2026-11-20T08:20' }), []],
    ['has a sign twice', replace(5, { fiscalSign: '1000000003' }), [[5, 'sign-repeated', 'attention', '']]],
    [
      'has another owner',
      replace(4, { taxpayerNumber: '7704358518' }),
      [[4, 'owner-changed', 'failure', 'taxpayerNumber']],
    ],
    [
      'has another registration number',
      replace(4, { registrationNumber: '1' }),
      [[4, 'owner-changed', 'failure', 'registrationNumber']],
    ],
    [
      'does not begin with a registration',
      replace(1, { kind: 'settlement-report' }),
      [[1, 'registration-order', 'failure', 'not-first']],
    ],
    [
      'begins with a change of registration, as in the place of another storage',
      replace(1, { kind: 'registration-change' }),
      [],
    ],
    [
      'registers twice',
      replace(7, { kind: 'registration' }),
      [
        [7, 'registration-order', 'failure', 'registered-again'],
        [8, 'shift-order', 'failure', 'outside'],
      ],
    ],
    [
      'goes on after the end',
      replace(7, { kind: 'storage-closing' }),
      [
        [8, 'registration-order', 'failure', 'after-closing'],
        [8, 'shift-order', 'failure', 'outside'],
      ],
    ],
    [
      'has a receipt outside a shift',
      replace(2, { kind: 'settlement-report' }),
      [3, 4, 5]
        .map((number) => [number, 'shift-order', 'failure', 'outside'])
        .concat([[6, 'shift-order', 'failure', 'not-open']]),
    ],
    [
      'opens a shift in a shift',
      replace(6, { kind: 'settlement-report' }),
      [[7, 'shift-order', 'failure', 'not-closed']],
    ],
    [
      'leaves a shift out',
      replace(7, { shiftNumber: 3 }),
      [
        [7, 'shift-number', 'attention', ''],
        [8, 'shift-number', 'attention', ''],
      ],
    ],
    ['has a receipt of another shift', replace(4, { shiftNumber: 9 }), [[4, 'shift-number', 'attention', '']]],
    [
      'closes another shift',
      replace(6, { shiftNumber: 9 }),
      [
        [6, 'shift-number', 'attention', ''],
        [7, 'shift-number', 'attention', ''],
      ],
    ],
    [
      'leaves a receipt number out',
      replace(4, { receiptNumber: 7 }),
      [
        [4, 'receipt-number', 'attention', ''],
        [5, 'receipt-number', 'attention', ''],
      ],
    ],
    [
      'has a receipt after 24 hours',
      replace(5, { time: '2026-11-21T08:11' }),
      [
        [5, 'shift-too-long', 'failure', ''],
        [6, 'clock-back', 'attention', ''],
      ],
    ],
    ['has a receipt at 24 hours sharp', (list) => replace(5, { time: '2026-11-21T08:10' })(drop(6, 7, 8)(list)), []],
    [
      'closes a shift late',
      (list) => replace(6, { time: '2026-11-21T08:11' })(drop(7, 8)(list)),
      [[6, 'shift-too-long', 'attention', '']],
    ],
    ['lacks documents: nothing is said of what nobody saw', drop(4, 6), []],
    ['has a document that nobody can read', replace(6, { kind: 'unknown' }), []],
  ])('%s', (_what, change, expected) => expect(found(change)).toEqual(expected))

  test('equal signs far from one another are chance', () => {
    const judge = new SequenceJudge(() => undefined)
    const [first] = rows()
    const of = (number: number, fiscalSign: string) =>
      judge.take({ ...first!, kind: 'settlement-report', number, fiscalSign })
    of(1_000, 'same')
    for (let number = 1_001; number < 1_101; number++) expect(of(number, String(number))).toEqual([])
    expect(of(1_101, 'same')).toEqual([])
    expect(of(1_102, 'same')).toMatchObject([{ rule: 'sign-repeated', data: { first: 1_101 } }])
  })
})

describe('totals', () => {
  const life = cleanLife('2026-11-23T14:20', 150)
  const closing = life.findIndex(({ tlv }, index) => index > 50 && tlv[0] === 5)

  /** The life with one document written anew. */
  function tampered(index: number, change: (elements: ElementToEncode[]) => ElementToEncode[]): Parts[] {
    return life.map((document, at) => {
      if (at !== index) return document
      return { ...document, tlv: encodeDocument(document.tlv[0] ?? 0, change(elementsOf(document.tlv))) }
    })
  }
  /** Elements of the first level, to be written again as they are. */
  function elementsOf(tlv: Uint8Array): ElementToEncode[] {
    const elements: ElementToEncode[] = []
    for (let offset = 4; offset < tlv.length;) {
      const length = (tlv[offset + 2] ?? 0) | ((tlv[offset + 3] ?? 0) << 8)
      const tag = (tlv[offset] ?? 0) | ((tlv[offset + 1] ?? 0) << 8)
      elements.push({ tag, value: tlv.slice(offset + 4, offset + 4 + length), type: 'bytes' })
      offset += 4 + length
    }
    return elements
  }
  const set = (tag: number, value: number) => (elements: ElementToEncode[]) =>
    elements.map((element) => (element.tag === tag ? { tag, value } : element))

  test.each([
    ['documents', 1111, 99],
    ['receipts', 1118, 99],
  ])('of %s differ from the report', (counter, tag, value) => {
    const findings = judgeAll(tampered(closing, set(tag, value)))
    expect(findings).toMatchObject([{ rule: 'shift-totals', severity: 'failure', data: { counter, reported: value } }])
  })

  test('count corrections among the receipts, or apart from them', () => {
    const counter = (count: number) => {
      const report = encodeDocument(5, [
        { tag: 1111, value: 6 },
        { tag: 1118, value: count },
      ])
      const judge = new SequenceJudge(() => report)
      const list = replace(4, { kind: 'receipt-correction' })(replace(6, { complete: true })(rows()))
      return list.flatMap((row) => judge.take(row)).map(({ data }) => [data['counter'], data['counted']])
    }
    // A registration stands before the shift: it has five documents.
    expect(counter(3)).toEqual([['documents', 5]])
    expect(counter(2)).toEqual([['documents', 5]])
    expect(counter(1)).toEqual([
      ['documents', 5],
      ['receipts', 3],
    ])
  })

  test('of a report that was made up differ in every counter', () => {
    const children: ElementToEncode[] = [
      { tag: 1134, value: 1 },
      {
        tag: 1129,
        children: [
          { tag: 1135, value: 1 },
          { tag: 1201, value: 2 },
          { tag: 1136, value: 3 },
          { tag: 1138, value: 4 },
          { tag: 1218, value: 5 },
        ],
      },
    ]
    const findings = judgeAll(
      tampered(closing, (elements) =>
        elements.map((element) => (element.tag === 1194 ? { tag: 1194, children } : element)),
      ),
    )
    const counters = findings.filter(({ rule }) => rule === 'shift-totals').map(({ data }) => data['counter'])
    expect(counters).toEqual(['all', 'count-1', 'sum-1', 'cash-1', 'cashless-1', 'prepayment-1'])
    expect(findings.filter(({ rule }) => rule === 'storage-totals').length).toBeGreaterThan(0)
  })

  test('of the storage do not grow by the shift: where a shift was taken out of the middle', () => {
    const children: ElementToEncode[] = [
      {
        tag: 1129,
        children: [
          { tag: 1135, value: 1 },
          { tag: 1201, value: 2 },
        ],
      },
    ]
    const findings = judgeAll(
      tampered(closing, (elements) =>
        elements.map((element) => (element.tag === 1157 ? { tag: 1157, children } : element)),
      ),
    )
    // This report does not follow from the one before, and the next does not follow from this.
    const numbers = new Set(findings.map(({ number }) => number))
    expect(findings.every(({ rule }) => rule === 'storage-totals')).toBe(true)
    expect(numbers.size).toBe(2)
  })

  test('by VAT rate differ from the receipts, except the base rate where a newer one was charged', () => {
    const of2025 = cleanLife('2025-06-30T14:20', 150)
    const at = of2025.findIndex(({ tlv }, index) => index > 50 && tlv[0] === 5)
    const withVat = (documents: readonly Parts[], index: number) =>
      documents.map((document, place) => {
        if (place !== index || !document.tlv) return document
        const children: ElementToEncode[] = [1139, 1140, 1183].map((tag) => ({ tag, value: 7 }))
        const elements = elementsOf(document.tlv).map((element) =>
          element.tag === 1194 ? { tag: 1194, children: [{ tag: 1129, children }] } : element,
        )
        return { ...document, tlv: encodeDocument(5, elements) }
      })
    const counters = (documents: readonly Parts[]) =>
      judgeAll(documents).flatMap(({ rule, data }) => (rule === 'shift-totals' ? [data['counter']] : []))
    expect(counters(withVat(of2025, at))).toEqual(['vat-1-1', 'vat-2-1', 'vat-6-1'])
    expect(counters(withVat(life, closing))).toEqual(['vat-2-1', 'vat-6-1'])
  })

  test('are not compared where a document of the shift is missing', () => {
    const receipt = closing - 3
    expect(judgeAll(life.filter((_, index) => index !== receipt))).toEqual([])
  })

  test('find a receipt whose sum was changed', () => {
    const receipt = closing - 3
    const sum = summariseDocument({ tlv: life[receipt]!.tlv }).sum ?? 0
    const rules = judgeAll(tampered(receipt, set(1020, sum + 1))).map(({ rule }) => rule)
    expect(rules).toEqual(expect.arrayContaining(['items-sum', 'payments-sum', 'shift-totals']))
  })
})
