import { encodeDocument, type ElementToEncode } from '../encode-elements.ts'
import { cashiers } from './goods.ts'
import { makePurchase, type Purchase } from './purchase.ts'
import { ShiftTotals } from './shift-totals.ts'
import { wallTime, wallTimeSeconds } from '../values.ts'

/** What the storage, its register and their owner are called. */
export interface StorageOwner {
  readonly organisation: string
  readonly address: string
  readonly taxpayerNumber: string
  readonly registrationNumber: string
  readonly registerSerialNumber: string
  readonly storageSerialNumber: string
}

export interface StorageLifeOptions {
  readonly owner: StorageOwner
  /** Numbers in [0, 1); the same sequence gives the same life. */
  readonly random: () => number
  /** Local time of the last document, `YYYY-MM-DDThh:mm`. */
  readonly until: string
  /** About so many documents in all. */
  readonly documentCount: number
  /** So many of the last documents wait for the operator. */
  readonly unsentCount: number
}

export interface GeneratedDocument {
  readonly number: number
  readonly tlv: Uint8Array
  readonly confirmation: Uint8Array | undefined
}

const day = 86_400
const firmware = '1.0'
const receiptsPerShift = 34

/**
 * The life of a fiscal storage in a small shop: registration, then a shift a day with its receipts and refunds, numbered,
 * dated and summed as the law wants (ФФД 1.2). The last shift stays open.
 */
export function generateStorageLife(options: StorageLifeOptions): GeneratedDocument[] {
  return new StorageLife(options).live()
}

class StorageLife {
  readonly #options: StorageLifeOptions
  readonly #documents: { number: number; time: number; tlv: Uint8Array }[] = []
  readonly #totals = new ShiftTotals()
  #shift = 0

  constructor(options: StorageLifeOptions) {
    this.#options = options
  }

  live(): GeneratedDocument[] {
    const { documentCount, until } = this.#options
    const shiftCount = Math.max(1, Math.round((documentCount - 1) / (receiptsPerShift + 2)))
    const end = wallTimeSeconds(until)
    const lastMorning = Math.floor(end / day) * day + 8 * 3600
    const firstMorning = lastMorning - (shiftCount - 1) * day
    this.#register(firstMorning - 15 * 60)
    for (let index = 0; index < shiftCount; index++) {
      const last = index === shiftCount - 1
      this.#liveShift(firstMorning + index * day, last ? Math.max(end, lastMorning + 600) : undefined)
    }
    return this.#withConfirmations()
  }

  #register(time: number): void {
    const { owner } = this.#options
    this.#add(1, time, [
      { tag: 1048, value: owner.organisation },
      { tag: 1018, value: owner.taxpayerNumber },
      { tag: 1009, value: owner.address },
      { tag: 1187, value: 'Торговый зал' },
      { tag: 1062, value: 1 },
      { tag: 1290, value: 0 },
      { tag: 1013, value: owner.registerSerialNumber },
      { tag: 1037, value: owner.registrationNumber },
      { tag: 1189, value: 4 },
      { tag: 1190, value: 4 },
      { tag: 1188, value: firmware },
      { tag: 1213, value: 400 },
      { tag: 1001, value: 0 },
      { tag: 1002, value: 0 },
      { tag: 1056, value: 0 },
      { tag: 1017, value: '7704358518' },
      { tag: 1046, value: 'Учебный ОФД' },
      { tag: 1060, value: 'www.nalog.gov.ru' },
      { tag: 1117, value: 'shop@example.com' },
      { tag: 1021, value: cashiers[2] as string },
    ])
  }

  #liveShift(morning: number, end: number | undefined): void {
    const { random } = this.#options
    this.#shift++
    const cashier = cashiers[this.#shift % cashiers.length] as string
    this.#add(2, morning, [
      { tag: 1038, value: this.#shift },
      { tag: 1188, value: firmware },
      { tag: 1189, value: 4 },
      { tag: 1021, value: cashier },
      { tag: 1009, value: this.#options.owner.address },
    ])
    const totals = new ShiftTotals()
    const closing = morning + 13 * 3600
    const until = end ?? closing - 600
    const step = Math.max(60, Math.floor((until - morning - 120) / receiptsPerShift))
    for (let receipt = 1; receipt <= receiptsPerShift; receipt++) {
      const time = morning + 60 + (receipt - 1) * step + Math.floor(random() * (step - 30))
      if (time > until) break
      const purchase = makePurchase(random, wallTime(time).slice(0, 10))
      const operation = receipt > 3 && random() < 0.04 ? 2 : 1
      totals.count(operation, purchase)
      this.#addReceipt(time, receipt, operation, purchase, cashier)
    }
    if (end !== undefined) return
    this.#totals.addShift(totals)
    this.#add(5, closing, [
      { tag: 1038, value: this.#shift },
      { tag: 1021, value: cashier },
      { tag: 1111, value: totals.receiptCount + 2 },
      { tag: 1118, value: totals.receiptCount },
      { tag: 1097, value: 0 },
      { tag: 1098, value: 0 },
      { tag: 1194, children: totals.elements() },
      { tag: 1157, children: this.#totals.elements() },
      { tag: 1213, value: 400 },
    ])
  }

  #addReceipt(time: number, receipt: number, operation: 1 | 2, purchase: Purchase, cashier: string): void {
    this.#add(3, time, [
      { tag: 1038, value: this.#shift },
      { tag: 1042, value: receipt },
      { tag: 1054, value: operation },
      { tag: 1055, value: 1 },
      { tag: 1021, value: cashier },
      { tag: 1048, value: this.#options.owner.organisation },
      { tag: 1009, value: this.#options.owner.address },
      { tag: 1187, value: 'Торговый зал' },
      { tag: 1060, value: 'www.nalog.gov.ru' },
      ...purchase.elements,
    ])
  }

  #add(code: number, time: number, elements: readonly ElementToEncode[]): void {
    const { owner, random } = this.#options
    const number = this.#documents.length + 1
    const own = new Set(elements.map(({ tag }) => tag))
    const requisites: ElementToEncode[] = [
      { tag: 1209, value: 4 },
      { tag: 1041, value: owner.storageSerialNumber },
      { tag: 1037, value: owner.registrationNumber },
      { tag: 1018, value: owner.taxpayerNumber },
      { tag: 1040, value: number },
      { tag: 1012, value: time },
    ]
    const sign = Uint8Array.of(0x21, 0x04, ...Array.from({ length: 4 }, () => Math.floor(random() * 256)))
    const tlv = encodeDocument(code, [
      ...requisites.filter(({ tag }) => !own.has(tag)),
      ...elements,
      { tag: 1077, value: sign },
    ])
    this.#documents.push({ number, time, tlv })
  }

  #withConfirmations(): GeneratedDocument[] {
    const { owner, random, unsentCount } = this.#options
    const firstUnsent = this.#documents.length - unsentCount
    return this.#documents.map(({ number, time, tlv }, index) => {
      if (index >= firstUnsent) return { number, tlv, confirmation: undefined }
      const confirmation = encodeDocument(7, [
        { tag: 1017, value: '7704358518' },
        { tag: 1041, value: owner.storageSerialNumber },
        { tag: 1040, value: number },
        { tag: 1012, value: time + 20 },
        { tag: 1078, value: Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256)) },
      ])
      return { number, tlv, confirmation }
    })
  }
}
