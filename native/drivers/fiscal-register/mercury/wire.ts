import { CodecError } from '../../../codecs/codec-error.ts'
import { leavesOf } from '../../../codecs/json/leaves.ts'
import { readJson, type LocatedJson } from '../../../codecs/json/located-json.ts'
import { latinTextOf } from '../../../codecs/text-bytes.ts'
import type { DecodedField, DecodedMessage, WireFormat, WireInput } from '../../../codecs/wire-format.ts'
import type { Localized } from '../../../foundation/localized.ts'
import { decodeFrame, FrameCutter, headLength } from './codec/frame.ts'
import { record, text, type AnyShape } from './codec/shape.ts'
import { commands } from './commands/catalogue.ts'
import { envelope, type Command } from './commands/command.ts'

const serviceLostRegister: Localized = {
  ru: 'служба потеряла связь с кассой: переподключите кассу или перезапустите службу',
  en: 'service lost its link to the device; reconnect or restart the service',
}

/** Frames of the service's TCP port, length and JSON; and the JSON alone, as its HTTP port takes it. */
export const wire: WireFormat = {
  dialects: ['mercury-tcp', 'mercury-http'],
  decode,
  createCutter: () => new FrameCutter(),
  mask,
}

const password = /"userPassword"\s*:\s*"(?<value>(?:[^"\\]|\\.)*)"/dgu

/** The password of the register's user, which OpenSession carries as it is. */
function mask(bytes: Uint8Array): Uint8Array {
  const masked = bytes.slice()
  for (const { indices } of latinTextOf(bytes).matchAll(password)) {
    const [start, end] = indices?.groups?.['value'] ?? [0, 0]
    masked.fill(0x2a, start, end)
  }
  return masked
}

const openingBrace = 0x7b

function decode({ bytes, direction, command }: WireInput): DecodedMessage {
  if (bytes.length === 0) throw new CodecError('decode.empty', 0, 'no bytes')
  // As a length it would be gigabytes.
  if (bytes[0] === openingBrace) {
    const message = readJson(bytes)
    const { name, shape } = recognise(message, command)
    return { name, value: { json: message.value }, fields: fieldsOf(message, shape) }
  }
  const { length, message } = decodeFrame(bytes)
  const head: DecodedField = { name: 'length', value: length, offset: 0, length: headLength }
  if (!message) {
    const field = direction === 'from-device' ? { ...head, meaning: serviceLostRegister } : head
    const meaning = direction === 'from-device' ? { meaning: serviceLostRegister.en } : {}
    return { name: 'empty message', value: { length, ...meaning }, fields: [field] }
  }
  const { name, shape } = recognise(message, command)
  return { name, value: { length, json: message.value }, fields: [head, ...fieldsOf(message, shape)] }
}

/** A request names its command; an answer does not, and is told by its members. */
function recognise(message: LocatedJson, asked: string | undefined): { name: string; shape: AnyShape | undefined } {
  const named = message.members?.get('command')?.value
  if (typeof named === 'string') {
    const known = commands.get(named)
    return { name: named, shape: known && joined(requestHead, known.request) }
  }
  const known = asked === undefined ? undefined : commands.get(asked)
  if (known) return { name: known.name, shape: joined(envelope, known.answer) }
  const candidates = answersLike(message)
  const [first] = candidates
  const name = candidates.length <= 3 ? candidates.map((candidate) => candidate.name).join(' / ') : ''
  return { name: name || 'answer', shape: joined(envelope, first?.answer ?? record({})) }
}

const requestHead = record({ sessionKey: text, command: text })

const joined = (head: AnyShape, body: AnyShape): AnyShape => record({ ...head.members, ...body.members })

/** Commands whose answers have every member that this one has; of these, the ones that have the fewest more. */
function answersLike({ members }: LocatedJson): readonly Command[] {
  const own = [...(members?.keys() ?? [])].filter((name) => !memberOf(envelope.members, name))
  if (own.length === 0) return []
  const fitting = [...commands.values()].filter(({ answer }) => own.every((name) => memberOf(answer.members, name)))
  const excess = ({ answer }: Command): number =>
    Object.entries(answer.members ?? {}).filter(([name, { required }]) => required && !own.includes(name)).length
  const least = Math.min(...fitting.map(excess))
  return fitting.filter((command) => excess(command) === least)
}

function fieldsOf(json: LocatedJson, shape: AnyShape | undefined): DecodedField[] {
  return leavesOf(json).map(({ name, path, value, offset, length }) => {
    const inner = path.reduce<AnyShape | undefined>(
      (outer, step) => (typeof step === 'number' ? outer?.entry : memberOf(outer?.members, step)),
      shape,
    )
    return { name, value, offset, length, meaning: inner?.meaning?.(value) }
  })
}

const memberOf = (members: AnyShape['members'], name: string): AnyShape | undefined =>
  members && Object.hasOwn(members, name) ? members[name] : undefined
