import {
  markingCodeType,
  measureUnit,
  plannedStatus,
  plannedStatusResult,
  processingResult,
  resultCode,
  storageCheckResult,
} from '../codec/meanings.ts'
import { optional, quantity, record, text, whole, yesNo } from '../codec/shape.ts'
import { command } from './command.ts'
import { part } from './receipts.ts'

export const checkMarkingCode = command('CheckMarkingCode', 'marking', {
  request: {
    /** The code in base64. */
    mc: text,
    plannedStatus,
    qty: optional(quantity),
    measureUnit: optional(measureUnit),
    processingMode: optional(whole),
    /** Seconds for the answer of the marking system. */
    timeout: optional(whole),
    part: optional(part),
  },
  answer: {
    fnCheck: optional(record({ checkResult: storageCheckResult, isValid: optional(yesNo) })),
    mcInfo: optional(record({ mcType: optional(markingCodeType), mcGoodsID: optional(text) })),
    isOfflineMode: optional(yesNo),
  },
})

/** Asked until `isCompleted`. */
export const getMarkingCodeCheckResult = command('GetMarkingCodeCheckResult', 'none', {
  answer: {
    isCompleted: yesNo,
    onlineCheck: optional(
      record({
        result: resultCode,
        description: optional(text),
        processingResult: optional(processingResult),
        mcCheckResult: optional(yesNo),
        plannedStatusCheckResult: optional(plannedStatusResult),
        mcCheckResultRaw: optional(whole),
        correctedData: optional(
          record({
            mcType: optional(markingCodeType),
            mcGoodsID: optional(text),
            processingMode: optional(whole),
          }),
        ),
      }),
    ),
  },
})

export const acceptMarkingCode = command('AcceptMarkingCode', 'marking', {
  answer: { mcCheckResultRaw: optional(whole) },
})
export const rejectMarkingCode = command('RejectMarkingCode', 'marking')
export const abortMarkingCodeChecking = command('AbortMarkingCodeChecking', 'marking')
export const clearMarkingCodeValidationTable = command('ClearMarkingCodeValidationTable', 'marking')
