import { findIdentifier, problemOf } from './application-identifiers.ts'
import { groupSeparator } from './element-string.ts'

export interface BracketedElement {
  readonly ai: string
  readonly value: string
  readonly problem: string | undefined
}

/**
 * Reads the form that people see under a bar code: `(01)04601234567893(21)ABC`. A bracket that belongs to a value is
 * written `\(`. Answers nothing if the text is not of this form at all.
 */
export function parseBracketed(text: string): readonly BracketedElement[] | undefined {
  const elements: BracketedElement[] = []
  let offset = 0
  while (offset < text.length) {
    const head = /^\((\d{2,4})\)/u.exec(text.slice(offset))
    if (!head) return undefined
    offset += head[0].length
    let value = ''
    while (offset < text.length && text[offset] !== '(') {
      if (text[offset] === '\\' && text[offset + 1] === '(') offset++
      value += text[offset++]
    }
    const ai = head[1] ?? ''
    const identifier = findIdentifier(ai)
    elements.push({ ai, value, problem: identifier ? problemOf(identifier, value) : 'UNKNOWN_AI' })
  }
  return elements.length ? elements : undefined
}

/** The element string with FNC1 in front and after every value that has no predefined length, except the last. */
export function toElementString(elements: readonly { readonly ai: string; readonly value: string }[]): string {
  let text = groupSeparator
  elements.forEach(({ ai, value }, index) => {
    text += ai + value
    const open = findIdentifier(ai)?.predefinedLength === undefined
    if (open && index < elements.length - 1) text += groupSeparator
  })
  return text
}
