import type { Role } from '../../../electron/contract/vocabulary.ts'
import type { Wizard, WizardStep } from '../../../electron/contract/wizard.ts'
import type { Words } from '../../i18n/use-words.ts'
import { roles } from '../../ui/roles.ts'

type StepState = Wizard['steps'][number]

export function isRole(step: WizardStep): step is Role {
  return (roles as readonly string[]).includes(step)
}

export function stepTitle(step: WizardStep, words: Words): string {
  return isRole(step) ? words.t(`ui.roles.${step}.short`) : words.t(`ui.wizard.steps.${step}.short`)
}

export function stepOf(wizard: Wizard, step: WizardStep): StepState | undefined {
  return wizard.steps.find((candidate) => candidate.step === step)
}

/** The step before the current one that can be gone back to. */
export function stepBefore(wizard: Wizard): WizardStep | undefined {
  const index = wizard.steps.findIndex(({ step }) => step === wizard.step)
  return wizard.steps.slice(0, Math.max(0, index)).findLast(({ state }) => state !== 'locked')?.step
}

/** Why «Далее» is off, in words; empty when it is on. */
export function blockedReasons(wizard: Wizard, words: Words): string[] {
  return (stepOf(wizard, wizard.step)?.blockedBy ?? []).map((key) => blockedText(key, words))
}

function blockedText(key: string, words: Words): string {
  return words.first(
    [`wizard.blocked.${key}`, `wizard.problems.${key}`, `ui.wizard.blocked.${key}`, 'ui.wizard.blocked.unknown'],
    { key },
  )
}

export function problemText(key: string | undefined, words: Words): string | undefined {
  if (key === undefined) return undefined
  return words.first([`wizard.problems.${key}`, `ui.wizard.problems.${key}`, 'ui.wizard.problems.unknown'], { key })
}
