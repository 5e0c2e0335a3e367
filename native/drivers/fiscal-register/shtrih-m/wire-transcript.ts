import { CodecError } from '../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../codecs/hexadecimal.ts'
import type { DecodedField, DecodedMessage } from '../../../codecs/wire-format.ts'
import * as channel from './link-v3/frame.ts'
import { ACK, decodeFrame, ENQ, NAK, STX } from './link-v1/frame.ts'
import { decodeCommand } from './wire-command.ts'

type Side = 'host' | 'device'
/** Whose byte comes next, and which. */
type Turn = 'host' | 'device-control' | 'device-answer' | 'host-confirms'
interface Step {
  readonly from: Side
  readonly offset: number
  readonly bytes: Uint8Array
  readonly name: string
}

const controlNames: Readonly<Record<number, string>> = { [ENQ]: 'ENQ', [ACK]: 'ACK', [NAK]: 'NAK' }

/**
 * Both directions of a standard link in one string, as support people paste them. Who sent which byte follows from the
 * order of the protocol: the host begins, ENQ and a command are answered by a control byte, ACK to a command is followed by
 * the answer, the answer by the host's ACK or NAK. FFh in front of a control byte belongs to the device: the network models
 * send it.
 */
export function decodeStandardTranscript(bytes: Uint8Array): DecodedMessage {
  const steps: Step[] = []
  let turn = 'host' as Turn
  let offset = 0
  while (offset < bytes.length) {
    const start = offset
    while (bytes[offset] === 0xff) offset++
    const byte = bytes[offset]
    if (byte === undefined) {
      steps.push({ from: 'device', offset: start, bytes: bytes.slice(start), name: 'stray FFh' })
      break
    }
    if (start < offset && (turn === 'host' || turn === 'host-confirms')) {
      steps.push({ from: 'device', offset: start, bytes: bytes.slice(start, offset), name: 'stray FFh' })
      continue
    }
    if (byte === STX) {
      const end = offset + (bytes[offset + 1] ?? 0) + 3
      const frame = bytes.slice(offset, end)
      const payload = within(offset, () => decodeFrame(frame))
      const from: Side = turn === 'device-control' || turn === 'device-answer' ? 'device' : 'host'
      const direction = from === 'device' ? 'from-device' : 'to-device'
      const { name } = decodeCommand(payload, direction, offset + 2)
      steps.push({ from, offset: start, bytes: bytes.slice(start, end), name })
      offset = end
      turn = from === 'host' ? 'device-control' : 'host-confirms'
      continue
    }
    const name = controlNames[byte]
    if (name === undefined) throw new CodecError('decode.marker', offset, 'no control byte and no frame')
    offset++
    const from: Side = byte === ENQ || turn === 'host' || turn === 'host-confirms' ? 'host' : 'device'
    steps.push({ from, offset: start, bytes: bytes.slice(start, offset), name })
    if (byte === ENQ) turn = 'device-control'
    else if (from === 'host') turn = 'host'
    else if (byte === ACK) turn = 'device-answer'
    else turn = 'host'
  }
  return message('transcript of the standard link', steps, turn === 'device-control' ? 'device is silent' : undefined)
}

/** Probe 90h and its answer 91h, then frames that the host and the device send in turns. */
export function decodeChannelTranscript(bytes: Uint8Array): DecodedMessage {
  const steps: Step[] = []
  let from: Side = 'host'
  for (let offset = 0; offset < bytes.length;) {
    const byte = bytes[offset]
    if (byte === channel.PROBE || byte === channel.PROBE_ANSWER) {
      const side: Side = byte === channel.PROBE ? 'host' : 'device'
      steps.push({
        from: side,
        offset,
        bytes: bytes.slice(offset, offset + 1),
        name: byte === channel.PROBE ? 'probe' : 'probe accepted',
      })
      from = 'host'
      offset++
      continue
    }
    if (byte !== channel.START) throw new CodecError('decode.marker', offset, 'no probe and no frame')
    const end = offset + ((bytes[offset + 3] ?? 0) | ((bytes[offset + 4] ?? 0) << 8)) + 7
    const frame = bytes.slice(offset, end)
    const decoded = within(offset, () => channel.decodeFrame(frame))
    const { name } = decodeCommand(decoded.payload, from === 'host' ? 'to-device' : 'from-device', offset + 5)
    steps.push({ from, offset, bytes: frame, name })
    from = from === 'host' ? 'device' : 'host'
    offset = end
  }
  return message('transcript of the multichannel link', steps, undefined)
}

function message(name: string, steps: readonly Step[], remark: string | undefined): DecodedMessage {
  const fields: DecodedField[] = steps.map((step) => ({
    name: `${step.from}: ${step.name}`,
    value: toHexadecimal(step.bytes),
    offset: step.offset,
    length: step.bytes.length,
  }))
  const shown = steps.map((step) => ({ from: step.from, hex: toHexadecimal(step.bytes), name: step.name }))
  return { name, value: remark ? { steps: shown, remark } : { steps: shown }, fields }
}

function within<T>(base: number, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    if (error instanceof CodecError) throw new CodecError(error.code, error.offset + base, error.detail)
    throw error
  }
}
