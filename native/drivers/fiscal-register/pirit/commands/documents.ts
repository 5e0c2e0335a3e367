import { date, explained, longDate, mask, money, named, text, time, whole } from '../codec/value-text.ts'
import { documentTypes, typeOf } from '../status-flags.ts'
import { command } from './command.ts'

/** «Режим и тип документа» of 30h. */
export const documentMode = { packet: 1 << 4, delayedRequisites: 1 << 5, notPrinted: 1 << 7 } as const
export const serviceDocument = 1

export const openDocument = command(0x30, 'open document', {
  parameters: {
    modeAndType: explained(whole, (value) => documentTypes[typeOf(value)]),
    department: whole,
    operator: text,
    documentNumber: text,
    taxSystem: whole,
    userAddress: text,
  },
})

/** Service documents and copies bring only the first two values. */
export const closeDocument = command(0x31, 'close document', {
  parameters: {
    cutFlag: whole,
    customerAddress: text,
    closingFlags: whole,
    place: text,
    senderEmail: text,
    vendingMachine: text,
    extraName: text,
    extraValue: text,
    buyer: text,
    buyerInn: text,
    buyerBirthday: longDate,
    citizenship: text,
    identityKind: text,
    identityData: text,
    buyerAddress: text,
  },
  result: {
    documentNumber: whole,
    operationCounter: text,
    fiscalText: text,
    fiscalDocument: whole,
    fiscalSign: whole,
    shift: whole,
    numberInShift: whole,
    date,
    time,
  },
  least: 2,
  patience: 60_000,
})

export const cancelDocument = command(0x32, 'cancel document', { patience: 30_000 })
export const postponeDocument = command(0x33, 'postpone document', { parameters: { reason: text }, patience: 30_000 })
export const cut = command(0x34, 'cut', { patience: 30_000 })

export const printLine = command(0x40, 'text line', { parameters: { line: text, attributes: whole } })

const barcode = command(0x41, 'bar code', {
  parameters: {
    textPosition: whole,
    width: whole,
    height: whole,
    symbology: named({
      0: { ru: 'UPC-A', en: 'UPC-A' },
      1: { ru: 'UPC-E', en: 'UPC-E' },
      2: { ru: 'EAN-13', en: 'EAN-13' },
      3: { ru: 'EAN-8', en: 'EAN-8' },
      4: { ru: 'Code 39', en: 'Code 39' },
      5: { ru: 'Interleaved 2 of 5', en: 'Interleaved 2 of 5' },
      6: { ru: 'Codabar', en: 'Codabar' },
      7: { ru: 'PDF417', en: 'PDF417' },
      8: { ru: 'QR', en: 'QR' },
      9: { ru: 'Code 128 A', en: 'Code 128 A' },
    }),
    barcode: text,
  },
})

const taxRate = named({
  0: { ru: '20 %', en: '20 %' },
  1: { ru: '10 %', en: '10 %' },
  2: { ru: '0 %', en: '0 %' },
  3: { ru: 'без НДС', en: 'no VAT' },
  4: { ru: '20/120', en: '20/120' },
  5: { ru: '10/110', en: '10/110' },
})

/** Quantity: up to nine decimals, or `n/m` of a package. Measure: name (ФФД 1.05) or number of tag 2108 (1.2). */
export const addItem = command(0x42, 'add item', {
  parameters: {
    itemName: text,
    article: text,
    quantity: text,
    priceKop: money,
    taxRate,
    itemNumber: text,
    section: whole,
    discountType: whole,
    measure: text,
    discountKop: money,
    paymentMethod: whole,
    paymentObject: whole,
    country: text,
    customsDeclaration: text,
    exciseKop: money,
  },
  result: { tax: text },
  least: 0,
})

export const subtotal = command(0x44, 'subtotal')
export const discount = command(0x45, 'receipt discount', {
  parameters: { discountType: whole, discountName: text, discountKop: money },
})
export const pay = command(0x47, 'payment', { parameters: { payment: whole, sumKop: money, paymentText: text } })
export const cashInOut = command(0x48, 'cash in or out', { parameters: { noteName: text, sumKop: money } })
export const requisite = command(0x49, 'print requisite', {
  parameters: { requisite: whole, attributes: whole, line1: text, line2: text, line3: text, line4: text },
})
const departmentSum = command(0x50, 'department sum', {
  parameters: { operation: whole, department: whole, sumKop: money },
})
/** Refused with 03h where the sums differ. */
export const compareTotal = command(0x52, 'compare total', { parameters: { sumKop: money }, repeatable: true })
const openCopy = command(0x53, 'open receipt copy', {
  parameters: {
    receiptType: whole,
    department: whole,
    operator: text,
    receiptNumber: whole,
    registerNumber: whole,
    date,
    time,
    fiscalDocument: whole,
    taxSystem: whole,
  },
})
const zeroDrawer = command(0x54, 'zero cash in drawer')
const printGraphics = command(0x55, 'print graphics', { parameters: { width: whole, height: whole, alignment: whole } })
const printPicture = command(0x56, 'print loaded picture', { parameters: { alignment: whole, picture: whole } })
export const requisiteForOfd = command(0x57, 'requisite for OFD', {
  parameters: { tag: whole, attributes: whole, requisiteName: text, requisiteValue: text },
})

/** The sums and taxes belong to ФФД 1.05; from 1.2 on 42h and 47h follow, as in a receipt, and their places stay empty. */
const correction = command(0x58, 'correction', {
  parameters: {
    operator: text,
    cashKop: money,
    electronicKop: money,
    prepaidKop: money,
    creditKop: money,
    otherKop: money,
    correctionType: mask({
      0: { ru: 'по предписанию', en: 'by order' },
      1: { ru: 'расход', en: 'buy' },
      5: { ru: 'налоги суммами', en: 'taxes as sums' },
      6: { ru: 'возврат', en: 'return' },
      7: { ru: 'с позициями', en: 'with items' },
    }),
    basisDate: date,
    basisNumber: text,
    reserved: text,
    vat20Kop: money,
    vat10Kop: money,
    vat0Kop: money,
    noVatKop: money,
    vat20120Kop: money,
    vat10110Kop: money,
    extraReceiptTag: text,
    buyer: text,
    buyerInn: text,
    extraName: text,
    extraValue: text,
  },
  patience: 60_000,
})

/** Only the kopecks may differ from what the machine has added up. */
export const setTotal = command(0x64, 'set receipt total', { parameters: { sumKop: money } })
const printPng = command(0x67, 'print PNG', {
  parameters: { size: whole, width: whole, height: whole, alignment: whole },
})

export const documentCommands = [
  openDocument,
  closeDocument,
  cancelDocument,
  postponeDocument,
  cut,
  printLine,
  barcode,
  addItem,
  subtotal,
  discount,
  pay,
  cashInOut,
  requisite,
  departmentSum,
  compareTotal,
  openCopy,
  zeroDrawer,
  printGraphics,
  printPicture,
  requisiteForOfd,
  correction,
  setTotal,
  printPng,
]

/** Not answered in packet mode, unless they fail. */
export const quietInPacketMode: readonly number[] = [
  0x24, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x52,
]
