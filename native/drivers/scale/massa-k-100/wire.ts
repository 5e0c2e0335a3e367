import { CodecError } from '../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../codecs/hexadecimal.ts'
import type {
  DecodedField,
  DecodedMessage,
  DecodedValue,
  StreamPiece,
  WireFormat,
  WireInput,
} from '../../../codecs/wire-format.ts'
import {
  parameterNames,
  readMassa,
  readName,
  readParameters,
  readPoll,
  readWeight,
  type WeightAnswer,
} from './answers.ts'
import { checksum } from './checksum.ts'
import { commands, divisions, errors, nameOf } from './commands.ts'
import { FrameReader, header, type Frame, type FramePiece } from './frame.ts'

type Value = { [name: string]: DecodedValue }

export const wire: WireFormat = {
  dialects: ['massak-100', 'massak-1c', 'massak-100-crc'],
  decode: (input) => (input.dialect === 'massak-100-crc' ? decodeChecksum(input.bytes) : decodeFrame(input)),
  createCutter() {
    const reader = new FrameReader()
    return { push: (bytes) => reader.push(bytes).map(toPiece), flush: () => reader.flush().map(toPiece) }
  },
}

function toPiece(piece: FramePiece): StreamPiece {
  if (piece.kind === 'frame') return { kind: 'frame', bytes: piece.frame.bytes }
  return { kind: 'discarded', bytes: piece.bytes, reason: piece.reason }
}

function decodeFrame({ bytes }: WireInput): DecodedMessage {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  const reader = new FrameReader()
  const pieces = [...reader.push(bytes), ...reader.flush()]
  const place = pieces.findIndex(({ kind }) => kind === 'frame')
  const piece = pieces[place]
  if (piece?.kind !== 'frame') throw noFrame(bytes)
  const skipped = pieces
    .slice(0, place)
    .reduce((sum, other) => sum + (other.kind === 'discarded' ? other.bytes.length : 0), 0)
  const after = skipped + piece.frame.bytes.length
  if (after < bytes.length)
    throw new CodecError('decode.trailing', after, `${bytes.length - after} bytes after the frame`)
  return describe(piece.frame, skipped)
}

function noFrame(bytes: Uint8Array): CodecError {
  const start = bytes.findIndex((_, index) => header.every((byte, place) => (bytes[index + place] ?? byte) === byte))
  if (start < 0) return new CodecError('decode.marker', 0, 'no header F8 55 CE')
  return new CodecError('decode.truncated', bytes.length, 'the frame is incomplete')
}

function describe(frame: Frame, skipped: number): DecodedMessage {
  const { command, data, checksumRight } = frame
  const name = commandName(frame)
  const value: Value = {
    command: name ?? null,
    command_code: command,
    length: data.length + 1,
    data: toHexadecimal(data),
    crc_ok: checksumRight,
    ...contents(command, data),
    ...(skipped ? { skipped, expect: 'skip noise until F8 55 CE, then parse' } : {}),
  }
  const body = skipped + 5
  const fields: DecodedField[] = [
    { name: 'length', value: data.length + 1, offset: skipped + 3, length: 2 },
    { name: 'command', value: command, offset: body, length: 1 },
    ...dataFields(command, data, body + 1),
    { name: 'crc', value: checksumRight, offset: body + 1 + data.length, length: 2 },
  ]
  return { name: name ?? `${toHexadecimal(Uint8Array.of(command))}h`, value, fields }
}

