import { optional, record, text } from '../codec/shape.ts'

/** Who stands at the till; the number is left out for a cashier without one. */
export const cashierInfo = record({ cashierName: text, cashierINN: optional(text) })
