import { CodecError } from '../../../codecs/codec-error.ts'
import type { DecodedField, DecodedMessage, DecodedValue, Direction } from '../../../codecs/wire-format.ts'
import { ByteInput } from '../shared/codec/byte-input.ts'
import { hexadecimal } from '../shared/codec/value-format.ts'
import { splitTags } from '../shared/codec/tag-list.ts'
import { catalogue } from './commands/catalogue.ts'
import { readCode, readFields, showCode } from './commands/command.ts'
import { machineError } from './error-codes.ts'

/**
 * A payload as people read it: `{command, name, …fields}`, for an answer with `error`. `base` is where the payload stands in
 * its frame, so that each field points at the bytes of the frame.
 */
export function decodeCommand(payload: Uint8Array, direction: Direction, base = 0): DecodedMessage {
  if (payload.length === 0) throw new CodecError('decode.empty', base, 'no command')
  const input = new ByteInput(payload)
  const fields: DecodedField[] = []
  try {
    const code = readCode(input)
    const known = catalogue.get(code)
    const name = known?.name ?? 'unknown command'
    fields.push({ name: 'command', value: showCode(code), offset: 0, length: input.offset })
    if (direction === 'from-device') {
      const [error = 0] = input.take(1)
      const meaning = error === 0 ? undefined : machineError(error).text
      fields.push({ name: 'error', value: error, offset: input.offset - 1, length: 1, meaning })
      if (error === 0 && known) readFields(known.answer, input, fields)
    } else if (known) readFields(known.request, input, fields)
    if (input.remaining > 0) {
      const rest = input.take(input.remaining)
      fields.push({ name: 'unread', value: hexadecimal(rest), offset: input.offset - rest.length, length: rest.length })
    }
    const placed = fields.map((one) => ({ ...one, offset: one.offset + base }))
    return {
      name: `${showCode(code)}h ${name}`,
      value: { ...asRecord(placed, name), ...hint(code, payload) },
      fields: placed,
    }
  } catch (error) {
    if (error instanceof CodecError) throw new CodecError(error.code, error.offset + base, error.detail)
    throw error
  }
}

function asRecord(fields: readonly DecodedField[], name: string): Record<string, DecodedValue> {
  const record: Record<string, DecodedValue> = {}
  for (const one of fields) {
    record[one.name] = one.value
    if (one.name === 'command') record['name'] = name
    if (one.name === 'error' && one.meaning) record['errorMeaning'] = { ...one.meaning }
  }
  return record
}

/** Requisites 1085 and 1086 make sense only inside 1084: on their own a register refuses them with error 33h. */
function hint(code: number, payload: Uint8Array): Record<string, DecodedValue> {
  if (code !== 0xff0c || payload.length < 6) return {}
  const tags = splitTags(payload.subarray(6))
  const loose = tags.find(({ tag }) => tag === 1085 || tag === 1086)
  if (loose) return { outcome: `device answers 33h: ${loose.tag} must be nested in 1084` }
  return tags.some(({ tag }) => tag === 1084) ? { outcome: 'accepted form: 1084 { 1085, 1086 }' } : {}
}
