import {
  agentType,
  checkType,
  correctionType,
  identityDocument,
  measureUnit,
  paymentForm,
  plannedStatus,
  productType,
  taxCode,
  taxSystem,
} from '../codec/meanings.ts'
import { date, digits, list, money, optional, quantity, record, text, time, whole, yesNo } from '../codec/shape.ts'
import { command } from './command.ts'
import { cashierInfo } from './people.ts'
import { fiscalDocument } from './shift.ts'

/** Requisites 1260…1265 for a product, with the document that they rest on. */
const industryAttribute = { docDate: optional(date), idFOIV: optional(text), docNum: optional(text) }

const buyerInfo = record({
  buyerName: optional(text),
  buyerINN: optional(digits),
  birthday: optional(date),
  citizenship: optional(text),
  docType: optional(identityDocument),
  docData: optional(text),
  address: optional(text),
})

const correctionInfo = record({
  correctionType,
  causeName: optional(text),
  causeDocDate: optional(date),
  causeDocNum: optional(text),
})

export const openCheck = command('OpenCheck', 'fiscal', {
  request: {
    checkType,
    taxSystem,
    printDoc: optional(yesNo),
    cashierInfo,
    buyerInfo: optional(buyerInfo),
    correctionInfo: optional(correctionInfo),
    address: optional(text),
    location: optional(text),
    senderEmail: optional(text),
    additionalProps: optional(text),
    userAttribute: optional(record({ attrName: text, attrValue: text })),
    operationInfo: optional(record({ opID: whole, opTime: time, attrValue: text })),
    industryInfo: optional(list(record({ ...industryAttribute, attrValue: optional(text) }))),
    timeZone: optional(whole),
    internet: optional(yesNo),
  },
  answer: { shiftNum: whole, checkNum: whole },
})

/** A part of a marked pack. */
export const part = record({ numerator: whole, denominator: whole })

const agent = record({
  code: agentType,
  payingOp: optional(text),
  payingPhone: optional(list(text)),
  transfName: optional(text),
  transfINN: optional(digits),
  transfAddress: optional(text),
  transfPhone: optional(list(text)),
  operatorPhone: optional(list(text)),
  supplierPhone: optional(list(text)),
  supplierINN: optional(digits),
  supplierName: optional(text),
})

export const addGoods = command('AddGoods', 'fiscal', {
  request: {
    productName: text,
    qty: quantity,
    measureUnit: optional(measureUnit),
    section: optional(whole),
    taxCode,
    paymentFormCode: optional(paymentForm),
    productTypeCode: optional(productType),
    price: money,
    sum: optional(money),
    nomenclatureCode: optional(text),
    markingCode: optional(text),
    mcInfo: optional(
      record({
        /** The code in base64. */
        mc: text,
        ean: optional(text),
        processingMode: optional(whole),
        plannedStatus: optional(plannedStatus),
        part: optional(part),
      }),
    ),
    countryOfOrigin: optional(text),
    customsDeclaration: optional(text),
    additionalAttribute: optional(text),
    exciseAmount: optional(money),
    addInfo: optional(text),
    agent: optional(agent),
    industryAttribute: optional(list(record({ ...industryAttribute, value: optional(text) }))),
  },
  answer: {
    shiftNum: whole,
    checkNum: optional(whole),
    goodsNum: whole,
    taxSum: optional(money),
    extraSum: optional(money),
    goodsSum: optional(money),
    checkSum: optional(money),
  },
})

export const closeCheck = command('CloseCheck', 'fiscal', {
  long: true,
  request: {
    sendCheckTo: optional(text),
    addInfo: optional(text),
    payment: record({
      cash: optional(money),
      ecash: optional(money),
      prepayment: optional(money),
      credit: optional(money),
      consideration: optional(money),
    }),
    ecashPaymentInfo: optional(
      list(record({ sum: optional(money), method: optional(whole), ids: optional(text), addInfo: optional(text) })),
    ),
  },
  answer: {
    shiftNum: whole,
    checkNum: optional(whole),
    ...fiscalDocument,
    checkUrl: optional(text),
    changeSum: optional(money),
  },
})

/** Cancels the open receipt; no document of the storage comes of it. */
export const resetCheck = command('ResetCheck', 'physical')
