import { CodecError } from '../../../../codecs/codec-error.ts'

/** Commands of the buffer in which the machine keeps tasks and their results. */
export const Add = 0xc1
export const Ack = 0xc2
export const Req = 0xc3
export const Abort = 0xc4
export const AckAdd = 0xc5

/** Flags of Add. */
export const flag = {
  /** Keep the result until Ack. */
  needResult: 1,
  /** Do not stop the queue if the task fails. */
  ignoreError: 2,
  /** Send the result as a packet of its own. */
  waitAsyncData: 4,
} as const

/** States of a task, and why the buffer refused a command. */
export const status = {
  pending: 0xa1,
  inProgress: 0xa2,
  result: 0xa3,
  error: 0xa4,
  stopped: 0xa5,
  asyncResult: 0xa6,
  asyncError: 0xa7,
  waiting: 0xa8,
  overflow: 0xb1,
  alreadyExists: 0xb2,
  notFound: 0xb3,
  illegalValue: 0xb4,
} as const

export const statusNames: Readonly<Record<number, string>> = {
  [status.pending]: 'pending',
  [status.inProgress]: 'in progress',
  [status.result]: 'result',
  [status.error]: 'error',
  [status.stopped]: 'stopped by an earlier error',
  [status.asyncResult]: 'async result',
  [status.asyncError]: 'async error',
  [status.waiting]: 'waiting for Ack of another task',
  [status.overflow]: 'buffer overflow',
  [status.alreadyExists]: 'task already exists',
  [status.notFound]: 'task not found',
  [status.illegalValue]: 'illegal value',
}

export const bufferNames: Readonly<Record<number, string>> = {
  [Add]: 'Add',
  [Ack]: 'Ack',
  [Req]: 'Req',
  [Abort]: 'Abort',
  [AckAdd]: 'AckAdd',
}

/** A command to the buffer. Task ids are the host's choice, one byte. */
export type BufferCommand =
  | { readonly code: typeof Add; readonly flags: number; readonly tid: number; readonly command: Uint8Array }
  | { readonly code: typeof Ack; readonly tid: number }
  | { readonly code: typeof Req; readonly tid: number }
  | { readonly code: typeof Abort }
  | {
      readonly code: typeof AckAdd
      readonly acknowledged: number
      readonly flags: number
      readonly tid: number
      readonly command: Uint8Array
    }

export function encodeBufferCommand(command: BufferCommand): Uint8Array {
  switch (command.code) {
    case Add:
      return Uint8Array.of(Add, command.flags, command.tid, ...command.command)
    case AckAdd:
      return Uint8Array.of(AckAdd, command.acknowledged, command.flags, command.tid, ...command.command)
    case Abort:
      return Uint8Array.of(Abort)
    default:
      return Uint8Array.of(command.code, command.tid)
  }
}

/** Throws CodecError. */
export function decodeBufferCommand(data: Uint8Array): BufferCommand {
  const [code = 0, first = 0, second = 0, third = 0] = data
  const expect = (least: number, most = Infinity) => {
    if (data.length < least) throw new CodecError('decode.truncated', data.length, `${least} bytes expected`)
    if (data.length > most) throw new CodecError('decode.trailing', most, 'bytes after the command')
  }
  expect(1)
  switch (code) {
    case Add:
      expect(3)
      return { code, flags: first, tid: second, command: data.slice(3) }
    case Ack:
    case Req:
      expect(2, 2)
      return { code, tid: first }
    case Abort:
      expect(1, 1)
      return { code }
    case AckAdd:
      expect(4)
      return { code, acknowledged: first, flags: second, tid: third, command: data.slice(4) }
    default:
      throw new CodecError('decode.unknown', 0, `no buffer command ${code.toString(16)}h`)
  }
}

/** An answer of the buffer: to the packet with the same id, or, with a task id in it, of the machine's own accord. */
export interface BufferAnswer {
  readonly status: number
  /** Only in A6h and A7h. */
  readonly tid?: number
  readonly result: Uint8Array
}

/** Throws CodecError. */
export function decodeBufferAnswer(data: Uint8Array): BufferAnswer {
  const [code, tid] = data
  if (code === undefined) throw new CodecError('decode.empty', 0, 'no status')
  if (!(code in statusNames)) throw new CodecError('decode.unknown', 0, `no status ${code.toString(16)}h`)
  if (code !== status.asyncResult && code !== status.asyncError) return { status: code, result: data.slice(1) }
  if (tid === undefined) throw new CodecError('decode.truncated', 1, 'no task id')
  return { status: code, tid, result: data.slice(2) }
}
