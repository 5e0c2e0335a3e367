import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** Storage command 41h: `date-time 5 | sign of the operator 18 | number u32 LE`. */
const shortLength = 27
const numberInShort = 23
const confirmationCode = 7

/**
 * The confirmation belongs to this document, and the operator took the document. Read without making a tree: nearly every
 * document has one.
 */
export function judgeConfirmation({ document }: DocumentFacts, report: Report): void {
  const { confirmation, number, storageId } = document
  if (!confirmation) return
  const length = confirmation.length
  if (
    length === shortLength &&
    !(unsigned(confirmation, 0, 2) === confirmationCode && unsigned(confirmation, 2, 2) === 23)
  ) {
    const named = unsigned(confirmation, numberInShort, 4)
    if (named !== number) report('other-confirmation', 'failure', { field: 'number', named, expected: number })
    return
  }
  if (length < 4 || unsigned(confirmation, 0, 2) !== confirmationCode || unsigned(confirmation, 2, 2) !== length - 4) {
    report('damaged-bytes', 'attention', {
      tag: confirmationCode,
      offset: 0,
      problem: 'no confirmation of an operator',
    })
    return
  }
  walk(confirmation, 4, length, (tag, start, end) => {
    switch (tag) {
      case 1040: {
        const named = unsigned(confirmation, start, Math.min(4, end - start))
        if (named !== number) report('other-confirmation', 'failure', { field: 'number', named, expected: number })
        break
      }
      case 1041: {
        if (spells(confirmation, start, end, storageId)) break
        const named = String.fromCharCode(...confirmation.subarray(start, Math.min(end, start + 32))).trim()
        if (named !== storageId)
          report('other-confirmation', 'failure', { field: 'storage', named, expected: storageId })
        break
      }
      case 1022:
      case 1206: {
        const answer = end > start ? (confirmation[start] as number) : 0
        if (answer !== 0) report('operator-refusal', severityOf(tag, answer), { tag, answer })
        break
      }
      case 0:
        report('damaged-bytes', 'attention', { tag: confirmationCode, offset: start, problem: 'the list breaks off' })
        break
    }
  })
}

/** 1022 refuses the document; of 1206 only bit 1 does, the other bits are messages to the owner. */
function severityOf(tag: number, answer: number): 'failure' | 'attention' {
  return tag === 1022 || (answer & 2) !== 0 ? 'failure' : 'attention'
}

/** Tag 0 stands for an end that does not fit. */
function walk(
  bytes: Uint8Array,
  from: number,
  end: number,
  visit: (tag: number, start: number, end: number) => void,
): void {
  let offset = from
  while (offset < end) {
    const valueEnd = offset + 4 > end ? end + 1 : offset + 4 + unsigned(bytes, offset + 2, 2)
    if (valueEnd > end) return visit(0, offset, end)
    const tag = unsigned(bytes, offset, 2)
    // The operator's message of ФФД 1.05 is a list in the list; there is no list in that.
    if (tag === 1068 && from === 4) walk(bytes, offset + 4, valueEnd, visit)
    else visit(tag, offset + 4, valueEnd)
    offset = valueEnd
  }
}

function unsigned(bytes: Uint8Array, start: number, length: number): number {
  let value = 0
  for (let index = start + length - 1; index >= start; index--) value = value * 256 + (bytes[index] ?? 0)
  return value
}

function spells(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false
  for (let index = 0; index < text.length; index++) if (bytes[start + index] !== text.charCodeAt(index)) return false
  return true
}
