import { firstForeign } from '../../../../codecs/ffd/cp866.ts'
import type { ElementToEncode } from '../../../../codecs/ffd/encode-elements.ts'
import { ShiftTotals } from '../../../../codecs/ffd/generator/shift-totals.ts'
import type { PlayedRegistration } from './fiscal-life.ts'
import type { StorageModel } from './storage-model.ts'

/** Requisites that the played documents carry, ФФД 1.2: all that the format asks for, so that a log finds nothing amiss. */

const format = 4
const firmware = '1.0'
/** Days that the storage's keys still last (1213). */
const keyDays = 400
const defaultCashier = 'Кассир'

const version: readonly ElementToEncode[] = [
  { tag: 1209, value: format },
  { tag: 1188, value: firmware },
  { tag: 1189, value: format },
]

/** Copied from the last registration, byte for byte: organisation, address, place. */
const ownerTags = [1048, 1009, 1187]

export function shiftOpening(storage: StorageModel, cashier = defaultCashier): ElementToEncode[] {
  return [
    ...version,
    { tag: 1038, value: storage.shift.number + 1 },
    { tag: 1021, value: cashier },
    ...storage.registered(ownerTags),
  ]
}

export function shiftClosing(storage: StorageModel, cashier = defaultCashier): ElementToEncode[] {
  const { shift } = storage
  const ended = totalsOf(storage, shift.number)
  const { count, firstTime } = storage.unsent()
  return [
    ...version,
    { tag: 1038, value: shift.number },
    { tag: 1021, value: cashier },
    ...storage.registered(ownerTags),
    // The opening and the closing report belong to the shift.
    { tag: 1111, value: ended.receiptCount + 2 },
    { tag: 1118, value: ended.receiptCount },
    { tag: 1097, value: count },
    { tag: 1098, value: firstTime === undefined ? 0 : Date.parse(`${firstTime.slice(0, 10)}T00:00:00Z`) / 1000 },
    { tag: 1194, children: ended.elements() },
    { tag: 1157, children: totalsOf(storage).elements() },
    { tag: 1213, value: keyDays },
  ]
}

/** One position for the whole sum, paid in cash: what a till program sold is not the played machine's business. Kopecks. */
export function receipt(
  storage: StorageModel,
  operation: number,
  sum: number,
  cashier = defaultCashier,
): ElementToEncode[] {
  const { shift } = storage
  return [
    { tag: 1209, value: format },
    { tag: 1038, value: shift.number },
    { tag: 1042, value: shift.receipts + 1 },
    { tag: 1054, value: operation },
    { tag: 1055, value: 1 },
    { tag: 1021, value: cashier },
    ...storage.registered(ownerTags),
    {
      tag: 1059,
      children: [
        { tag: 1030, value: 'ТОВАР' },
        { tag: 1079, value: sum },
        { tag: 1023, value: { mantissa: 1n, point: 0 } },
        { tag: 1043, value: sum },
        { tag: 1199, value: withoutVat },
        { tag: 1212, value: 1 },
        { tag: 1214, value: 4 },
        { tag: 2108, value: 0 },
      ],
    },
    { tag: 1020, value: sum },
    { tag: 1031, value: sum },
    ...[1081, 1215, 1216, 1217].map((tag) => ({ tag, value: 0 })),
    { tag: 1105, value: sum },
  ]
}

/** Tag 1199: без НДС. */
const withoutVat = 6

export function storageClosing(storage: StorageModel, cashier = defaultCashier): ElementToEncode[] {
  return [
    ...version,
    { tag: 1038, value: storage.shift.number },
    { tag: 1021, value: cashier },
    ...storage.registered(ownerTags),
    { tag: 1157, children: totalsOf(storage).elements() },
  ]
}

const workModeTags = [1056, 1002, 1001, 1109, 1110, 1108]
const storageReplaced = 1

export function registration(values: PlayedRegistration, cashier = defaultCashier): ElementToEncode[] {
  return [
    ...version,
    { tag: 1190, value: format },
    { tag: 1048, value: kept(values.organisation) || 'ООО "Учебный магазин"' },
    { tag: 1009, value: kept(values.address) || '101000, Москва, Учебная улица, дом 1' },
    { tag: 1187, value: kept(values.place) || 'Торговый зал' },
    { tag: 1013, value: values.registerSerialNumber || '0000000000000001' },
    { tag: 1018, value: values.taxpayerNumber.padEnd(12) },
    { tag: 1037, value: values.registrationNumber.padEnd(20) },
    { tag: 1062, value: values.taxSystems },
    ...workModeTags.map((tag, bit) => ({ tag, value: (values.workMode >> bit) & 1 })),
    { tag: 1290, value: 0 },
    { tag: 1213, value: keyDays },
    { tag: 1021, value: cashier },
    { tag: 1060, value: kept(values.taxOfficeSite) || 'www.nalog.gov.ru' },
    ...(values.operatorTaxpayerNumber ? [{ tag: 1017, value: values.operatorTaxpayerNumber.padEnd(12) }] : []),
    ...(values.operatorName ? [{ tag: 1046, value: kept(values.operatorName) }] : []),
    ...(values.senderEmail ? [{ tag: 1117, value: kept(values.senderEmail) }] : []),
    ...(values.reason === 'storage-replacement' ? [{ tag: 1205, value: storageReplaced }] : []),
  ]
}

/** A host may have written what CP866 does not have; the machine keeps what it can. */
function kept(text = ''): string {
  return Array.from(text, (character) => (firstForeign(character) === undefined ? character : '?')).join('')
}

/** What a shift sold, or the storage in all. */
function totalsOf(storage: StorageModel, shift?: number): ShiftTotals {
  const totals = new ShiftTotals()
  for (const sold of storage.receipts(shift)) totals.count(sold.operation, { ...sold, elements: [] })
  return totals
}
