import { findIdentifier, problemOf } from './application-identifiers.ts'

/** Identification keys that a GS1 Digital Link may start with, and what may qualify them, in order (GS1 Digital Link URI Syntax, §4). */
const keyQualifiers: Readonly<Record<string, readonly string[]>> = {
  '00': [],
  '01': ['22', '10', '21', '235'],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '414': ['254', '7040'],
  '415': ['8020'],
  '417': ['7040'],
  '8003': [],
  '8004': ['7040'],
  '8006': ['22', '10', '21'],
  '8010': ['8011'],
  '8013': [],
  '8017': ['8019'],
  '8018': ['8019'],
}

/** True if the text is a web address in the spelling that GS1 Digital Link allows. */
export function isWebAddress(text: string): boolean {
  return /^(?:https?|HTTPS?):\/\//u.test(text)
}

/** Elements of a GS1 Digital Link, key first; `undefined` if the address names no key or a value breaks its rules. */
export function parseDigitalLink(
  address: string,
): readonly { readonly ai: string; readonly value: string }[] | undefined {
  const match = /^[A-Za-z]+:\/\/[^/?#]+(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/u.exec(address)
  if (!match) return undefined
  const segments = (match[1] ?? '').split('/').slice(1)
  const path = readPath(segments)
  if (!path) return undefined
  const elements = path.concat(readQuery(match[2] ?? ''))
  const sound = elements.every(({ ai, value }) => {
    const identifier = findIdentifier(ai)
    return identifier !== undefined && problemOf(identifier, value) === undefined
  })
  return sound ? elements : undefined
}

function readPath(segments: readonly string[]): { ai: string; value: string }[] | undefined {
  for (let start = segments.length - 2; start >= 0; start -= 1) {
    const qualifiers = keyQualifiers[segments[start] ?? '']
    if (!qualifiers || (segments.length - start) % 2) continue
    const elements: { ai: string; value: string }[] = []
    let last = -1
    for (let index = start; index < segments.length; index += 2) {
      const ai = segments[index] ?? ''
      const order = index === start ? -1 : qualifiers.indexOf(ai)
      if (index > start && order <= last) return undefined
      last = order
      elements.push({ ai, value: padGtin(ai, unescapePart(segments[index + 1] ?? '')) })
    }
    return elements
  }
  return undefined
}

function readQuery(query: string): { ai: string; value: string }[] {
  return query
    .split(/[&;]/u)
    .map((pair) => pair.split('='))
    .filter(([name = '', value]) => /^\d{2,4}$/u.test(name) && value !== undefined)
    .map(([ai = '', value = '']) => ({ ai, value: padGtin(ai, unescapePart(value)) }))
}

function unescapePart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Shorter numbers are GTIN-8, -12 and -13. */
function padGtin(ai: string, value: string): string {
  return ai === '01' && /^(?:\d{8}|\d{12}|\d{13})$/u.test(value) ? value.padStart(14, '0') : value
}
