import { CodecError } from '../codec-error.ts'
import { describeDocument } from '../ffd/wire.ts'
import type { DecodedMessage, DecodedValue, WireFormat, WireInput } from '../wire-format.ts'
import { containerHeaderLength, decodeContainer, decodeContainerHeader } from './container.ts'
import { decodeSessionHeader, sessionHeaderLength } from './session.ts'

/** Messages between register and operator, whole or in part: a session, its header, a container or its header. */
export const ofdExchange: WireFormat = {
  dialects: ['ofd-session', 'ofd-container'],
  decode,
  createCutter: () => ({ push: (bytes) => [{ kind: 'frame', bytes }], flush: () => [] }),
}

function decode({ bytes }: WireInput): DecodedMessage {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  return bytes[4] === 0xa5 || bytes[4] === 0x5a ? decodeBareContainer(bytes) : decodeSession(bytes)
}

function decodeSession(bytes: Uint8Array): DecodedMessage {
  const header = { ...decodeSessionHeader(bytes) }
  if (bytes.length === sessionHeaderLength) return { name: 'session header', value: header, fields: [] }
  const body = bytes.subarray(sessionHeaderLength)
  if (body.length !== header.bodySize)
    throw new CodecError('decode.length', 24, `the body has ${body.length} bytes, not ${header.bodySize}`)
  const crcOver = (['none', 'header', 'header+body', 'unknown'] as const)[header.flags & 3] as string
  const rest =
    (header.flags & 4) !== 0 && body[4] === 0xa5
      ? { container: describeContainer(body) }
      : { bodyLen: body.length, crcOver }
  return { name: 'session', value: { header, ...rest }, fields: [] }
}

function decodeBareContainer(bytes: Uint8Array): DecodedMessage {
  if (bytes.length === containerHeaderLength)
    return { name: 'container header', value: { ...decodeContainerHeader(bytes) }, fields: [] }
  return { name: 'container', value: describeContainer(bytes), fields: [] }
}

function describeContainer(bytes: Uint8Array): { readonly [name: string]: DecodedValue } {
  const { header, document, payload } = decodeContainer(bytes)
  return {
    ...header,
    crcOk: true,
    ...(document ? { document: describeDocument(document, payload) } : { encrypted: true }),
  }
}
