import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { StoredDocument } from '../fiscal-register.ts'
import { concatenate } from '../../../codecs/concatenate.ts'
import { readUnsigned, writeUnsigned } from '../shared/codec/byte-input.ts'
import { numberOf } from '../shared/document-number.ts'
import type { CommandChannel } from './command-channel.ts'
import { documentData, startDocument } from './commands/storage.ts'
import { errorCode } from './error-codes.ts'
import { refusal, wrongAnswer } from './failures.ts'
import { readStorageState } from './status-reading.ts'

type Signal = AbortSignal | undefined

/** The storage keeps whole documents for 30 days after they were sent. */
const notThere: readonly number[] = [errorCode.noData, errorCode.noMoreData]
const attempts = 3
/** Of this much nothing more comes: a document is at most 32 kB, and no piece of it is empty. */
const mostPieces = 40_000

/**
 * Only the whole document: no public description of the protocol has the storage's short form of a document or the operator's
 * confirmation. Throws `register.no-such-document` for a number that the storage does not hold; a document that it holds no
 * longer in full comes without its bytes.
 */
export async function readStoredDocument(
  channel: CommandChannel,
  number: number,
  signal: Signal,
): Promise<StoredDocument> {
  let failure = wrongAnswer(documentData, 'length')
  for (let attempt = 0; attempt < attempts; attempt++) {
    const started = await start(channel, number, signal)
    if (!started) return absent(channel, number, signal)
    if (started instanceof DeviceFailure) failure = started
    else {
      const body = await readBody(channel, number, started.length, signal)
      if (!(body instanceof DeviceFailure)) {
        const head = [writeUnsigned(started.form, 2), writeUnsigned(started.length, 2)]
        return { number, fixed: undefined, tlv: concatenate([...head, body]), confirmation: undefined }
      }
      failure = body
    }
    if (failure.code === 'link.lost' || failure.code === 'operation.cancelled') break
  }
  throw failure
}

async function absent(channel: CommandChannel, number: number, signal: Signal): Promise<StoredDocument> {
  const { lastFd } = await readStorageState(channel, signal)
  if (number > lastFd) throw new DeviceFailure('register.no-such-document', { number })
  return { number, fixed: undefined, tlv: undefined, confirmation: undefined }
}

/**
 * Puts the storage's cursor at the beginning of the document. The number goes out with its most significant byte first, as the
 * only published client sends it, and the other way round if the machine knows no such document: the document itself says its
 * number. `undefined`: there is none.
 */
async function start(
  channel: CommandChannel,
  number: number,
  signal: Signal,
): Promise<{ readonly form: number; readonly length: number } | DeviceFailure | undefined> {
  for (const documentNumber of [number, reversed(number)]) {
    const answer = await channel.readUnless(startDocument, { documentNumber }, signal, ...notThere)
    if (answer) return sizes(answer)
  }
  return undefined
}

const reversed = (number: number): number => readUnsigned(writeUnsigned(number, 4).reverse())

/** Forms of documents are below 256, so the first of the two numbers tells in which order the bytes of both come. */
function sizes({ type, size }: { readonly type: Uint8Array; readonly size: Uint8Array }) {
  const bigEndian = type[0] === 0
  if (bigEndian === (type[1] === 0)) return wrongAnswer(startDocument, 'form of the document')
  const read = (bytes: Uint8Array) => readUnsigned(bigEndian ? bytes.slice().reverse() : bytes)
  return { form: read(type), length: read(size) }
}

/**
 * The storage has one cursor for all askers and moves it with every piece, so any doubt about one begins the document again. It
 * is read until the storage says that nothing is left.
 */
async function readBody(
  channel: CommandChannel,
  number: number,
  length: number,
  signal: Signal,
): Promise<Uint8Array | DeviceFailure> {
  const pieces: Uint8Array[] = []
  let size = 0
  while (pieces.length < mostPieces) {
    const next = await channel.perform(documentData, {}, signal)
    if (next.state !== 'answered') return next.failure
    const { answer } = next
    if (!('value' in answer)) {
      if (notThere.includes(answer.error)) break
      return refusal(documentData, answer.error, answer.extension)
    }
    const { data } = answer.value
    size += data.length
    if (size > length) return wrongAnswer(documentData, 'longer than announced')
    if (data.length === 0) break
    pieces.push(data)
  }
  if (size !== length) return wrongAnswer(documentData, 'shorter than announced')
  const body = concatenate(pieces)
  return numberOf(body) === number ? body : wrongAnswer(documentData, 'number of the document')
}
