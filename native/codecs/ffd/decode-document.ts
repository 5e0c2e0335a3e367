import type { FfdDocument, FfdElement } from './document.ts'
import { documentKind } from './document.ts'
import { decodeElements } from './decode-elements.ts'
import { hexadecimal } from './hexadecimal-text.ts'

/**
 * Reads a whole document: `code u16 LE | length u16 LE | TLV list`. Never throws: what is damaged stands in the tree as an
 * element with `problem`, and bytes after the body (the message sign of operator's dumps, or garbage) come last.
 */
export function decodeDocument(bytes: Uint8Array): FfdDocument {
  if (bytes.length < 4) {
    return {
      code: 0,
      kind: 'unknown',
      elements: bytes.length === 0 ? [] : [rest(bytes, 0, 'a document begins with 4 bytes')],
    }
  }
  const code = (bytes[0] as number) | ((bytes[1] as number) << 8)
  const claimed = (bytes[2] as number) | ((bytes[3] as number) << 8)
  const end = Math.min(bytes.length, 4 + claimed)
  const elements = decodeElements(bytes, 4, end)
  if (4 + claimed > bytes.length) {
    elements.push(rest(bytes, bytes.length, `the document claims ${claimed} bytes, ${bytes.length - 4} are there`))
  }
  if (end < bytes.length)
    elements.push(
      isMessageSign(bytes, end) ? messageSign(bytes, end) : rest(bytes, end, 'bytes after the end of the document'),
    )
  return { code, kind: documentKind(code), elements }
}

/** First element with `tag`, at any depth. */
export function findElement(elements: readonly FfdElement[], tag: number): FfdElement | undefined {
  for (const element of elements) {
    if (element.tag === tag) return element
    const inner = findElement(element.children, tag)
    if (inner) return inner
  }
  return undefined
}

/** ФПС of a message in an operator's container: `81 06 | 6 bytes | 00 00`, after the body. */
function isMessageSign(bytes: Uint8Array, offset: number): boolean {
  return bytes.length - offset === 10 && bytes[offset] === 0x81 && bytes[offset + 1] === 0x06
}

function messageSign(bytes: Uint8Array, offset: number): FfdElement {
  const value = hexadecimal(bytes.subarray(offset + 2, offset + 8))
  return {
    tag: 0,
    name: { ru: 'ФПС', en: 'Message sign' },
    type: 'bytes',
    value,
    text: value,
    offset,
    length: 10,
    known: true,
    children: [],
  }
}

function rest(bytes: Uint8Array, offset: number, problem: string): FfdElement {
  const value = hexadecimal(bytes.subarray(offset))
  return {
    tag: 0,
    name: { ru: 'Лишние байты', en: 'Surplus bytes' },
    type: 'unknown',
    value,
    text: value,
    offset,
    length: bytes.length - offset,
    known: false,
    problem,
    children: [],
  }
}
