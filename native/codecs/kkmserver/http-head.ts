import { CodecError } from '../codec-error.ts'
import { latinTextOf } from '../text-bytes.ts'

/** First line of a pasted HTTP message, and where its body begins. */
export interface HttpHead {
  readonly line:
    { readonly method: string; readonly path: string } | { readonly status: number; readonly reason: string }
  readonly bodyOffset: number
}

/** No server takes a longer head. */
const longestHead = 16_384
const request = /^([A-Z]+) (\S+) HTTP\/\d(?:\.\d)?$/u
const response = /^HTTP\/\d(?:\.\d)? (\d{3})(?: (.*))?$/u

/** Throws `decode.marker` for what is no HTTP, `decode.truncated` for a head without its end. */
export function readHttpHead(bytes: Uint8Array): HttpHead {
  const text = latinTextOf(bytes.subarray(0, longestHead))
  const [first = ''] = text.split(/\r?\n/u, 1)
  const asked = request.exec(first)
  const answered = response.exec(first)
  if (!asked && !answered) throw new CodecError('decode.marker', 0, 'neither JSON nor HTTP')
  const end = /\r?\n\r?\n/u.exec(text)
  if (!end) throw new CodecError('decode.truncated', bytes.length, 'the HTTP head does not end')
  const bodyOffset = end.index + end[0].length
  if (asked) return { line: { method: asked[1] ?? '', path: asked[2] ?? '' }, bodyOffset }
  return { line: { status: Number(answered?.[1]), reason: answered?.[2] ?? '' }, bodyOffset }
}
