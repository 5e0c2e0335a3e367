import { identifierAt, problemOf, type ApplicationIdentifier } from './application-identifiers.ts'

/** FNC1 between elements, as a scanner transmits it. */
export const groupSeparator = '\u001D'

/** One element of an element string. Offsets count characters from the start of the text given. */
export interface Element {
  /** Application identifier; empty for a piece that starts with none. */
  readonly ai: string
  readonly value: string
  readonly offset: number
  readonly length: number
  readonly identifier: ApplicationIdentifier | undefined
  /** What is wrong with it: a rule of the syntax dictionary, `UNKNOWN_AI`, `EMPTY_VALUE`, `INCORRECT_LENGTH`. */
  readonly problem: string | undefined
}

export interface ElementString {
  readonly elements: readonly Element[]
  /** FNC1 in the first position, which marks GS1 data where no symbology identifier does. */
  readonly startsWithSeparator: boolean
  readonly valid: boolean
}

/**
 * Splits an element string. Never throws: a piece that makes no sense becomes an element with a problem and reaches to
 * the next separator, so what stands before and after it is not lost. A separator after a value of predefined length
 * and at the end is tolerated (GS1 General Specifications, §7.8.6.3).
 */
export function parseElementString(text: string): ElementString {
  const startsWithSeparator = text.startsWith(groupSeparator)
  const elements: Element[] = []
  let offset = startsWithSeparator ? 1 : 0
  while (offset < text.length) {
    const element = readElement(text, offset)
    elements.push(element)
    offset += element.length
    if (text[offset] === groupSeparator) offset++
  }
  return {
    elements,
    startsWithSeparator,
    valid: elements.length > 0 && elements.every((element) => element.problem === undefined),
  }
}

/** Value of the first element called `ai`. */
export function valueOf(elements: readonly Element[], ai: string): string | undefined {
  return elements.find((element) => element.ai === ai)?.value
}

function readElement(text: string, offset: number): Element {
  const separator = text.indexOf(groupSeparator, offset)
  const limit = separator < 0 ? text.length : separator
  const identifier = identifierAt(text.slice(0, limit), offset)
  if (!identifier) {
    return {
      ai: '',
      value: text.slice(offset, limit),
      offset,
      length: limit - offset,
      identifier,
      problem: 'UNKNOWN_AI',
    }
  }
  const start = offset + identifier.ai.length
  const end = Math.min(limit, start + (identifier.predefinedLength ?? Number.POSITIVE_INFINITY))
  const value = text.slice(start, end)
  return { ai: identifier.ai, value, offset, length: end - offset, identifier, problem: problemOf(identifier, value) }
}
