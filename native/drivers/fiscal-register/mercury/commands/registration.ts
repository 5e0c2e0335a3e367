import { agentType, registrationReason, taxSystem } from '../codec/meanings.ts'
import { digits, list, optional, record, text, time, whole, yesNo } from '../codec/shape.ts'
import { command } from './command.ts'
import { cashierInfo } from './people.ts'
import { fiscalDocument } from './shift.ts'

const owner = record({ name: optional(text), inn: digits })

const ofd = record({
  name: optional(text),
  inn: optional(digits),
  url: optional(text),
  port: optional(whole),
})

const mode = record({
  encryptData: optional(yesNo),
  offline: optional(yesNo),
  forService: optional(yesNo),
  /** Spelt in capitals in the vendor's samples. */
  ASBSO: optional(yesNo),
  forInternet: optional(yesNo),
  automat: optional(yesNo),
  automatNum: optional(text),
  forExcisableGoods: optional(yesNo),
  forAutomat: optional(yesNo),
  forMarkedGoods: optional(yesNo),
  forGamble: optional(yesNo),
  forLottery: optional(yesNo),
  forLombard: optional(yesNo),
  forInsurance: optional(yesNo),
})

const kkt = record({ regNum: digits, address: optional(text), location: optional(text), mode })

export const getRegistrationInfo = command('GetRegistrationInfo', 'none', {
  answer: {
    isRegistered: yesNo,
    registrationInfo: optional(
      record({
        dateTime: time,
        owner,
        kkt,
        ofd: optional(ofd),
        taxSystem: list(taxSystem),
        agent: optional(list(agentType)),
        reason: optional(registrationReason),
      }),
    ),
  },
})

const registration = {
  /** Local time at the place of the till. */
  dateTime: time,
  cashierInfo,
  owner,
  kkt,
  ofd,
  taxSystem: list(taxSystem),
  agent: optional(list(agentType)),
  senderEmail: optional(text),
  siteFNS: optional(text),
}

const answer = { ...fiscalDocument, fnNum: optional(text) }

export const registerKkt = command('RegisterKKT', 'fiscal', { long: true, request: registration, answer })

export const reregisterKkt = command('ReregisterKKT', 'fiscal', {
  long: true,
  request: { ...registration, reason: registrationReason },
  answer,
})
