import type { Evidence } from '../../contract/vocabulary.ts'
import { text } from './russian-texts.ts'

/** Something that was seen, as one line: «Масса, кг: 1.235». A fact of the vendor's brings its own name along. */
export function describeEvidence({ name, value }: Evidence): string {
  const shown = typeof value === 'boolean' ? text(value ? 'act.yes' : 'act.no') : String(value)
  return name === 'fact' ? shown : `${text(`evidence.${name}`, {}, name)}: ${shown}`
}
