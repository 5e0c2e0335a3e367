import { CodecError } from '../../../codecs/codec-error.ts'
import { toHexadecimal } from '../../../codecs/hexadecimal.ts'
import type { DecodedField, DecodedMessage, DecodedValue, Direction } from '../../../codecs/wire-format.ts'
import * as task from './link-v3/task.ts'
import { decodeRequest, decodeResponse } from './wire-command.ts'

const code = (value: number): string => value.toString(16).toUpperCase()

/** A command to the machine's task buffer, or the buffer's answer; the task's command or result is decoded inside. */
export function decodeTask(
  data: Uint8Array,
  direction: Direction,
  command: string | undefined,
  base = 0,
): DecodedMessage {
  return direction === 'to-device' ? decodeCommand(data, base) : decodeAnswer(data, command, base)
}

function decodeCommand(data: Uint8Array, base: number): DecodedMessage {
  const decoded = task.decodeBufferCommand(data)
  const buffer = `${code(decoded.code)} ${task.bufferNames[decoded.code]}`
  const fields: DecodedField[] = [{ name: 'buffer', value: buffer, offset: base, length: 1 }]
  const push = (name: string, value: number, offset: number) =>
    fields.push({ name, value, offset: base + offset, length: 1 })
  if (decoded.code === task.Abort) return { name: buffer, value: { buffer }, fields }
  if (decoded.code === task.Ack || decoded.code === task.Req) {
    push('tid', decoded.tid, 1)
    return { name: buffer, value: { buffer, tid: decoded.tid }, fields }
  }
  const acknowledged = decoded.code === task.AckAdd ? { acknowledged: decoded.acknowledged } : {}
  const start = decoded.code === task.AckAdd ? 4 : 3
  if (decoded.code === task.AckAdd) push('acknowledged', decoded.acknowledged, 1)
  push('taskFlags', decoded.flags, start - 2)
  push('tid', decoded.tid, start - 1)
  const inner = tryDecode(() => decodeRequest(decoded.command, base + start))
  return {
    name: inner ? `${buffer}: ${inner.name}` : buffer,
    value: {
      data: toHexadecimal(decoded.command),
      flags: decoded.flags,
      ...inner?.value,
      ...acknowledged,
      buffer,
      taskFlags: decoded.flags,
      tid: decoded.tid,
    },
    fields: [...fields, ...(inner?.fields ?? rest('command', decoded.command, base + start))],
  }
}

function decodeAnswer(data: Uint8Array, command: string | undefined, base: number): DecodedMessage {
  const { status, tid, result } = task.decodeBufferAnswer(data)
  const shown = `${code(status)} ${task.statusNames[status]}`
  const start = data.length - result.length
  const fields: DecodedField[] = [{ name: 'status', value: shown, offset: base, length: 1 }]
  if (tid !== undefined) fields.push({ name: 'tid', value: tid, offset: base + 1, length: 1 })
  const inner = result.length > 0 ? tryDecode(() => decodeResponse(result, command, base + start)) : undefined
  const value: Record<string, DecodedValue> = { ...inner?.value, status: shown, result: toHexadecimal(result) }
  if (tid !== undefined) value['tid'] = tid
  return {
    name: inner ? `${shown}: ${inner.name}` : shown,
    value,
    fields: [...fields, ...(inner?.fields ?? rest('result', result, base + start))],
  }
}

function rest(name: string, bytes: Uint8Array, offset: number): DecodedField[] {
  return bytes.length > 0 ? [{ name, value: toHexadecimal(bytes), offset, length: bytes.length }] : []
}

/** The buffer carries whatever it is given: a task that is no command is still a task. */
function tryDecode(decode: () => DecodedMessage): DecodedMessage | undefined {
  try {
    return decode()
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}
