import { describe, expect, test } from 'vitest'
import { encodeDocument, type ElementToEncode } from '../../codecs/ffd/index.ts'
import { cleanLife, judge, storageId } from '../test-support/life.ts'

interface Item {
  price?: number
  quantity?: number
  cost?: number
  rate?: number
  vat?: number
  more?: ElementToEncode[]
}
interface Receipt {
  form?: number
  time?: string
  operation?: number
  version?: number
  sum?: number
  cash?: number
  items?: Item[]
  totals?: ElementToEncode[]
  corrected?: string
  taxpayerNumber?: string
  without?: number[]
  more?: ElementToEncode[]
}

/** A sound receipt of one item, 122.00 with VAT of 22 %, unless said otherwise. */
function receipt(options: Receipt = {}): Uint8Array {
  const { items = [{}], form = 3, version = 4 } = options
  const made = items.map(
    ({ price = 12_200, quantity = 1, cost = price * quantity, rate = 11, vat = 2_200, more = [] }) => ({
      cost,
      element: {
        tag: 1059,
        children: [
          { tag: 1030, value: 'Хлеб' },
          { tag: 1079, value: price },
          { tag: 1023, value: { mantissa: Math.round(quantity * 1000), point: 3 } },
          { tag: 1043, value: cost },
          { tag: 1199, value: rate },
          { tag: 1200, value: vat },
          ...more,
        ],
      },
    }),
  )
  const sum = options.sum ?? made.reduce((total, { cost }) => total + cost, 0)
  const elements: ElementToEncode[] = [
    { tag: 1209, value: version },
    { tag: 1041, value: storageId },
    { tag: 1037, value: '0000000005008570' },
    { tag: 1018, value: options.taxpayerNumber ?? '7707083893' },
    { tag: 1040, value: 7 },
    { tag: 1012, value: options.time ?? '2026-11-23T10:00:00' },
    { tag: 1038, value: 1 },
    { tag: 1042, value: 1 },
    { tag: 1054, value: options.operation ?? 1 },
    { tag: 1009, value: 'Москва' },
    { tag: 1187, value: 'Зал' },
    ...(form > 30 ? [basis(options.corrected)] : []),
    ...made.map(({ element }) => element),
    { tag: 1020, value: sum },
    { tag: 1031, value: options.cash ?? sum },
    ...(options.totals ?? [rateTotal(11, 2_200)]),
    ...(options.more ?? []),
    { tag: 1077, value: Uint8Array.of(0x21, 4, 1, 2, 3, 4) },
  ]
  return encodeDocument(
    form,
    elements.filter(({ tag }) => !options.without?.includes(tag)),
  )
}

function basis(corrected: string | undefined): ElementToEncode {
  return { tag: 1174, children: corrected === undefined ? [] : [{ tag: 1178, value: corrected }] }
}

function rateTotal(code: number, sum: number): ElementToEncode {
  return {
    tag: 1115,
    children: [
      {
        tag: 1119,
        children: [
          { tag: 1199, value: code },
          { tag: 1120, value: sum },
        ],
      },
    ],
  }
}

const findings = (options: Receipt) => judge({ number: 7, tlv: receipt(options) })
const found = (options: Receipt) => findings(options).map(({ rule, severity }) => `${rule} ${severity}`)

test('a sound receipt has nothing against it', () => expect(findings({})).toEqual([]))

describe('sums', () => {
  test.each<[string, Receipt, string[]]>([
    ['items do not make up the sum', { sum: 20_000, totals: [] }, ['items-sum failure', 'vat-sums attention']],
    [
      'the total was rounded down to roubles',
      { items: [{ cost: 12_250, price: 12_250, vat: 2_209 }], sum: 12_200 },
      ['items-sum notice'],
    ],
    ['payments do not make up the sum', { cash: 12_100 }, ['payments-sum failure']],
    [
      'cost is not price by quantity',
      { items: [{ price: 6_000, quantity: 2, cost: 12_200 }] },
      ['item-cost attention'],
    ],
    [
      'cost is rounded up',
      { items: [{ price: 3_333, quantity: 3.661, cost: 12_203, vat: 2_201 }], totals: [rateTotal(11, 2_201)] },
      [],
    ],
    [
      'a discount was spread over pieces',
      { items: [{ price: 1_221, quantity: 10, cost: 12_205, vat: 2_201 }], totals: [rateTotal(11, 2_201)] },
      ['item-cost notice'],
    ],
    [
      'a part of a marked pack',
      {
        items: [
          {
            price: 24_400,
            quantity: 1,
            cost: 12_200,
            more: [
              {
                tag: 1291,
                children: [
                  { tag: 1293, value: 1 },
                  { tag: 1294, value: 2 },
                ],
              },
            ],
          },
        ],
      },
      [],
    ],
  ])('%s', (_what, options, expected) => expect(found(options)).toEqual(expected))
})

