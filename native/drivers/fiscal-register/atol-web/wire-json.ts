import { CodecError } from '../../../codecs/codec-error.ts'
import { leavesOf } from '../../../codecs/json/leaves.ts'
import { readJson, type LocatedJson } from '../../../codecs/json/located-json.ts'
import { list, record, text, type AnyShape } from '../../../codecs/json/shape.ts'
import { strictUtf8 } from '../../../codecs/json/utf8.ts'
import type { DecodedField, DecodedMessage, Direction } from '../../../codecs/wire-format.ts'
import { tasks } from './tasks/catalogue.ts'
import { accepted, refused, serverMessages, taskError, taskItem } from './tasks/server-messages.ts'
import type { Task } from './tasks/task.ts'

/** A part of a message that is read by a shape of its own. */
interface Part {
  readonly json: LocatedJson
  readonly path: readonly (string | number)[]
  readonly name: string
  readonly shape: AnyShape
}

/** A half-made request looks like one of these and is none. */
const answersOnly: ReadonlySet<string> = new Set<keyof typeof serverMessages>([
  'request accepted',
  'results',
  'error',
  'serverInfo',
  'queueStatus',
])

const byteOrderMark = '\ufeff'

/**
 * A task, its result, or a message of the web server as JSON. What is no JSON is shown as the text that it is: such services are sent
 * halves of requests, and that is what support has to see. Throws `decode.text` for what is no UTF-8. Offsets count from the first
 * byte of `bytes`; the text begins at `start`.
 */
export function decodeJson(
  bytes: Uint8Array,
  direction: Direction,
  asked: string | undefined,
  start = 0,
): DecodedMessage {
  const text = strictUtf8(bytes.subarray(start), start)
  const marked = text.startsWith(byteOrderMark)
  let json: LocatedJson
  try {
    json = readJson(bytes, marked ? start + 3 : start)
  } catch (error) {
    if (error instanceof CodecError) return { name: 'no JSON', value: { text }, fields: [] }
    throw error
  }
  const parts = partsOf(json, asked)
  const names = [...new Set(parts.map(({ name }) => name))].filter(
    (name) => name !== '' && !(direction === 'to-device' && answersOnly.has(name)),
  )
  return {
    name: names.join(', ') || [...(json.members?.keys() ?? ['JSON'])].join(', '),
    value: { json: json.value, text: marked ? text.slice(1) : text },
    fields: parts.flatMap(fieldsOf),
  }
}

function partsOf(json: LocatedJson, asked: string | undefined): Part[] {
  const { members } = json
  const request = members?.get('request')
  if (members && request) return requestParts(json, request)
  const answered = members?.get('results')
  if (members && answered) {
    const items = answered.items?.flatMap((item, index) => itemParts(item, ['results', index], asked)) ?? []
    return [...partsBeside(json, ['results'], serverMessages.results), ...items]
  }
  if (members?.has('status') && members.has('result')) return itemParts(json, [], asked)
  return [{ json, path: [], ...recognise(json, asked) }]
}

const requestHead = record({ uuid: text })

/** `{uuid, request}` with one task or a list of them. */
function requestParts(json: LocatedJson, request: LocatedJson): Part[] {
  const inner = request.items ?? [request]
  return [
    ...partsBeside(json, ['request'], requestHead),
    ...inner.map((task, index): Part => {
      const path = request.items ? ['request', index] : ['request']
      return { json: task, path, ...recognise(task, undefined) }
    }),
  ]
}

/** One element of `results`. */
function itemParts(item: LocatedJson, path: readonly (string | number)[], asked: string | undefined): Part[] {
  const result = item.members?.get('result')
  const beside = partsBeside(item, ['result'], taskItem).map((part) => ({ ...part, path: [...path, ...part.path] }))
  if (!result) return beside
  return [...beside, { json: result, path: [...path, 'result'], ...recognise(result, asked) }]
}

/** The members that are not looked at on their own. */
function partsBeside(json: LocatedJson, apart: readonly string[], shape: AnyShape): Part[] {
  return [...(json.members ?? [])]
    .filter(([name]) => !apart.includes(name))
    .map(([name, member]) => ({ json: member, path: [name], name: '', shape: memberOf(shape, name) ?? unknown }))
}

const unknown = record({})
const taskHead = { type: text }

/** A task says its type; its result and the server's messages are told by their members. */
function recognise(json: LocatedJson, asked: string | undefined): Pick<Part, 'name' | 'shape'> {
  const type = json.members?.get('type')?.value
  if (typeof type === 'string') {
    const known = tasks.get(type)
    return { name: type, shape: record({ ...taskHead, ...known?.request.members }) }
  }
  if (json.items) return { name: '', shape: list(unknown) }
  const own = [...(json.members?.keys() ?? [])]
  if (own.length === 0) return { name: '', shape: unknown }
  const known = asked === undefined ? undefined : (tasks.get(asked) ?? byOperation(asked))
  if (known && own.every((name) => memberOf(known.result, name))) return { name: known.type, shape: known.result }
  const candidates = resultsLike(own)
  const [first] = candidates
  const described = Object.entries(serverMessages).find(([, shape]) => own.every((name) => memberOf(shape, name)))
  if (described) return { name: described[0], shape: described[1] }
  if (first) {
    const name = candidates.length <= 3 ? candidates.map(({ type }) => type).join(' / ') : 'document made'
    return { name, shape: first.result }
  }
  if (own.includes('error')) return { name: 'error', shape: refused }
  // The error of one task on its own: `{"code": …, "description": …}`.
  if (own.every((name) => memberOf(taskError, name))) return { name: 'error', shape: taskError }
  return { name: '', shape: accepted }
}

const byOperation = (name: string): Task | undefined => [...tasks.values()].find(({ operation }) => operation === name)

/** Tasks whose results have every member that this one has; of these, the ones that have the fewest more. */
function resultsLike(own: readonly string[]): readonly Task[] {
  const fitting = [...tasks.values()].filter(({ result }) => own.every((name) => memberOf(result, name)))
  const excess = ({ result }: Task): number =>
    Object.keys(result.members ?? {}).filter((name) => !own.includes(name)).length
  const least = Math.min(...fitting.map(excess))
  return fitting.filter((task) => excess(task) === least)
}

function fieldsOf({ json, path, shape }: Part): DecodedField[] {
  return leavesOf(json, path).map(({ name, path: whole, value, offset, length }) => {
    const inner = whole
      .slice(path.length)
      .reduce<AnyShape | undefined>(
        (outer, step) => (typeof step === 'number' ? outer?.entry : memberOf(outer, step)),
        shape,
      )
    return { name, value, offset, length, meaning: inner?.meaning?.(value) }
  })
}

const memberOf = (shape: AnyShape | undefined, name: string): AnyShape | undefined =>
  shape?.members && Object.hasOwn(shape.members, name) ? shape.members[name] : undefined
