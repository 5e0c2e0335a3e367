import { storagePhase } from '../codec/meanings.ts'
import { date, digits, list, money, optional, record, text, time, whole, yesNo } from '../codec/shape.ts'
import { command } from './command.ts'

export const getCommonInfo = command('GetCommonInfo', 'none', {
  answer: {
    model: text,
    /** Factory number of the register. */
    kktNum: digits,
    fnNum: optional(digits),
    ffdFnVer: optional(text),
    ffdKktVer: optional(text),
    ffdTotalVer: optional(text),
    mac: optional(text),
    programVer: optional(text),
    programDate: optional(date),
    protocolVer: optional(text),
    dateTime: optional(time),
    crc: optional(text),
    /** Characters of a line, for each of the register's fonts. */
    cpl: optional(list(whole)),
    /** Dots of a line. */
    dpl: optional(whole),
    maxGoodsSum: optional(money),
    maxCheckSum: optional(money),
    maxGoodsQty: optional(whole),
  },
})

/** Documents that the operator has not confirmed. */
export const unsignedDocs = record({ qty: whole, firstNum: optional(whole), firstDateTime: optional(time) })

const total = optional(record({ qty: optional(whole), sum: optional(money) }))

export const getStatus = command('GetStatus', 'none', {
  answer: {
    dateTime: optional(time),
    paperPresence: optional(yesNo),
    shiftInfo: record({
      isOpen: yesNo,
      is24Expired: optional(yesNo),
      /** Of the open shift, or of the last one. */
      num: whole,
      lastOpen: optional(time),
      /** In the drawer, as the register counts it. */
      cash: optional(money),
      check0: total,
      check1: total,
      check2: total,
      check3: total,
      check4: total,
      check5: total,
      bring: total,
      withdraw: total,
    }),
    checkInfo: record({
      isOpen: yesNo,
      num: optional(whole),
      goodsQty: optional(whole),
      sum: optional(money),
    }),
    fnInfo: record({
      status: storagePhase,
      fnNum: optional(digits),
      lastDoc: optional(record({ num: whole, dateTime: optional(time) })),
      unsignedDocs: optional(unsignedDocs),
    }),
  },
})

export const getDateTime = command('GetDateTime', 'none', { answer: { dateTime: time } })

export const setDateTime = command('SetDateTime', 'setting', { request: { dateTime: time } })