test('counters of a report whose payments do not make up their sum', () => {
  const closing = (
    cash: number,
    more: ElementToEncode[] = [1138, 1218, 1219, 1220].map((tag) => ({ tag, value: 0 })),
  ) =>
    judge({
      number: 9,
      tlv: encodeDocument(5, [
        {
          tag: 1157,
          children: [{ tag: 1129, children: [{ tag: 1201, value: 500 }, { tag: 1136, value: cash }, ...more] }],
        },
      ]),
    })
  expect(closing(500)).toEqual([])
  expect(closing(499)).toMatchObject([
    { rule: 'counter-payments', severity: 'failure', data: { tag: '1157/1129', sum: 500, paymentsSum: 499 } },
  ])
  expect(closing(499, [])).toEqual([])
})

describe('VAT', () => {
  const three: Item[] = [
    { price: 101, vat: 18 },
    { price: 101, vat: 18 },
    { price: 101, vat: 18 },
  ]
  test.each<[string, Receipt, string[]]>([
    ['an item is a kopeck off', { items: [{ vat: 2_201 }], totals: [rateTotal(11, 2_201)] }, []],
    ['an item is two kopecks off', { items: [{ vat: 2_202 }], totals: [rateTotal(11, 2_201)] }, ['item-vat attention']],
    [
      'an item counted by the piece may be more',
      {
        items: [{ price: 1_220, quantity: 10, vat: 2_205, more: [{ tag: 1198, value: 220 }] }],
        totals: [rateTotal(11, 2_205)],
      },
      [],
    ],
    [
      'no VAT, and yet some',
      { items: [{ rate: 6, vat: 2_200 }], totals: [{ tag: 1105, value: 12_200 }] },
      ['item-vat attention'],
    ],
    ['the total is the sum of rounded items', { items: three, totals: [rateTotal(11, 54)] }, []],
    ['the total is rounded at the end', { items: three, totals: [rateTotal(11, 55)] }, []],
    [
      'the total is farther off than rounding goes',
      { items: three, totals: [rateTotal(11, 58)] },
      ['vat-sums failure'],
    ],
    ['a rate has no total', { totals: [] }, ['vat-sums attention']],
    ['a total has no item', { totals: [rateTotal(11, 2_200), { tag: 1103, value: 500 }] }, ['vat-sums failure']],
    ['turnover without VAT', { items: [{ rate: 6, vat: 0 }], totals: [{ tag: 1105, value: 12_200 }] }, []],
    [
      'turnover without VAT that differs',
      { items: [{ rate: 6, vat: 0 }], totals: [{ tag: 1105, value: 12_100 }] },
      ['vat-sums failure'],
    ],
  ])('%s', (_what, options, expected) => expect(found(options)).toEqual(expected))
})

describe('law of the day', () => {
  const old = (time: string, more: Receipt = {}): Receipt => ({
    time,
    items: [{ price: 12_000, rate: 1, vat: 2_000 }],
    totals: [{ tag: 1102, value: 2_000 }],
    ...more,
  })
  const eighteen = (time: string): Receipt => ({
    time,
    version: 2,
    items: [{ price: 11_800, rate: 1, vat: 1_800 }],
    totals: [{ tag: 1102, value: 1_800 }],
  })
  const simplified = (time: string): Receipt => ({
    time,
    items: [{ price: 10_500, rate: 7, vat: 500 }],
    totals: [rateTotal(7, 500)],
  })
  const credit = { price: 12_000, rate: 1, vat: 2_000, more: [{ tag: 1214, value: 7 }] }
  test.each<[string, Receipt, string[]]>([
    ['18 % on the last day of 2018', eighteen('2018-12-31T23:59:00'), []],
    ['18 % on the first day of 2019', eighteen('2019-01-01T00:00:00'), ['item-vat attention']],
    ['20 % on the last day of 2025', old('2025-12-31T23:59:59'), []],
    ['20 % on the first day of 2026, when officers inform', old('2026-01-01T00:00:00'), ['vat-rate attention']],
    ['20 % after that', old('2026-04-01T00:00:00'), ['vat-rate failure']],
    ['20 % in a refund', old('2026-04-01T00:00:00', { operation: 2 }), ['vat-rate notice']],
    ['20 % in a correction', old('2026-04-01T00:00:00', { form: 31 }), ['vat-rate notice']],
    [
      '20 % in a correction of a settlement of 2025',
      old('2026-04-01T00:00:00', {
        form: 31,
        corrected: '2025-11-03T00:00:00',
      }),
      [],
    ],
    ['20 % where goods of before are paid for', old('2026-04-01T00:00:00', { items: [credit] }), ['vat-rate notice']],
    ['22 % on the last day of 2025', { time: '2025-12-31T23:59:59' }, ['vat-rate failure']],
    ['22 % on the first day of 2026', { time: '2026-01-01T00:00:00' }, []],
    ['5 % on the last day of 2024', simplified('2024-12-31T12:00:00'), ['early-requisites notice', 'vat-rate failure']],
    ['5 % on the first day of 2025', simplified('2025-01-01T00:00:00'), []],
    ['ФФД 1.0 in 2018', { ...eighteen('2018-06-01T12:00:00'), version: 1 }, []],
    ['ФФД 1.0 in 2019', { ...old('2019-06-01T12:00:00'), version: 1 }, ['format-version failure']],
    ['ФФД 1.2 before it was', old('2021-08-05T12:00:00'), ['format-version failure']],
    ['ФФД 1.2 from its first day', old('2021-08-06T12:00:00'), []],
    [
      'marked goods in ФФД 1.1',
      { version: 3, items: [{ more: [{ tag: 1212, value: 33 }] }] },
      ['marked-goods-format failure'],
    ],
    ['marked goods in ФФД 1.2', { items: [{ more: [{ tag: 1212, value: 33 }] }] }, []],
  ])('%s', (_what, options, expected) => expect(found(options)).toEqual(expected))
})

