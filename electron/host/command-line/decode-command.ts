import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { decodeText, type DecodeAnswer, type DecodeRequest } from '../../../native/decode/decode.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import type { Output } from './output.ts'

export interface DecodeOptions {
  readonly direction?: string
  readonly command?: string
  readonly json?: boolean
  readonly text?: boolean
}

/** A megabyte of hexadecimal and then some; a stream without line ends must not fill the memory. */
const longestInput = 4 * 1024 * 1024

/** Reads pasted bytes from standard input: hexadecimal, or text if it is none (or if told so). */
export async function decodeCommand(
  family: string,
  options: DecodeOptions,
  input: Readable,
  output: Output,
): Promise<ExitCode> {
  const pasted = (await readAll(input)).replace(/\r?\n$/u, '')
  const isText = options.text ?? !/^[\s:,\-0-9a-fx]*$/iu.test(pasted)
  const answer = decodeText({
    family,
    direction: options.direction,
    command: options.command,
    ...(isText ? { text: pasted } : { hex: pasted }),
  })
  if (options.json) output.json(answer)
  else for (const line of describe(answer)) output.line(line)
  return answer.ok ? exitCodes.fine : exitCodes.wrong
}

/** One JSON object a line in, one a line out, in the same order; whatever a line holds, it gets its answer. */
export async function decodeBatch(input: Readable, output: Output): Promise<ExitCode> {
  const lines = createInterface({ input, crlfDelay: Infinity })
  let pending = ''
  for await (const line of lines) {
    if (line.trim() === '') continue
    pending += `${JSON.stringify(answerLine(line))}\n`
    if (pending.length > 64 * 1024) {
      await output.write(pending)
      pending = ''
    }
  }
  if (pending !== '') await output.write(pending)
  return exitCodes.fine
}

function answerLine(line: string): object {
  const refused = (message: string) => ({ ok: false, error: { code: 'decode.text', offset: 0, message } })
  if (line.length > longestInput) return refused('the line is too long')
  let request: unknown
  try {
    request = JSON.parse(line)
  } catch {
    return refused('the line is not JSON')
  }
  if (!isRequest(request))
    return refused('the line is not a request: {"family", "direction"?, "command"?, "hex" | "text"}')
  const answer = decodeText(request)
  return answer.ok ? { ok: true, name: answer.name, decoded: answer.decoded } : answer
}

function isRequest(value: unknown): value is DecodeRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const fields = value as Record<string, unknown>
  const texts = ['direction', 'command', 'hex', 'text'].every(
    (name) => fields[name] === undefined || typeof fields[name] === 'string',
  )
  return typeof fields['family'] === 'string' && texts
}

function describe(answer: DecodeAnswer): string[] {
  if (!answer.ok) return [`${answer.error.code} @ ${answer.error.offset}: ${answer.error.message}`]
  const fields = answer.fields.map((field) => {
    const meaning = field.meaning ? ` (${field.meaning.ru})` : ''
    return `  ${String(field.offset).padStart(4)} +${field.length}  ${field.name} = ${JSON.stringify(field.value)}${meaning}`
  })
  return [answer.name, ...fields, JSON.stringify(answer.decoded)]
}

async function readAll(input: Readable): Promise<string> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of input) {
    const bytes = Buffer.from(piece as Uint8Array)
    length += bytes.length
    if (length > longestInput) break
    pieces.push(bytes)
  }
  return Buffer.concat(pieces).toString('utf8')
}
