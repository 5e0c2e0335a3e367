import { storageDateTime } from '../../shared/codec/dates.ts'
import { dependent, field, nothing, sequence, whenPresent, type Layout } from '../../shared/codec/layout.ts'
import { tagList } from '../../shared/codec/tag-list.ts'
import { named, raw, text, u16, u32, u8 } from '../../shared/codec/value-format.ts'
import { command, password } from './command.ts'

/** Marking codes, formats of fiscal documents 1.2. A code that is checked has to be accepted or rejected. */
const online: Layout<object> = whenPresent(
  sequence(field('fnAnswerCode', u8), whenPresent(field('tag2106', u8)), whenPresent(field('tlv', tagList))),
)
const localResult = sequence(
  field('localStatus', u8),
  field('localReason', u8),
  field('kmType', u8),
  field('addLength', u8),
  online,
)

export const checkCode = command(0xff61, 'check marking code', {
  request: dependent(
    sequence(
      password,
      field('plannedStatus', u8),
      field('processingMode', u8),
      field('kmLength', u8),
      field('tlvLength', u8),
    ),
    ({ kmLength, tlvLength }): Layout<object> =>
      sequence(field('km', text(kmLength)), tlvLength > 0 ? field('tlv', tagList) : nothing),
  ),
  answer: localResult,
  patience: 40_000,
})

const bindCode = command(0xff67, 'bind marking code', {
  request: dependent(sequence(password, field('kmLength', u8)), ({ kmLength }): Layout<object> =>
    sequence(field('km', text(kmLength)), whenPresent(field('ownerSign', u8))),
  ),
  answer: whenPresent(sequence(field('codeType', raw(2)), whenPresent(field('kmKind', u8)), whenPresent(localResult))),
  patience: 40_000,
})

export const acceptCode = command(0xff69, 'accept marking code', {
  request: sequence(password, field('decision', named({ 0: 'reject', 1: 'accept', 2: 'clear' }))),
  answer: whenPresent(field('tag2106', u8)),
})

const queueStatus = command(0xff68, 'notification queue status', {
  request: password,
  answer: sequence(
    field('state', u8),
    whenPresent(field('count', u16)),
    whenPresent(field('number', u32)),
    whenPresent(field('dateTime', storageDateTime)),
    whenPresent(field('fillPercent', u8)),
  ),
  repeatable: true,
})

const markingStatus = command(0xff70, 'marking status', {
  request: password,
  answer: sequence(
    field('checkState', u8),
    field('notificationState', u8),
    field('allowedCommands', u8),
    field('savedResults', u8),
    field('inNotification', u8),
    field('storeWarning', u8),
    field('queue', u16),
  ),
  repeatable: true,
})

const startNotifications = command(0xff71, 'start reading notifications', {
  request: password,
  answer: sequence(field('count', u16), field('firstNumber', u32), field('size', u16)),
})
const readNotification = command(0xff72, 'read notification block', {
  request: password,
  answer: sequence(field('number', u32), field('size', u16), field('offset', u16), field('data', raw('rest'))),
})
const confirmNotification = command(0xff73, 'confirm notification', {
  request: sequence(password, field('number', u32), field('crc', raw('rest'))),
})

export const markingCommands = [
  checkCode,
  bindCode,
  acceptCode,
  queueStatus,
  markingStatus,
  startNotifications,
  readNotification,
  confirmNotification,
]