describe('requisites', () => {
  test('that the form and the version demand are missed', () => {
    const missing = (options: Receipt) => findings(options).find(({ rule }) => rule === 'required-requisites')?.data
    expect(missing({ without: [1187, 1042] })).toEqual({ tags: '1042, 1187', count: 2 })
    expect(missing({ without: [1187], version: 3 })).toBeUndefined()
    expect(missing({ without: [1209] })).toEqual({ tags: '1209', count: 1 })
    expect(missing({ without: [1209], time: '2018-05-05T10:00:00' })).toBeUndefined()
    const archived = judge({ number: 7, tlv: receipt({ without: [1187, 1042] }), shortened: true })
    expect(archived.map(({ rule }) => rule)).toEqual([])
  })

  test('that stand there twice, or belong to a later format, are named', () => {
    expect(findings({ more: [{ tag: 1020, value: 1 }] })).toMatchObject([
      { rule: 'repeated-requisites', severity: 'attention', data: { tags: '1020' } },
    ])
    const more: ElementToEncode[] = [{ tag: 1171, value: '+79990000000' }]
    expect(findings({ more: [...more, ...more] })).toEqual([])
    expect(findings({ version: 3, items: [{ more: [{ tag: 2108, value: 0 }] }] })).toMatchObject([
      { rule: 'later-requisites', severity: 'notice', data: { tags: '2108', version: '1.1' } },
    ])
  })

  test('that came later than the document are named, from their first day on they are not', () => {
    const more: ElementToEncode[] = [{ tag: 1234, children: [] }]
    const early = (time: string) =>
      findings({ time, more, items: [{ rate: 6, vat: 0 }], totals: [{ tag: 1105, value: 12_200 }] })
    expect(early('2025-08-31T23:59:59')).toMatchObject([{ rule: 'early-requisites', data: { tag: 1234 } }])
    expect(early('2025-09-01T00:00:00')).toEqual([])
  })

  test('that nobody knows are named', () => {
    const more: ElementToEncode[] = [{ tag: 60_000, value: Uint8Array.of(1), type: 'bytes' }]
    expect(findings({ more })).toMatchObject([{ rule: 'unknown-tags', severity: 'notice', data: { tags: '60000' } }])
  })

  test('ИНН are held to their control digits, wherever they stand', () => {
    const numbers = (options: Receipt) =>
      findings(options).flatMap(({ rule, data }) => (rule === 'taxpayer-number' ? [data['tag']] : []))
    expect(numbers({ taxpayerNumber: '7707083894' })).toEqual([1018])
    expect(numbers({ taxpayerNumber: '0000000000' })).toEqual([1018])
    expect(numbers({ more: [{ tag: 1228, value: '500100732250' }] })).toEqual([1228])
    expect(numbers({ more: [{ tag: 1228, value: '500100732259' }] })).toEqual([])
    expect(numbers({ items: [{ more: [{ tag: 1226, value: '000000000000' }] }] })).toEqual([])
    expect(numbers({ items: [{ more: [{ tag: 1226, value: '7707083894' }] }] })).toEqual([1226])
  })

  test('of the registration: its number fits ИНН and serial number', () => {
    const [registration] = cleanLife()
    expect(judge(registration!)).toEqual([])
    const text = new TextDecoder('latin1').decode(registration!.tlv)
    const tampered = Uint8Array.from(registration!.tlv)
    tampered[text.indexOf('0000000012345678') + 15] = 0x39
    expect(judge({ ...registration!, tlv: tampered })).toMatchObject([
      { rule: 'registration-number', severity: 'notice', data: { serialNumber: '0000000012345679' } },
    ])
  })

  test('of the storage’s keys: a closing report says that they end', () => {
    const closing = (days: number) => judge({ number: 9, tlv: encodeDocument(5, [{ tag: 1213, value: days }]) })
    expect(closing(31)).toEqual([])
    expect(closing(30)).toMatchObject([{ rule: 'key-resource', severity: 'notice' }])
    expect(closing(3)).toMatchObject([{ rule: 'key-resource', severity: 'attention' }])
  })
})

