import { list, optional, record, text, whole, yesNo } from '../../../../codecs/json/shape.ts'
import { documentType, livePhase, shiftState } from '../codec/meanings.ts'
import { anything, roubles, task, time } from './task.ts'

export const getDeviceInfo = task('getDeviceInfo', 'none', {
  operation: 'queryDeviceInfo',
  result: {
    deviceInfo: record({
      model: optional(whole),
      modelName: text,
      /** Factory number. */
      serial: text,
      firmwareVersion: optional(text),
      configurationVersion: optional(text),
      /** Characters and dots of a line. */
      receiptLineLength: optional(whole),
      receiptLineLengthPix: optional(whole),
      ffdVersion: optional(text),
      fnFfdVersion: optional(text),
    }),
  },
})

export const getDeviceStatus = task('getDeviceStatus', 'none', {
  operation: 'queryDeviceStatus',
  result: {
    deviceStatus: record({
      currentDateTime: optional(time),
      shift: shiftState,
      blocked: optional(yesNo),
      coverOpened: optional(yesNo),
      paperPresent: optional(yesNo),
      fiscal: optional(yesNo),
      fnFiscal: optional(yesNo),
      fnPresent: optional(yesNo),
      cashDrawerOpened: optional(yesNo),
    }),
  },
})

export const getShiftStatus = task('getShiftStatus', 'none', {
  operation: 'queryShiftStatus',
  result: {
    shiftStatus: record({
      state: shiftState,
      /** Of the open shift, or of the last one. */
      number: whole,
      expiredTime: optional(time),
      documentsCount: optional(whole),
    }),
  },
})

const storageWarnings = optional(
  record({
    memoryOverflow: optional(yesNo),
    needReplacement: optional(yesNo),
    ofdTimeout: optional(yesNo),
    resourceExhausted: optional(yesNo),
    criticalError: optional(yesNo),
  }),
)

export const getFnInfo = task('getFnInfo', 'none', {
  operation: 'queryFnInfo',
  result: {
    fnInfo: record({
      serial: text,
      version: optional(text),
      execution: optional(text),
      numberOfRegistrations: optional(whole),
      registrationsRemaining: optional(whole),
      validityDate: optional(time),
      ffdVersion: optional(text),
      fnFfdVersion: optional(text),
      livePhase,
      fnContainsKeysUpdaterServerUri: optional(yesNo),
      warnings: storageWarnings,
    }),
  },
})

export const getFnStatus = task('getFnStatus', 'none', {
  operation: 'queryFnStatus',
  result: {
    fnStatus: record({
      /** Of the last document. */
      fiscalDocumentNumber: whole,
      /** Of the last receipt in its shift. */
      fiscalReceiptNumber: optional(whole),
      warnings: storageWarnings,
    }),
  },
})

const description = optional(record({ code: optional(whole), description: optional(text) }))

export const ofdExchangeStatus = task('ofdExchangeStatus', 'none', {
  operation: 'queryOfdExchangeStatus',
  result: {
    status: record({
      notSentCount: whole,
      notSentFirstDocNumber: optional(whole),
      notSentFirstDocDateTime: optional(time),
      lastSuccessKeysUpdate: optional(time),
    }),
    errors: optional(
      record({
        network: description,
        ofd: description,
        fn: description,
        documentNumber: optional(whole),
        fnCommandCode: optional(whole),
        lastSuccessConnectionDateTime: optional(time),
      }),
    ),
    warnings: optional(record({ dataForSendIsEmpty: optional(yesNo) })),
  },
})

export const ismExchangeStatus = task('ismExchangeStatus', 'none', { operation: 'queryIsmExchangeStatus' })

/** The document's requisites by their tags, and its bytes if they were asked for. */
export const getFnDocument = task('getFnDocument', 'none', {
  request: { fiscalDocumentNumber: whole, withRawData: optional(yesNo) },
  result: {
    documentTLV: record({
      fiscalDocumentType: optional(documentType),
      /** The storage keeps no more than the sums. */
      short: optional(yesNo),
      qr: optional(text),
      1012: optional(anything),
      1040: optional(anything),
      1077: optional(anything),
    }),
    rawData: optional(text),
  },
})

const countAndSum = optional(record({ count: optional(whole), sum: optional(roubles) }))
const payments = optional(
  record({
    cash: optional(roubles),
    electronically: optional(roubles),
    credit: optional(roubles),
    prepaid: optional(roubles),
    other: optional(roubles),
    ...Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`userPaymentType-${number}`, optional(roubles)])),
  }),
)
const receiptTotals = optional(record({ count: optional(whole), sum: optional(roubles), payments }))
const receipts = optional(
  record({ sell: receiptTotals, sellReturn: receiptTotals, buy: receiptTotals, buyReturn: receiptTotals }),
)

export const getShiftTotals = task('getShiftTotals', 'none', {
  operation: 'queryShiftTotals',
  result: {
    shiftTotals: record({
      shiftNumber: optional(whole),
      cashDrawer: optional(record({ sum: optional(roubles) })),
      income: countAndSum,
      outcome: countAndSum,
      receipts,
    }),
  },
})

export const getOverallTotals = task('getOverallTotals', 'none', {
  result: { overallTotals: optional(record({ receipts })) },
})

export const getDepartmentSum = task('getDepartmentSum', 'none')
export const getMcu = task('getMcu', 'none', {
  result: { mcu: optional(anything), dataFlash: optional(anything), framEeprom: optional(anything) },
})

export const getLicenses = task('getLicenses', 'none', {
  operation: 'queryLicenses',
  result: { licenses: optional(list(record({ id: optional(text), name: optional(text) }))) },
})

export const getCashDrawerStatus = task('getCashDrawerStatus', 'none', {
  result: {
    counters: optional(record({ cashSum: optional(roubles) })),
    cashDrawerStatus: optional(record({ cashDrawerOpened: optional(yesNo) })),
  },
})

const parameter = record({
  key: anything,
  value: optional(anything),
  errorCode: optional(whole),
  errorDescription: optional(text),
})

export const getDeviceParameters = task('getDeviceParameters', 'none', {
  request: { keys: optional(list(anything)) },
  result: { deviceParameters: list(parameter) },
})

export const setDeviceParameters = task('setDeviceParameters', 'setting', {
  request: { deviceParameters: list(parameter) },
  result: { deviceParameters: optional(list(parameter)) },
})

/** `YYYY.MM.DD hh:mm:ss`. */
export const setDateTime = task('setDateTime', 'setting', { request: { dateTime: text } })