/** Places of what the data holds: of weights one by one, of the rest as a whole. */
function dataFields(command: number, data: Uint8Array, start: number): DecodedField[] {
  const whole = { name: 'data', value: toHexadecimal(data), offset: start, length: data.length }
  if (command === commands.ERROR && data.length === 1) {
    return [{ ...whole, name: 'error', value: data[0] ?? 0, meaning: errors[data[0] ?? 0] }]
  }
  if (command !== commands.ACK_MASSA && command !== commands.ACK_WEIGHT) return data.length ? [whole] : []
  const answer = command === commands.ACK_MASSA ? readMassa(data) : readWeight(data)
  const field = (name: string, value: DecodedValue | undefined, offset: number, length: number) =>
    value === undefined ? [] : [{ name, value, offset: start + offset, length }]
  return [
    ...field('weight', answer.weight, 0, 4),
    ...field('division', answer.divisionCode, 4, 1),
    ...field('stable', answer.stable, 5, 1),
    ...field('net', answer.net, 6, 1),
    ...field('zero', answer.zero, 7, 1),
    ...field('tare', answer.tare, 8, 4),
  ]
}

/** Command 55h means by its first byte what is set. */
function commandName({ command, data }: Frame): string | undefined {
  if (command !== commands.SET_SYS) return nameOf(command)
  if (data[0] === 7) return 'SET_RGNUM'
  return data[0] === 1 ? 'SET_DATETIME' : 'SET_SYS'
}

function contents(command: number, data: Uint8Array): Value {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  switch (command) {
    case commands.ACK_MASSA: {
      const answer = readMassa(data)
      return {
        ...weightOf(answer),
        net: answer.net ?? null,
        zero: answer.zero ?? null,
        ...(answer.tare === undefined ? {} : { tare_raw: answer.tare }),
      }
    }
    case commands.ACK_WEIGHT: {
      const answer = readWeight(data)
      const overload = answer.stable > 1
      return { ...weightOf(answer), overload, report_to_pos: answer.stable === 1 }
    }
    case commands.ERROR: {
      const code = data[0] ?? 0
      return { error_code: code, meaning: errors[code]?.en ?? null }
    }
    case commands.ACK_NAME: {
      const { id, name } = readName(data)
      return { scale_id: id, name }
    }
    case commands.ACK_SCALE_PAR: {
      const parameters = readParameters(data)
      return Object.fromEntries(parameterNames.map((name) => [name, parameters[name] ?? null]))
    }
    case commands.ACK_UDP_POLL: {
      const poll = readPoll(data)
      return poll ? { firmware: poll.firmware, serial: poll.serialNumber } : {}
    }
    case commands.SET_TARE:
      return data.length === 4 ? { tare_raw: view.getInt32(0, true) } : {}
    case commands.SET_SYS:
      return settingOf(data, view)
    default:
      return {}
  }
}

function settingOf(data: Uint8Array, view: DataView): Value {
  const sub = data[0]
  if (sub === undefined) return {}
  if (sub === 7 && data.length === 5) return { sub, number: view.getUint32(1, true) }
  if (sub !== 1 || data.length !== 7) return { sub }
  const [year, month, day, hour, minute, second] = Array.from(data.subarray(1), (part) => String(part).padStart(2, '0'))
  return { sub, datetime: `20${year}-${month}-${day}T${hour}:${minute}:${second}` }
}

function weightOf({ weight, divisionCode, stable }: WeightAnswer): Value {
  const division = divisions[divisionCode]
  return {
    weight_raw: weight,
    division_code: divisionCode,
    stable: stable === 1,
    weight_mg: division === undefined ? null : weight * division,
  }
}

/** The checksum of a body, or a frame with its checksum put right. */
function decodeChecksum(bytes: Uint8Array): DecodedMessage {
  const isFrame = bytes.length > 7 && header.every((byte, index) => bytes[index] === byte)
  const body = isFrame ? bytes.subarray(5, bytes.length - 2) : bytes
  const sum = checksum(body)
  const little = Uint8Array.of(sum & 0xff, sum >> 8)
  const value: Value = { crc_le_hex: toHexadecimal(little) }
  if (isFrame) {
    value['operation'] = 'recompute trailing CRC in place'
    value['result_hex'] = toHexadecimal(Uint8Array.of(...bytes.subarray(0, bytes.length - 2), ...little))
  }
  return { name: 'CRC', value, fields: [] }
}