describe('a lying register', () => {
  /** `type | confirmed | date-time | number | sign | operation | sum` of the sound receipt. */
  const fixed = () => Uint8Array.of(3, 0, 26, 11, 23, 10, 0, 7, 0, 0, 0, 4, 3, 2, 1, 1, 0xa8, 0x2f, 0, 0, 0)
  const judgeFixed = (at: number, value: number) => {
    const bytes = fixed()
    bytes[at] = value
    return judge({ number: 7, tlv: receipt(), fixed: bytes }).map(({ rule, data }) => [rule, data['field'] ?? ''])
  }

  test('has nothing said against it where both forms agree', () => {
    expect(judge({ number: 7, tlv: receipt(), fixed: fixed() })).toEqual([])
    expect(judgeFixed(1, 1)).toEqual([])
    const reversed = fixed()
    reversed.set([1, 2, 3, 4], 11)
    expect(judge({ number: 7, tlv: receipt(), fixed: reversed, shortened: true })).toEqual([])
  })

  test.each([
    ['code', 0, 4],
    ['time', 6, 1],
    ['number', 7, 8],
    ['sign', 11, 5],
    ['operation', 15, 2],
    ['sum', 16, 0xa9],
  ])('whose fixed structure has another %s is found out', (field, at, value) =>
    expect(judgeFixed(at, value)).toEqual([['fixed-structure', field]]),
  )

  test('whose fixed structure is damaged is found out', () => {
    expect(judge({ number: 7, tlv: receipt(), fixed: fixed().subarray(0, 9) })).toMatchObject([
      { rule: 'damaged-bytes' },
    ])
    expect(judgeFixed(3, 13)).toEqual([['damaged-bytes', '']])
  })

  test('answers with another document, or one of another storage', () => {
    expect(judge({ number: 8, tlv: receipt() })).toMatchObject([{ rule: 'other-number', data: { asked: 8, named: 7 } }])
    expect(judge({ number: 7, tlv: receipt() }, '9999078900009999')).toMatchObject([
      { rule: 'other-storage', data: { named: storageId } },
    ])
  })

  const confirmation = (elements: ElementToEncode[]) => encodeDocument(7, elements)
  const short = (number: number) => {
    const bytes = new Uint8Array(27)
    bytes.set([26, 11, 23, 10, 1])
    bytes[23] = number
    return bytes
  }
  test.each<[string, Uint8Array, string[]]>([
    [
      'of this document',
      confirmation([
        { tag: 1040, value: 7 },
        { tag: 1041, value: storageId },
      ]),
      [],
    ],
    ['of another document', confirmation([{ tag: 1040, value: 8 }]), ['other-confirmation failure']],
    ['of another storage', confirmation([{ tag: 1041, value: '9999078900009999' }]), ['other-confirmation failure']],
    [
      'that refuses (1.05)',
      confirmation([{ tag: 1068, children: [{ tag: 1022, value: 14 }] }]),
      ['operator-refusal failure'],
    ],
    ['that refuses (1.1)', confirmation([{ tag: 1206, value: 2 }]), ['operator-refusal failure']],
    ['that has a message', confirmation([{ tag: 1206, value: 4 }]), ['operator-refusal attention']],
    ['in short, of this document', short(7), []],
    ['in short, of another document', short(8), ['other-confirmation failure']],
    ['that is none', Uint8Array.of(1, 2, 3), ['damaged-bytes attention']],
    ['that breaks off', Uint8Array.of(7, 0, 4, 0, 0x10, 4, 9, 0), ['damaged-bytes attention']],
  ])('gives a confirmation %s', (_what, bytes, expected) =>
    expect(
      judge({ number: 7, tlv: receipt(), confirmation: bytes }).map(({ rule, severity }) => `${rule} ${severity}`),
    ).toEqual(expected),
  )

  test('gives half a document', () => {
    const tlv = receipt()
    expect(judge({ number: 7, tlv: tlv.subarray(0, 60) }).map(({ rule }) => rule)).toEqual(['damaged-bytes'])
    expect(judge({ number: 7, tlv: Uint8Array.of(0x63, 0, 0, 0) })).toMatchObject([
      { rule: 'unknown-document', data: { code: 99 } },
    ])
  })
})
