import { concatenate } from '../../../codecs/concatenate.ts'
import { fromHexadecimal } from '../../../codecs/hexadecimal.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { RegisterTime, StoredDocument } from '../fiscal-register.ts'
import { readUnsigned, writeUnsigned } from '../shared/codec/byte-input.ts'
import { numberOf } from '../shared/document-number.ts'
import { errorCode } from './driver-errors.ts'
import { wrongAnswer } from './failures.ts'
import { getFnDocument, getFnStatus } from './tasks/status.ts'
import type { WebServer } from './web-server.ts'

type Signal = AbortSignal | undefined

/**
 * A document as bytes. The driver gives the requisites by name and, on request, the storage's own bytes, of which nobody has written
 * down whether they come as Base64 or as hexadecimal and with or without their container; so they count only if they are a list of
 * requisites with the number that was asked for. Throws `register.no-such-document` for a number that the storage does not hold.
 */
export async function readStoredDocument(server: WebServer, number: number, signal: Signal): Promise<StoredDocument> {
  const nothing = { number, fixed: undefined, tlv: undefined, confirmation: undefined }
  try {
    const request = { fiscalDocumentNumber: number, withRawData: true }
    const { documentTLV, rawData } = await server.read(getFnDocument, request, signal)
    // Once sent and thirty days old, the storage keeps no more of a document than its sums.
    if (documentTLV.short === true || rawData === undefined) return nothing
    const tlv = containerOf(rawData, number, documentTLV.fiscalDocumentType)
    if (!tlv) throw wrongAnswer(getFnDocument, 'rawData')
    return { ...nothing, tlv }
  } catch (error) {
    if (!isMissing(error)) throw error
    const { fnStatus } = await server.read(getFnStatus, {}, signal)
    if (number > fnStatus.fiscalDocumentNumber) throw new DeviceFailure('register.no-such-document', { number })
    return nothing
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof DeviceFailure && error.data['deviceCode'] === errorCode.noMoreData.toString()

/** Time and sign of a document; `undefined` if the storage does not give it any more. */
export async function describeDocument(
  server: WebServer,
  number: number,
  signal: Signal,
): Promise<{ readonly time: RegisterTime | undefined; readonly fiscalSign: number | undefined } | undefined> {
  try {
    const { documentTLV } = await server.read(getFnDocument, { fiscalDocumentNumber: number }, signal)
    return { time: timeOf(documentTLV[1012]), fiscalSign: signOf(documentTLV[1077]) }
  } catch (error) {
    if (error instanceof DeviceFailure && error.data['deviceCode'] !== undefined) return undefined
    throw error
  }
}

/** Civil time as a text or as the seconds of the requisite. */
function timeOf(value: unknown): RegisterTime | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 2 ** 32)
    return new Date(value * 1000).toISOString().slice(0, 19)
  return typeof value === 'string' ? /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?/u.exec(value)?.[0] : undefined
}

/** The sign of a document as people write it: up to ten digits. */
export function signOf(value: unknown): number | undefined {
  const sign = typeof value === 'string' && /^\d{1,10}$/u.test(value) ? Number(value) : value
  return typeof sign === 'number' && Number.isSafeInteger(sign) && sign >= 0 && sign < 2 ** 32 ? sign : undefined
}

const forms: Readonly<Record<string, number>> = {
  registration: 1,
  openShift: 2,
  receipt: 3,
  bso: 4,
  closeShift: 5,
  closeArchive: 6,
  changeRegistrationParameters: 11,
  ofdExchangeStatus: 21,
  receiptCorrection: 31,
  bsoCorrection: 41,
}

/** The bytes as a container: form u16 LE, length u16 LE, list of requisites. */
function containerOf(rawData: string, number: number, type: string | undefined): Uint8Array | undefined {
  const form = forms[type ?? '']
  for (const bytes of readings(rawData)) {
    if (numberOf(bytes.subarray(4)) === number && readUnsigned(bytes.subarray(2, 4)) === bytes.length - 4) return bytes
    if (form !== undefined && numberOf(bytes) === number)
      return concatenate([writeUnsigned(form, 2), writeUnsigned(bytes.length, 2), bytes])
  }
  return undefined
}

function readings(text: string): Uint8Array[] {
  const compact = text.replace(/\s/gu, '')
  const readings: Uint8Array[] = []
  if (/^(?:[\da-f]{2})+$/iu.test(compact)) readings.push(fromHexadecimal(compact))
  try {
    readings.push(Uint8Array.from(atob(compact), (character) => character.charCodeAt(0)))
  } catch {
    // Not Base64.
  }
  return readings
}
