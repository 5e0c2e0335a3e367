import type { Check, CheckResult, Verdict } from '../../../electron/contract/checks.ts'
import type { Health } from '../../../electron/contract/vocabulary.ts'
import type { Words } from '../../i18n/use-words.ts'

export const healthOfVerdict: Record<Verdict, Health> = {
  passed: 'works',
  attention: 'attention',
  failed: 'fails',
  'in-doubt': 'attention',
  cancelled: 'not-checked',
}

export function checkTitle(checkId: string, words: Words): string {
  return words.has(`checks.${checkId}.title`) ? words.t(`checks.${checkId}.title`) : checkId
}

export function checkText(checkId: string, part: 'does' | 'instruction', words: Words): string | undefined {
  const key = `checks.${checkId}.${part}`
  return words.has(key) ? words.t(key) : undefined
}

/** One line under a check's name: how it went last time, or why it cannot run. */
export function checkState(check: Check, words: Words): { health: Health; text: string } {
  if (check.unavailable) {
    const text = words.first(
      [
        `ui.check.unavailable.${check.unavailable}-${check.missingCapability ?? ''}`,
        `ui.check.unavailable.${check.unavailable}`,
      ],
      { capability: check.missingCapability },
    )
    return { health: 'not-checked', text }
  }
  if (!check.last) return { health: 'not-checked', text: words.t('ui.check.never') }
  return { health: healthOfVerdict[check.last.verdict], text: words.t(`ui.check.verdict.${check.last.verdict}`) }
}

/** Why a check that neither passed nor failed wants attention. */
export function reasonText(result: CheckResult, words: Words): string | undefined {
  if (!result.reason) return undefined
  return words.has(`checkReasons.${result.reason}`) ? words.t(`checkReasons.${result.reason}`) : result.reason
}
