import { limits } from '../law/law.ts'
import { valueOf, type DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** The storage's keys are about to end: a closing report says for how many days they will do (1213). */
export function judgeKeyResource({ code, document: { text } }: DocumentFacts, report: Report): void {
  if (code !== 5 || !text) return
  const days = valueOf(text.elements, 1213)
  const { warning, urgent } = limits.keyResourceDays
  if (typeof days !== 'number' || days > warning) return
  report('key-resource', days <= urgent ? 'attention' : 'notice', { days })
}
