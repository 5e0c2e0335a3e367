import { splitSymbologyIdentifier } from '../aim/symbology-identifiers.ts'
import { findIdentifier } from '../gs1/application-identifiers.ts'
import { groupSeparator } from '../gs1/element-string.ts'
import { parseBracketed, toElementString } from '../gs1/bracketed.ts'
import { matchFamily } from './families.ts'
import { undoRussianLayout } from './russian-layout.ts'

/** What had to be mended before a scan could be read; each is a sign of a scanner that is set up wrongly. */
export type Repair =
  | 'terminator'
  | 'russian-layout'
  | 'aim-identifier'
  | 'leading-separator'
  | 'leading-e8'
  | 'substitute'
  | 'brackets'
  | 'doubled-quotes'
  | 'superfluous-separator'

export interface NormalisedScan {
  readonly code: string
  readonly aimIdentifier: string | undefined
  readonly repairs: readonly Repair[]
  /** What stood in the place of separators. */
  readonly substitutes: readonly string[]
}

/** Written forms of GS that no serial number can hold. `%`, `&`, `/`, quotes and `_` belong to serials and are left alone. */
const substitutePattern = /<GS>|\{GS\}|\\x1d|<0x1D>|~1|\||~|\]|è/giu

/** Brings a scan to the form that registers and the online check take: inner separators kept, everything around them gone. */
export function normaliseScan(text: string): NormalisedScan {
  const repairs: Repair[] = []
  const substitutes = new Set<string>()
  let code = text

  const step = (repair: Repair, next: string) => {
    if (next === code) return
    code = next
    repairs.push(repair)
  }

  step('terminator', code.replace(/[\r\n\t\u0003]+$/u, ''))
  step('russian-layout', undoRussianLayout(code))
  const { identifier, rest } = splitSymbologyIdentifier(code)
  if (identifier !== undefined) step('aim-identifier', rest)
  step('leading-separator', code.replace(/^\u001D+/u, ''))
  step('leading-e8', code.replace(/^è(?=\d)/u, ''))
  if (/^01\d{14}21/u.test(code)) {
    const replaced = code.replace(substitutePattern, (found) => {
      substitutes.add(found)
      return groupSeparator
    })
    step('substitute', replaced)
  }
  if (code.startsWith('(01)')) step('brackets', withoutBrackets(code))
  step('superfluous-separator', withoutSuperfluousSeparators(code))
  step('doubled-quotes', withoutDoubledQuotes(code))
  return { code, aimIdentifier: identifier, repairs, substitutes: [...substitutes] }
}

/** A serial may hold brackets itself, so only those around an identifier that marking codes use are taken for one. */
function withoutBrackets(code: string): string {
  const read = parseBracketed(code)
  if (read?.every(({ ai }) => findIdentifier(ai))) return toElementString(read).slice(1)
  const pieces = code.split(/\((01|21|91|92|93|8005|3103|240|10|17)\)/u).slice(1)
  const elements = []
  for (let index = 0; index + 1 < pieces.length; index += 2)
    elements.push({ ai: pieces[index] ?? '', value: pieces[index + 1] ?? '' })
  return toElementString(elements).slice(1)
}

/** Some firmware refuses a code with a separator after a value of fixed length («код маркировки не распознан», 211). */
function withoutSuperfluousSeparators(code: string): string {
  return code.replace(/^(01\d{14})\u001D+(?=21)/u, '$1').replace(/\u001D+$/u, '')
}

/** A code that went through a CSV file has its quotes doubled and stands in quotes. Only if it makes no sense as it is. */
function withoutDoubledQuotes(code: string): string {
  if (!code.includes('""') || matchFamily(code)) return code
  const single = code.replace(/^"([^]*)"$/u, '$1').replaceAll('""', '"')
  return matchFamily(single) ? single : code
}
