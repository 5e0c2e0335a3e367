import { CodecError } from '../../../../codecs/codec-error.ts'
import type {
  DecodedMessage,
  DecodedValue,
  StreamCutter,
  StreamPiece,
  WireFormat,
  WireInput,
} from '../../../../codecs/wire-format.ts'
import { operations } from '../operations.ts'
import { parseOutput, parseResultFile } from '../result-file.ts'
import { parseSlipFile, readSlip } from '../slip-file.ts'
import { decodeSniffed } from '../text-encoding.ts'
import { describeData, describeHead, describeMasterCall, readMessage } from './message.ts'
import { acknowledgements, readFrames, readPacket, type Packet } from './packet.ts'
import { readStructure } from './structures.ts'

type Value = { [name: string]: DecodedValue }

/** Everything that UPOS says: files and text of its program, its library's structures, and its line to the PIN pad. */
export const wire: WireFormat = {
  dialects: ['upos-wire', 'upos-packet', 'upos-e-file', 'upos-p-file', 'upos-cli', 'upos-stdout', 'upos-dll'],
  decode(input) {
    if (input.bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
    const dialect = input.dialect ?? guessDialect(input)
    const reader = readers[dialect]
    if (!reader) throw new CodecError('decode.unknown', 0, `no such dialect of UPOS: ${dialect}`)
    return { name: reader.name, value: reader.read(input.bytes), fields: [] } satisfies DecodedMessage
  },
  createCutter,
}

const readers: Readonly<Record<string, { readonly name: string; readonly read: (bytes: Uint8Array) => Value }>> = {
  'upos-wire': { name: 'UPOS frame', read: readWire },
  'upos-packet': { name: 'UPOS packet', read: (bytes) => describePackets([readPacket(bytes)]) },
  'upos-e-file': { name: 'UPOS e', read: (bytes) => readResult(decodeSniffed(bytes)) },
  'upos-p-file': { name: 'UPOS p', read: (bytes) => readSlips(decodeSniffed(bytes)) },
  'upos-cli': { name: 'UPOS command line', read: (bytes) => readCommandLine(decodeSniffed(bytes)) },
  'upos-stdout': { name: 'UPOS output', read: (bytes) => readOutput(decodeSniffed(bytes)) },
  'upos-dll': { name: 'auth_answer', read: readStructure },
}

function guessDialect({ bytes }: WireInput): string {
  const first = bytes[0] ?? 0
  if (first === 0x02 || (first in acknowledgements && (bytes.length === 1 || bytes[1] === 0x02))) return 'upos-wire'
  const text = decodeSniffed(bytes)
  if (/return:\s*\d/u.test(text)) return 'upos-stdout'
  if (/^\s*\d{1,5},/u.test(text)) return 'upos-e-file'
  if (/^\S+(?:\.exe|pilot|\.out)?\s+\d{1,2}(?:\s|$)/iu.test(text) && !/[\r\n]./u.test(text)) return 'upos-cli'
  return bytes.includes(0) ? 'upos-dll' : 'upos-p-file'
}

function readWire(bytes: Uint8Array): Value {
  const { acknowledgements: bare, packets, aborts } = readFrames(bytes)
  const [ack] = bare
  const told =
    ack === undefined
      ? undefined
      : `0x${ack.toString(16).padStart(2, '0').toUpperCase()} (${acknowledgements[ack] ?? '?'})`
  if (packets.length === 0) return { ack: told ?? null, meaning: acknowledgements[ack ?? 0] ?? null }
  return {
    // oxlint-disable-next-line unicorn/no-thenable -- a name in printed output, never awaited
    ...(told === undefined ? {} : { leadingAck: told, then: 'frame' }),
    ...(aborts ? { abort: true } : {}),
    ...describePackets(packets),
  }
}

function describePackets(packets: readonly Packet[]): Value {
  const [first] = packets
  if (!first) throw new CodecError('decode.empty', 0, 'no packet')
  packets.forEach(({ number }, index) => {
    if (number !== (first.number + index) % 128)
      throw new CodecError('decode.value', 0, `fragment ${number} is out of turn`)
  })
  const value: Value = {
    fragments: packets.length,
    fragment: { no: first.number, more: first.more, length: first.data.length },
    crc16: `0x${first.checksum.toString(16).toUpperCase().padStart(4, '0')}`,
  }
  const complete = packets.at(-1)?.more === false
  if (first.number !== 0) return { ...value, continuation: true }
  const message = readMessage(Uint8Array.from(packets.flatMap(({ data }) => [...data])))
  const head = describeHead(message)
  if (complete) {
    if (message.data.length !== message.length)
      throw new CodecError('decode.length', 9, `the message says ${message.length} bytes of data`)
    return { ...value, message: head, ...describeData(message) }
  }
  // Of a message in fragments the front tells what it will be; the receiver owes an acknowledgement for each fragment.
  const { data: _, ...front } = head
  const started = message.data.length >= 5 && message.length >= 5 ? { masterCall: describeMasterCall(message) } : {}
  return {
    ...value,
    messageHeader: front,
    ...started,
    ack: first.number % 2 ? '0x07 expected (odd fragment)' : '0x06 expected (even fragment)',
  }
}

function readResult(text: string): Value {
  const file = parseResultFile(text)
  if (!file) throw new CodecError('decode.value', 0, 'the first line is not a code and a text')
  const or = <T extends DecodedValue>(value: T | undefined) => value ?? null
  return {
    code: file.code,
    message: file.message,
    cardMask: or(file.card),
    expiry: or(file.expiry),
    authCode: or(file.authorisationCode),
    operationNo: or(file.operationNumber),
    cardType: or(file.cardType),
    own: or(file.own),
    terminalId: or(file.terminalNumber),
    dateTime: or(file.time),
    rrn: or(file.retrievalReference),
    cardHashSha1: or(file.cardHash),
    merchantId: or(file.merchantNumber),
  }
}

function readSlips(text: string): Value {
  const { copies, cutMark } = parseSlipFile(text)
  const fields = readSlip(copies[0] ?? '')
  return {
    copies: copies.length,
    cutMarker: cutMark === undefined ? null : cutMark === '\u0001' ? '0x01' : cutMark,
    fields: {
      terminal: fields.terminal ?? null,
      merchant: fields.merchant ?? null,
      rrn: fields.retrievalReference ?? null,
      auth: fields.authorisationCode ?? null,
      approved: fields.approved,
    },
  }
}

function readCommandLine(text: string): Value {
  const [program = '', number = '', ...rest] = text.trim().split(/\s+/u)
  if (!/^\d{1,3}$/u.test(number))
    throw new CodecError('decode.value', program.length, 'no operation number after the program')
  const op = Number(number)
  const value: Value = { program, op, name: operations[op] ?? null }
  if (op === 9) return { ...value, kind: rest[0] === '1' ? 'totals' : 'tape' }
  const [amount, cardType, track2, rrn] = rest
  if (amount !== undefined)
    value[/^\d+$/u.test(amount) && op !== 21 ? 'amountMinor' : 'argument'] =
      /^\d+$/u.test(amount) && op !== 21 ? Number(amount) : amount
  if (cardType !== undefined) value['cardType'] = Number(cardType)
  if (track2 !== undefined) value['track2'] = track2
  if (rrn !== undefined) value['rrn'] = rrn
  return value
}

function readOutput(text: string): Value {
  const code = parseOutput(text)
  if (code === undefined) throw new CodecError('decode.value', 0, 'no return:<code>')
  return { code }
}

/** Longest frame: 184 bytes of packet in base64. */
const longestFrame = 260

function createCutter(): StreamCutter {
  let pending: number[] = []
  const take = (kind: StreamPiece['kind'], reason?: string): StreamPiece => {
    const bytes = Uint8Array.from(pending)
    pending = []
    return reason === undefined ? { kind, bytes } : { kind, bytes, reason }
  }
  return {
    push(bytes) {
      const pieces: StreamPiece[] = []
      for (const byte of bytes) {
        if (byte === 0x02 && pending.length) pieces.push(take('discarded', 'incomplete frame'))
        pending.push(byte)
        const inFrame = pending[0] === 0x02
        if (!inFrame) pieces.push(byte in acknowledgements ? take('frame') : take('discarded', 'outside of a frame'))
        else if (byte === 0x03) pieces.push(take('frame'))
        else if (pending.length >= longestFrame) pieces.push(take('discarded', 'longer than any frame'))
      }
      return pieces
    },
    flush: () => (pending.length ? [take('discarded', 'incomplete frame')] : []),
  }
}
