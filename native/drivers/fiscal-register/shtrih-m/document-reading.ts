import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { StoredDocument } from '../fiscal-register.ts'
import { concatenate } from '../../../codecs/concatenate.ts'
import { decodedOr } from '../shared/codec/decoded.ts'
import { splitTags } from '../shared/codec/tag-list.ts'
import type { CommandChannel } from './command-channel.ts'
import { findDocument, nextRequisite, operatorTicket, startDocument } from './commands/storage.ts'
import { refusal, wrongAnswer } from './failures.ts'

/** «No data»: no such document, no confirmation yet, or the end of the document. */
const noData = 0x08
/** The storage keeps whole documents for 30 days after they were sent; for older ones it answers so or with «no data». */
const noLongerKept = [noData, 0x02, 0x09, 0x34, 0x37]
const attempts = 3

/** Throws `register.no-such-document` for a number that the storage does not hold. */
export async function readStoredDocument(
  channel: CommandChannel,
  number: number,
  signal: AbortSignal | undefined,
): Promise<StoredDocument> {
  const found = await channel.perform(findDocument, { documentNumber: number }, signal)
  if (found.state !== 'answered') throw found.failure
  const { answer, payload } = found
  if (!('value' in answer)) {
    throw answer.error === noData
      ? new DeviceFailure('register.no-such-document', { number })
      : refusal(findDocument, answer.error)
  }
  if (answer.value.documentNumber !== number) throw wrongAnswer(findDocument, `document ${answer.value.documentNumber}`)
  const tlv = await readWholeDocument(channel, number, signal)
  const ticket =
    answer.value.ticketReceived === 0
      ? undefined
      : await channel.readUnless(operatorTicket, { documentNumber: number }, signal, ...noLongerKept)
  return { number, fixed: payload.slice(3), tlv, confirmation: ticket?.ticket }
}

/**
 * Form, length and all requisites, as they lie in the storage. The storage has one cursor for all askers and moves it with
 * every FF3Bh, so any doubt about one answer begins the document again. An unfinished reading makes the storage refuse other
 * work, so it always goes on to the end.
 */
async function readWholeDocument(
  channel: CommandChannel,
  number: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  let failure = wrongAnswer(nextRequisite, 'length')
  for (let attempt = 0; attempt < attempts; attempt++) {
    const started = await channel.perform(startDocument, { documentNumber: number }, signal)
    if (started.state !== 'answered') {
      failure = started.failure
      if (isFinal(failure)) break
      continue
    }
    if (!('value' in started.answer)) {
      if (noLongerKept.includes(started.answer.error)) return undefined
      throw refusal(startDocument, started.answer.error)
    }
    const { length } = started.answer.value
    const body = await readRequisites(channel, length, signal)
    if (body instanceof DeviceFailure) {
      failure = body
      if (isFinal(failure)) break
      continue
    }
    return concatenate([started.payload.slice(3, 7), body])
  }
  throw failure
}

const isFinal = ({ code }: DeviceFailure): boolean => code === 'link.lost' || code === 'operation.cancelled'

async function readRequisites(
  channel: CommandChannel,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | DeviceFailure> {
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const next = await channel.perform(nextRequisite, {}, signal)
    if (next.state !== 'answered') return next.failure
    if (!('value' in next.answer)) {
      if (next.answer.error !== noData) return refusal(nextRequisite, next.answer.error)
      break
    }
    const { tlv } = next.answer.value
    size += tlv.length
    if (tlv.length === 0 || size > length) return wrongAnswer(nextRequisite, 'longer than announced')
    pieces.push(tlv)
  }
  if (size !== length) return wrongAnswer(nextRequisite, 'shorter than announced')
  const body = concatenate(pieces)
  const read = () => {
    splitTags(body)
    return body
  }
  return decodedOr(read, ({ message }) => wrongAnswer(nextRequisite, message))
}
