import { CodecError } from '../codec-error.ts'
import { leavesOf } from '../json/leaves.ts'
import { readJson, type LocatedJson } from '../json/located-json.ts'
import type { DecodedField, DecodedMessage, WireFormat, WireInput } from '../wire-format.ts'
import { readHttpHead, type HttpHead } from './http-head.ts'
import { meaningOf } from './meanings.ts'

/** Where the API takes requests; an HTTP head that was pasted along may name another path. */
const usualPath = '/Execute/sync'

/**
 * Requests and answers of the HTTP API of kkmserver.ru, which drives many brands of registers and terminals: the JSON alone, or the
 * whole HTTP message around it. Read only: no driver of this product speaks to it.
 */
export const kkmserver: WireFormat = {
  dialects: ['kkmserver-http'],
  decode,
  createCutter: () => ({ push: (bytes) => [{ kind: 'frame', bytes }], flush: () => [] }),
}

const openings = [0x7b, 0x5b, 0x20, 0x09, 0x0d, 0x0a]

function decode({ bytes, direction }: WireInput): DecodedMessage {
  const [first] = bytes
  if (first === undefined) throw new CodecError('decode.empty', 0, 'no bytes')
  if (openings.includes(first)) return describe(readJson(bytes), { path: usualPath })
  const { line, bodyOffset } = readHttpHead(bytes)
  const http = 'method' in line ? { path: line.path, method: line.method } : { ...line, path: usualPath }
  if (bodyOffset < bytes.length) return describe(readJson(bytes, bodyOffset), http)
  return { name: nameOfHead(line, direction), value: http, fields: [] }
}

function nameOfHead(line: HttpHead['line'], direction: WireInput['direction']): string {
  if ('status' in line) return `HTTP ${line.status} ${line.reason}`.trim()
  return direction === 'to-device' ? `${line.method} ${line.path}` : line.path
}

function describe(json: LocatedJson, http: Readonly<Record<string, string | number>>): DecodedMessage {
  return { name: nameOf(json), value: { json: json.value, ...http }, fields: fieldsOf(json) }
}

/** The command; a list of commands or results, with which the server polls a site, by their names. */
function nameOf({ members, items }: LocatedJson): string {
  const command = members?.get('Command')?.value
  if (typeof command === 'string') return command
  const listed = items ?? members?.get('ListCommand')?.items ?? members?.get('ListRezult')?.items ?? []
  const names = listed.flatMap((item) => {
    const inner = item.members?.get('Command')?.value
    return typeof inner === 'string' ? [inner] : []
  })
  return names.length > 0 ? names.join(', ') : 'JSON'
}

function fieldsOf(json: LocatedJson): DecodedField[] {
  return leavesOf(json).map(({ name, path, value, offset, length }) => {
    const last = path.findLast((step) => typeof step === 'string')
    return { name, value, offset, length, meaning: last === undefined ? undefined : meaningOf(last, value) }
  })
}
