import type { FfdElement } from '../../codecs/ffd/index.ts'

/** What the rules ask of one item (1059). Sums are kopecks; `undefined` for what does not stand there as a number. */
export interface ItemFacts {
  readonly element: FfdElement
  readonly price: number | undefined
  readonly quantity: number | undefined
  readonly cost: number | undefined
  /** Tag 1199. */
  readonly rate: number | undefined
  /** Tag 1200. */
  readonly vat: number | undefined
  /** Tag 1198: the item's VAT is then counted by the piece. */
  readonly vatByPiece: boolean
  /** Tag 1212. */
  readonly subject: number | undefined
  /** Tag 1214. */
  readonly paymentMethod: number | undefined
  /** Has the code of goods of ФФД 1.2 (1163). */
  readonly hasGoodsCode: boolean
  /** Part of a marked pack (1291): its quantity does not multiply the price. */
  readonly fractional: boolean
}

export function inspectItem(element: FfdElement): ItemFacts {
  let price: number | undefined
  let quantity: number | undefined
  let cost: number | undefined
  let rate: number | undefined
  let vat: number | undefined
  let subject: number | undefined
  let paymentMethod: number | undefined
  let vatByPiece = false
  let hasGoodsCode = false
  let fractional = false
  for (const { tag, value } of element.children) {
    switch (tag) {
      case 1079:
        price = asNumber(value)
        break
      case 1023:
        quantity = typeof value === 'string' ? asNumber(Number(value)) : undefined
        break
      case 1043:
        cost = asNumber(value)
        break
      case 1199:
        rate = asNumber(value)
        break
      case 1200:
        vat = asNumber(value)
        break
      case 1212:
        subject = asNumber(value)
        break
      case 1214:
        paymentMethod = asNumber(value)
        break
      case 1198:
        vatByPiece = true
        break
      case 1163:
        hasGoodsCode = true
        break
      case 1291:
        fractional = true
        break
    }
  }
  return {
    element,
    price,
    quantity,
    cost,
    rate,
    vat,
    vatByPiece,
    subject,
    paymentMethod,
    hasGoodsCode,
    fractional,
  }
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Asked for when something is wrong only: a text is made when it is read. */
export function nameOf({ element }: ItemFacts): string {
  return element.children.find(({ tag }) => tag === 1030)?.text ?? ''
}
