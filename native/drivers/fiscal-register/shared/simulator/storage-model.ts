import { encodeDocument, type ElementToEncode } from '../../../../codecs/ffd/encode-elements.ts'
import { walkTlv } from '../../../../codecs/ffd/tlv-reader.ts'
import { wallTime, wallTimeSeconds } from '../../../../codecs/ffd/values.ts'
import type { Random } from '../../../../foundation/random.ts'
import type { SeedDocument } from '../../../device-family.ts'
import { concatenate } from '../../../../codecs/concatenate.ts'
import { readUnsigned } from '../codec/byte-input.ts'
import { storageDateTime } from '../codec/dates.ts'

/** A document's own requisites, as far as the storage's short answers need them. */
class Requisites {
  readonly form: number
  readonly #values = new Map<number, Uint8Array>()

  constructor(tlv: Uint8Array) {
    this.form = readUnsigned(tlv.subarray(0, 2))
    for (const { tag, valueStart, valueEnd } of walkTlv(tlv, 4))
      this.#values.set(tag, tlv.subarray(valueStart, valueEnd))
  }

  bytes(tag: number): Uint8Array {
    return this.#values.get(tag) ?? new Uint8Array()
  }

  number(tag: number): number {
    return readUnsigned(this.bytes(tag).subarray(0, 6))
  }

  text(tag: number): string {
    return String.fromCharCode(...this.bytes(tag)).trim()
  }

  /** `YYYY-MM-DDThh:mm`. */
  get time(): string {
    return wallTime(this.number(1012)).slice(0, 16)
  }

  /** The last four of the six bytes of requisite 1077, most significant first. */
  get sign(): number {
    return this.bytes(1077)
      .subarray(2)
      .reduce((value, byte) => value * 256 + byte, 0)
  }
}

/** Codes of tag 1199 and the tags of their sums in a receipt. */
const vatSums = [
  [1, 1102],
  [2, 1103],
  [3, 1106],
  [4, 1107],
  [5, 1104],
  [6, 1105],
] as const
const receiptForms = [3, 4, 31, 41]
/** Longest piece of a document that an answer to FF3B carries: one frame of 255 bytes. */
const pieceLength = 250
const storageLimit = 230_000

/** The fiscal storage of the played machine: documents, shift, queue to the operator and the reading cursor. */
export class StorageModel {
  readonly #documents: SeedDocument[]
  readonly #random: Random
  #pieces: Uint8Array[] | undefined
  #shift = { open: false, number: 0, receipts: 0, openedAt: '' }
  readonly #serialNumber: string

  /** `serialNumber` is that of a storage without documents; otherwise they name it themselves. */
  constructor(documents: readonly SeedDocument[], random: Random, serialNumber = '9999078900000001') {
    this.#documents = [...documents]
    this.#random = random
    this.#serialNumber = serialNumber
    for (const document of documents) this.#follow(new Requisites(document.tlv))
  }

  get shift(): Readonly<{ open: boolean; number: number; receipts: number; openedAt: string }> {
    return this.#shift
  }

  get lastNumber(): number {
    return this.#documents.at(-1)?.number ?? 0
  }

  /** 1 ready for registration, 3 fiscal, 7 closed with unsent documents, 15 archive. */
  get phase(): number {
    const last = this.#documents.at(-1)
    if (!last) return 1
    if (new Requisites(last.tlv).form !== 6) return 3
    return this.unsent().count > 0 ? 7 : 15
  }

  get serialNumber(): string {
    const [first] = this.#documents
    return (first && new Requisites(first.tlv).text(1041)) || this.#serialNumber
  }

  /** As storages come off the line: the next number. */
  get nextSerialNumber(): string {
    return (BigInt(this.serialNumber.replace(/\D/gu, '') || '0') + 1n).toString().padStart(16, '0').slice(-16)
  }

  get lastTime(): string | undefined {
    const last = this.#documents.at(-1)
    return last && new Requisites(last.tlv).time
  }

  get documentsLeft(): number {
    return storageLimit - this.lastNumber
  }

