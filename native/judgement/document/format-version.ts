import { formatVersion, holdsOn } from '../law/law.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** The format's version (1209) is in force on the document's day. */
export function judgeFormatVersion({ day, version }: DocumentFacts, report: Report): void {
  if (day === undefined || version === undefined) return
  const law = formatVersion(version)
  if (!law || holdsOn(law, day)) return
  report('format-version', 'failure', {
    version: law.label,
    day,
    from: law.from ?? '',
    until: law.until ?? '',
    norm: law.source,
  })
}
