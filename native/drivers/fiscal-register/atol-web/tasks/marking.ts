import { list, optional, record, text, whole, yesNo } from '../../../../codecs/json/shape.ts'
import { imcType, itemEstimatedStatus } from '../codec/meanings.ts'
import { amount, anything, task } from './task.ts'

/** A marking code on its way to the storage's check. */
const validation = record({
  imcType,
  /** Base64 of the code as it was scanned. */
  imc: text,
  itemEstimatedStatus,
  imcModeProcessing: whole,
  itemQuantity: optional(amount),
  itemUnits: optional(anything),
  itemFractionalAmount: optional(text),
  imcBarcode: optional(text),
  notSendToServer: optional(yesNo),
  notFormRequest: optional(yesNo),
})

/** Bits 0…4 of tag 2106. */
export const itemInfoCheckResult = record({
  imcCheckFlag: optional(yesNo),
  imcCheckResult: optional(yesNo),
  imcStatusInfo: optional(yesNo),
  imcEstimatedStatusCorrect: optional(yesNo),
  ecrStandAloneFlag: optional(yesNo),
})

export const beginMarkingCodeValidation = task('beginMarkingCodeValidation', 'marking', {
  request: { params: validation },
  result: {
    offlineValidation: record({
      /** The storage has checked the code by its key. */
      fmCheck: yesNo,
      fmCheckResult: optional(yesNo),
      fmCheckErrorReason: optional(anything),
    }),
  },
})

export const getMarkingCodeValidationStatus = task('getMarkingCodeValidationStatus', 'none', {
  result: {
    ready: yesNo,
    sentImcRequest: optional(yesNo),
    driverError: optional(record({ code: whole, error: optional(text), description: optional(text) })),
    onlineValidation: optional(
      record({
        itemInfoCheckResult: optional(itemInfoCheckResult),
        markOperatorItemStatus: optional(text),
        markOperatorResponse: optional(record({ responseStatus: optional(yesNo), itemStatusCheck: optional(yesNo) })),
        markOperatorResponseResult: optional(text),
        imcType: optional(imcType),
        imcBarcode: optional(text),
        imcModeProcessing: optional(whole),
      }),
    ),
  },
})

export const acceptMarkingCode = task('acceptMarkingCode', 'marking', {
  result: { itemInfoCheckResult: optional(itemInfoCheckResult) },
})
export const declineMarkingCode = task('declineMarkingCode', 'marking')
export const cancelMarkingCodeValidation = task('cancelMarkingCodeValidation', 'marking')
export const clearMarkingCodeValidationResult = task('clearMarkingCodeValidationResult', 'marking')
export const checkMarkingCodeValidationsReady = task('checkMarkingCodeValidationsReady', 'none', {
  result: { ready: optional(yesNo) },
})
export const validateMarks = task('validateMarks', 'marking', {
  request: { timeout: optional(whole), params: list(validation) },
})
export const addMarksToBuffer = task('addMarksToBuffer', 'marking', { request: { params: optional(anything) } })
export const checkImcWorkState = task('checkImcWorkState', 'none', {
  result: { fm: optional(anything), ecr: optional(anything) },
})
export const checkImcTime = task('checkImcTime', 'none', {
  result: {
    fmCheckTime: optional(amount),
    sendingTime: optional(amount),
    serverExchangeTime: optional(amount),
    fullTime: optional(amount),
  },
})
export const pingIsm = task('pingIsm', 'none', { result: { ready: optional(yesNo), time: optional(amount) } })
