import { CodecError } from '../../../codecs/codec-error.ts'
import type { DecodedMessage, DecodedValue } from '../../../codecs/wire-format.ts'

const fields = [] as const

/**
 * A task of the vendor's driver or a request to its web service, as the text it is. What is no JSON is shown as text: such
 * services are sent halves of requests, and that is what support has to see.
 */
export function decodeJson(bytes: Uint8Array): DecodedMessage {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CodecError('decode.text', 0, 'no UTF-8')
  }
  let json: DecodedValue
  try {
    json = JSON.parse(text) as DecodedValue
  } catch {
    return { name: 'no JSON', value: { text }, fields }
  }
  return { name: nameOf(json), value: { json, text }, fields }
}

/** The type of a task is its name; a request of the web service holds one task or a list of them. */
function nameOf(json: DecodedValue): string {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'JSON'
  const { type, request } = json as { readonly [name: string]: DecodedValue }
  if (typeof type === 'string') return type
  const tasks = Array.isArray(request) ? (request as readonly DecodedValue[]) : request === undefined ? [] : [request]
  return tasks.length > 0 ? tasks.map(nameOf).join(', ') : Object.keys(json).join(', ')
}
