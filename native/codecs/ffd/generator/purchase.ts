import type { ElementToEncode } from '../encode-elements.ts'
import { goods, type Good } from './goods.ts'
import { vatRate, vatWithin, type VatRate } from './vat.ts'

/** One buyer's receipt: elements to write and the sums that the shift counts. Kopecks. */
export interface Purchase {
  readonly elements: readonly ElementToEncode[]
  readonly sum: number
  readonly cash: number
  readonly cashless: number
  readonly vat: ReadonlyMap<VatRate['code'], number>
}

/** Fills a basket of one to eight positions at the prices and VAT rates of `date` (`YYYY-MM-DD`). */
export function makePurchase(random: () => number, date: string): Purchase {
  const count = 1 + Math.floor(random() * random() * 8)
  const positions = Array.from({ length: count }, () =>
    makePosition(goods[Math.floor(random() * goods.length)] as Good, random, date),
  )
  const sum = positions.reduce((total, position) => total + position.sum, 0)
  const paidInCash = random() < 0.3
  const vat = new Map<number, { rate: VatRate; sum: number }>()
  for (const { rate, vatSum } of positions) {
    const counted = vat.get(rate.code)
    vat.set(rate.code, { rate, sum: (counted?.sum ?? 0) + vatSum })
  }
  const older = [...vat.values()].filter(({ rate }) => rate.sumTag !== undefined)
  const newer = [...vat.values()].filter(({ rate }) => rate.sumTag === undefined)
  return {
    sum,
    cash: paidInCash ? sum : 0,
    cashless: paidInCash ? 0 : sum,
    vat: new Map([...vat].map(([code, entry]) => [code, entry.sum])),
    elements: [
      ...positions.map(({ element }) => element),
      { tag: 1020, value: sum },
      { tag: 1031, value: paidInCash ? sum : 0 },
      { tag: 1081, value: paidInCash ? 0 : sum },
      { tag: 1215, value: 0 },
      { tag: 1216, value: 0 },
      { tag: 1217, value: 0 },
      ...older.map((entry) => ({ tag: entry.rate.sumTag as number, value: entry.sum })),
      ...(newer.length > 0
        ? [{ tag: 1115, children: newer.map((entry) => rateElement(entry.rate.code, entry.sum)) }]
        : []),
    ],
  }
}

function rateElement(code: number, sum: number): ElementToEncode {
  return {
    tag: 1119,
    children: [
      { tag: 1199, value: code },
      { tag: 1120, value: sum },
    ],
  }
}

function makePosition(good: Good, random: () => number, date: string) {
  // Weights to the gram, pieces whole: 1023 is written with three digits after the point for both.
  const thousandths =
    good.measure === 'kilogram' ? 150 + Math.floor(random() * 1850) : 1000 * (1 + Math.floor(random() * random() * 4))
  const sum = Math.round((good.price * thousandths) / 1000)
  const rate = vatRate(good.vat, date)
  const vatSum = vatWithin(sum, rate.percent)
  const element: ElementToEncode = {
    tag: 1059,
    children: [
      { tag: 1030, value: good.name },
      { tag: 1079, value: good.price },
      { tag: 1023, value: { mantissa: thousandths, point: 3 } },
      { tag: 1043, value: sum },
      { tag: 1199, value: rate.code },
      { tag: 1200, value: vatSum },
      { tag: 1212, value: good.marked ? 33 : 1 },
      { tag: 1214, value: 4 },
      { tag: 2108, value: good.measure === 'kilogram' ? 11 : 0 },
      ...(good.marked
        ? [
            { tag: 1163, children: [{ tag: 1305, value: good.marked }] },
            { tag: 2102, value: 0 },
            { tag: 2106, value: 15 },
          ]
        : []),
    ],
  }
  return { element, sum, rate, vatSum }
}
