import { concatenate } from '../../../codecs/concatenate.ts'
import { decodeFixedDocument } from '../../../codecs/ffd/fixed-document.ts'
import type { FixedDocument } from '../../../codecs/ffd/document.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { StoredDocument } from '../fiscal-register.ts'
import { readUnsigned, writeUnsigned } from '../shared/codec/byte-input.ts'
import { decodedOr } from '../shared/codec/decoded.ts'
import { numberOf } from '../shared/document-number.ts'
import type { CommandChannel } from './command-channel.ts'
import { documentPiece, startDocument, storedDocument, ticket } from './commands/storage.ts'
import { errorCode } from './error-codes.ts'
import { refusal, wrongAnswer } from './failures.ts'
import { readLastDocument } from './status-reading.ts'

type Signal = AbortSignal | undefined

const attempts = 3
/** Of this much nothing more comes: a document is at most 32 kB, and no piece of it is empty. */
const mostPieces = 40_000
/** Firmware that does not pass a command on; the storage keeps whole documents for 30 days after they were sent. */
const notGiven = [errorCode.unknownCommand, errorCode.wrongParameter, errorCode.noData, errorCode.storageState] as const

/**
 * Throws `register.no-such-document` for a number that the storage does not hold; a document that it holds no longer in full
 * comes without its bytes.
 */
export async function readStoredDocument(
  channel: CommandChannel,
  number: number,
  signal: Signal,
): Promise<StoredDocument> {
  const found = await channel.readUnless(storedDocument, { fiscalDocument: number }, signal, ...notGiven)
  if (!found && number > (await readLastDocument(channel, signal))) {
    throw new DeviceFailure('register.no-such-document', { number })
  }
  const tlv = await readWhole(channel, number, signal)
  const confirmed = found === undefined || found.ticket !== 0
  const confirmation = confirmed
    ? await channel.readUnless(ticket, { fiscalDocument: number }, signal, ...notGiven)
    : undefined
  const fixed = found && fixedStructure(number, found, tlv)
  return { number, fixed, tlv, confirmation: confirmation?.block }
}

/** The storage's short form of a document, without the rest of it. */
export async function readShortForm(
  channel: CommandChannel,
  number: number,
  signal: Signal,
): Promise<FixedDocument | undefined> {
  const found = await channel.readUnless(storedDocument, { fiscalDocument: number }, signal, ...notGiven)
  const fixed = found && fixedStructure(number, found, undefined)
  return fixed && decodeFixedDocument(fixed)
}

/**
 * Whether the block begins with type and confirmation, as the storage gives them, or both have been taken out of it, no
 * description says; the document's own number, read from either form, decides.
 */
function fixedStructure(
  number: number,
  { block, ticket: confirmed, documentType }: { block: Uint8Array; ticket: number; documentType: number },
  tlv: Uint8Array | undefined,
): Uint8Array | undefined {
  const type = documentType || (tlv ? readUnsigned(tlv.subarray(0, 2)) : 0)
  const candidates = [block, concatenate([Uint8Array.of(type & 0xff, confirmed), block])]
  return candidates.find((bytes) =>
    decodedOr(
      () => decodeFixedDocument(bytes).number === number,
      () => false,
    ),
  )
}

async function readWhole(channel: CommandChannel, number: number, signal: Signal): Promise<Uint8Array | undefined> {
  let failure = wrongAnswer(documentPiece, 'length')
  for (let attempt = 0; attempt < attempts; attempt++) {
    const started = await channel.readUnless(startDocument, { fiscalDocument: number }, signal, ...notGiven)
    if (!started) return undefined
    const { documentType, size } = started
    if (documentType > 0xffff || size > 0xffff) throw wrongAnswer(startDocument, 'size')
    const body = await readBody(channel, number, size, signal)
    if (!(body instanceof DeviceFailure)) {
      return concatenate([writeUnsigned(documentType, 2), writeUnsigned(size, 2), body])
    }
    failure = body
    if (failure.code === 'link.lost' || failure.code === 'operation.cancelled') break
  }
  throw failure
}

/**
 * The storage has one cursor for all askers and moves it with every piece, so any doubt about one begins the document again. It
 * is read until the storage says that nothing is left.
 */
async function readBody(
  channel: CommandChannel,
  number: number,
  size: number,
  signal: Signal,
): Promise<Uint8Array | DeviceFailure> {
  const pieces: Uint8Array[] = []
  let length = 0
  while (pieces.length < mostPieces) {
    const next = await channel.perform(documentPiece, {}, signal)
    if (next.state !== 'answered') return next.failure
    const { answer } = next
    if (!('value' in answer)) {
      if (answer.error === errorCode.noData) break
      return refusal(documentPiece, answer.error)
    }
    const { block } = answer.value
    length += block.length
    if (length > size) return wrongAnswer(documentPiece, 'longer than announced')
    if (block.length === 0) break
    pieces.push(block)
  }
  if (length !== size) return wrongAnswer(documentPiece, 'shorter than announced')
  const body = concatenate(pieces)
  return numberOf(body) === number ? body : wrongAnswer(documentPiece, 'number of the document')
}
