import { CodecError } from '../../../codecs/codec-error.ts'
import type { DecodedField, DecodedMessage, DecodedValue } from '../../../codecs/wire-format.ts'
import { toHexadecimal } from '../../../codecs/hexadecimal.ts'
import { ByteInput } from '../shared/codec/byte-input.ts'
import { field } from '../shared/codec/layout.ts'
import { raw } from '../shared/codec/value-format.ts'
import { toneOf } from './commands/actions.ts'
import { catalogue } from './commands/catalogue.ts'
import {
  accessPasswordFormat,
  collect,
  readAnswer,
  readCode,
  showCode,
  standardHead,
  type Command,
} from './commands/command.ts'
import { deviceStatus, deviceType, registerNames } from './commands/status.ts'
import { machineError } from './error-codes.ts'

/**
 * A command as people read it: access password, code, name and parameters. `base` is where it stands in its frame. A command
 * whose parameters do not fit is shown with its bytes: another program's dialect is no reason to show nothing.
 */
export function decodeRequest(payload: Uint8Array, base = 0): DecodedMessage {
  return at(base, () => {
    const input = new ByteInput(payload)
    const fields: DecodedField[] = []
    const accessPassword = accessPasswordFormat.decode(input.take(2), 0)
    fields.push({ name: 'accessPassword', value: accessPassword, offset: 0, length: 2 })
    const code = readCode(input)
    const known = catalogue.get(code)
    fields.push({ name: 'command', value: showCode(code), offset: 2, length: input.offset - 2 })
    if (known) readParameters(known, input, fields)
    keepRest(input, fields)
    const name = known?.name ?? 'unknown command'
    return { name: `${showCode(code)} ${name}`, value: { name, ...record(fields), ...explain(code, fields) }, fields }
  })
}

function readParameters(known: Command, input: ByteInput, fields: DecodedField[]): void {
  const [start, count] = [input.offset, fields.length]
  try {
    known.request.read(input, collect(fields))
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    input.offset = start
    fields.length = count
  }
}

/** Answers do not name their command: where it is not known, the first byte and the length tell as much as they can. */
export function decodeResponse(payload: Uint8Array, command: string | undefined, base = 0): DecodedMessage {
  return at(base, () => {
    const fields: DecodedField[] = []
    const known = command === undefined ? undefined : find(command)
    const chosen = known ?? guess(payload)
    const input = new ByteInput(payload)
    try {
      readAnswer(chosen, input, collect(fields))
    } catch (error) {
      if (!(error instanceof CodecError) || known) throw error
      fields.length = 0
      input.offset = 0
    }
    keepRest(input, fields)
    const error = fields.find(({ name }) => name === 'error')
    const text = typeof error?.value === 'number' && error.value !== 0 ? machineError(error.value).text : undefined
    const meant = fields.map((one) => (one === error && text ? { ...one, meaning: text } : one))
    return {
      name: text ? `error ${String(error?.value)}` : 'name' in chosen ? String(chosen.name) : 'answer',
      value: { ...record(meant), ...(text ? { errorMeaning: { ...text } } : {}) },
      fields: meant,
    }
  })
}

function find(command: string): Command | undefined {
  const code = Number.parseInt(command.replaceAll(' ', ''), 16)
  return catalogue.get(code)
}

const anyAnswer = { head: standardHead, answer: field('values', raw('rest')) }
const shortestDeviceType = 11

function guess(payload: Uint8Array): Pick<Command, 'head' | 'answer'> {
  switch (payload[0]) {
    case 0x44:
      return deviceStatus
    case 0x4d:
      return catalogue.get(0x4d) ?? anyAnswer
    case 0x00:
      return payload.length >= shortestDeviceType ? deviceType : anyAnswer
    default:
      return anyAnswer
  }
}

function keepRest(input: ByteInput, fields: DecodedField[]): void {
  if (input.remaining === 0) return
  const offset = input.offset
  const rest = input.take(input.remaining)
  fields.push({ name: 'unread', value: toHexadecimal(rest), offset, length: rest.length })
}

/** What a number means beside the number. */
function explain(code: number, fields: readonly DecodedField[]): Record<string, DecodedValue> {
  const number = (name: string) => {
    const value = fields.find((one) => one.name === name)?.value
    return typeof value === 'number' ? value : undefined
  }
  const [divider, register, cutType] = [number('divider'), number('register'), number('cutType')]
  if (divider !== undefined) return { toneHz: toneOf(divider) }
  if (register !== undefined) return { name: registerNames[register] ?? 'read register' }
  if (cutType !== undefined) return { partial: cutType === 1 }
  return code === 0x4c ? { encoding: 'cp866' } : {}
}

export function record(fields: readonly DecodedField[]): Record<string, DecodedValue> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]))
}

/** Places of a part of a message are places in the message. */
function at(base: number, decode: () => DecodedMessage): DecodedMessage {
  try {
    const message = decode()
    return { ...message, fields: message.fields.map((one) => ({ ...one, offset: one.offset + base })) }
  } catch (error) {
    if (error instanceof CodecError) throw new CodecError(error.code, error.offset + base, error.detail)
    throw error
  }
}