  registration() {
    const document = this.#documents.findLast(({ tlv }) => [1, 11].includes(new Requisites(tlv).form))
    return document && { ...registrationFields(new Requisites(document.tlv)), ...this.#common(document) }
  }

  /** Fifteen months from the registration, as storages for small shops are sold: `YYYY-MM-DD`. */
  get validUntil(): string {
    const date = new Date(`${(this.registration()?.dateTime ?? '2026-01-01').slice(0, 10)}T00:00:00Z`)
    date.setUTCMonth(date.getUTCMonth() + 15)
    return date.toISOString().slice(0, 10)
  }

  /** Requisites of the last registration as they stand in it. */
  registered(tags: readonly number[]): ElementToEncode[] {
    const document = this.#documents.findLast(({ tlv }) => [1, 11].includes(new Requisites(tlv).form))
    const of = document && new Requisites(document.tlv)
    return tags.flatMap((tag) => {
      const value = of?.bytes(tag) ?? new Uint8Array()
      return value.length > 0 ? [{ tag, value, type: 'bytes' as const }] : []
    })
  }

  /** Receipts without corrections, of one shift or of all; kopecks. */
  *receipts(shift?: number): Generator<{
    readonly operation: number
    readonly sum: number
    readonly cash: number
    readonly cashless: number
    readonly vat: ReadonlyMap<number, number>
  }> {
    for (const { tlv } of this.#documents) {
      const of = new Requisites(tlv)
      if ((of.form !== 3 && of.form !== 4) || (shift !== undefined && of.number(1038) !== shift)) continue
      const vat = new Map(vatSums.map(([rate, tag]) => [rate, of.number(tag)]))
      yield { operation: of.number(1054), sum: of.number(1020), cash: of.number(1031), cashless: of.number(1081), vat }
    }
  }

  /** Sign and time of a document. */
  describe(number: number): { readonly fiscalSign: number; readonly time: string } | undefined {
    const document = this.#document(number)
    const of = document && new Requisites(document.tlv)
    return of && { fiscalSign: of.sign, time: of.time }
  }

  get registrationCount(): number {
    return this.#documents.filter(({ tlv }) => [1, 11].includes(tlv[0] ?? 0)).length
  }

  /** The fields of FF0Ah. */
  find(number: number) {
    const document = this.#document(number)
    if (!document) return undefined
    const of = new Requisites(document.tlv)
    const common = { documentType: of.form, ticketReceived: document.confirmation ? 1 : 0, ...this.#common(document) }
    if (of.form === 1 || of.form === 11) {
      const { reasonMask, ...rest } = registrationFields(of)
      return { ...common, ...rest, ...(of.form === 11 ? { reasonMask } : {}) }
    }
    if (of.form === 2 || of.form === 5) return { ...common, shift: of.number(1038) }
    if (receiptForms.includes(of.form)) return { ...common, operation: of.number(1054), sumKop: of.number(1020) }
    if (of.form === 6) return { ...common, inn: of.text(1018), regNumber: of.text(1037) }
    if (of.form === 21) {
      return { ...common, unconfirmed: of.number(1097), firstUnconfirmedDate: wallTime(of.number(1098)).slice(0, 10) }
    }
    return common
  }

  /** Puts the cursor at the beginning of a document. */
  startReading(number: number): { readonly documentType: number; readonly length: number } | undefined {
    const document = this.#document(number)
    if (!document) return undefined
    this.#pieces = [...walkTlv(document.tlv, 4)].flatMap(({ offset, valueEnd }) =>
      pieces(document.tlv.slice(offset, valueEnd)),
    )
    return { documentType: readUnsigned(document.tlv.subarray(0, 2)), length: document.tlv.length - 4 }
  }

  /** The next requisite, or a part of one that is longer than an answer; `undefined` at the end. */
  nextPiece(): Uint8Array | undefined {
    const piece = this.#pieces?.shift()
    if (!piece) this.#pieces = undefined
    return piece
  }

  get beingRead(): boolean {
    return this.#pieces !== undefined
  }

  /** Confirmation of the operator: date-time 5, sign 18, number u32. */
  ticket(number: number): Uint8Array | undefined {
    const confirmation = this.#document(number)?.confirmation
    if (!confirmation) return undefined
    const of = new Requisites(confirmation)
    const sign = new Uint8Array(18)
    sign.set(of.bytes(1078).subarray(0, 18))
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setUint32(0, number, true)
    return concatenate([storageDateTime.encode(of.time), sign, bytes])
  }

  /** The operator confirms everything that waits. `time`: `YYYY-MM-DDThh:mm`. */
  confirmAll(time: string): void {
    this.#documents.forEach((document, index) => {
      if (!document.confirmation) this.#documents[index] = { ...document, confirmation: this.#confirm(document, time) }
    })
  }

  #confirm({ number }: SeedDocument, time: string): Uint8Array {
    return encodeDocument(7, [
      { tag: 1041, value: this.serialNumber },
      { tag: 1040, value: number },
      { tag: 1012, value: wallTimeSeconds(time.slice(0, 16)) },
      { tag: 1078, value: Uint8Array.from({ length: 16 }, () => Math.floor(this.#random() * 256)) },
    ])
  }

  unsent(): { readonly count: number; readonly first: number; readonly firstTime: string | undefined } {
    const waiting = this.#documents.filter(({ confirmation }) => !confirmation)
    const [first] = waiting
    return { count: waiting.length, first: first?.number ?? 0, firstTime: first && new Requisites(first.tlv).time }
  }

  /** Writes a document of the machine's own. Returns its number and sign. */
  append(
    form: number,
    time: string,
    elements: readonly ElementToEncode[],
  ): { readonly documentNumber: number; readonly fiscalSign: number } {
    const number = this.lastNumber + 1
    const sign = Uint8Array.of(0x31, 0x04, ...Array.from({ length: 4 }, () => Math.floor(this.#random() * 256)))
    const registration = this.registration()
    const given = (tag: number) => elements.some((element) => element.tag === tag)
    const tlv = encodeDocument(form, [
      { tag: 1041, value: this.serialNumber },
      ...(given(1037) ? [] : [{ tag: 1037, value: (registration?.regNumber ?? '').padEnd(20) }]),
      ...(given(1018) ? [] : [{ tag: 1018, value: (registration?.inn ?? '').padEnd(12) }]),
      { tag: 1040, value: number },
      { tag: 1012, value: wallTimeSeconds(time.slice(0, 16)) },
      ...elements,
      { tag: 1077, value: sign },
    ])
    this.#documents.push({ number, tlv })
    const requisites = new Requisites(tlv)
    this.#follow(requisites)
    return { documentNumber: number, fiscalSign: requisites.sign }
  }

  #document(number: number): SeedDocument | undefined {
    const direct = this.#documents[number - 1]
    return direct?.number === number ? direct : this.#documents.find((document) => document.number === number)
  }

  #common({ number, tlv }: SeedDocument) {
    const of = new Requisites(tlv)
    return { dateTime: of.time, documentNumber: number, fiscalSign: of.sign }
  }

  #follow(of: Requisites): void {
    if (of.form === 2) this.#shift = { open: true, number: of.number(1038), receipts: 0, openedAt: of.time }
    else if (of.form === 5) this.#shift = { ...this.#shift, open: false, number: of.number(1038) }
    else if (receiptForms.includes(of.form)) this.#shift = { ...this.#shift, receipts: this.#shift.receipts + 1 }
  }
}

function pieces(requisite: Uint8Array): Uint8Array[] {
  const count = Math.ceil(requisite.length / pieceLength)
  return Array.from({ length: count }, (_, index) => requisite.slice(index * pieceLength, (index + 1) * pieceLength))
}

const mask = (of: Requisites, tags: readonly number[]): number =>
  tags.reduce((bits, tag, bit) => bits | (of.number(tag) ? 1 << bit : 0), 0)

function registrationFields(of: Requisites) {
  return {
    inn: of.text(1018),
    regNumber: of.text(1037),
    taxSystems: of.number(1062),
    workMode: mask(of, [1056, 1002, 1001, 1109, 1110, 1108]),
    extendedMode: mask(of, [1207, 1193, 1126, 1221]),
    ofdInn: of.text(1017),
    reasonMask: of.number(1205),
  }
}
