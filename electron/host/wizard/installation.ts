import { z } from 'zod'
import { roles } from '../../../native/drivers/role.ts'
import { shopDraftSchema, wizardStepSchema, type WizardStep } from '../../contract/wizard.ts'
import { instantSchema, roleSchema, type Role } from '../../contract/vocabulary.ts'

/** An installation as it is kept after every change. What the screen shows besides is worked out from the devices. */
export const installationSchema = z.object({
  id: z.string(),
  step: wizardStepSchema,
  completed: z.array(wizardStepSchema),
  shop: shopDraftSchema,
  skipped: z.array(z.object({ role: roleSchema, reason: z.string() })),
  startedAt: instantSchema,
  updatedAt: instantSchema,
  finishedAt: instantSchema.optional(),
})
export type Installation = z.infer<typeof installationSchema>

export const stepOrder: readonly WizardStep[] = wizardStepSchema.options

export function newInstallation(id: string, now: string): Installation {
  return { id, step: 'shop', completed: [], shop: {}, skipped: [], startedAt: now, updatedAt: now }
}

export function roleOfStep(step: WizardStep): Role | undefined {
  return roles.find((role) => role === step)
}

/** Roles that this till has: all four unless the shop's form says otherwise. */
export function rolesOf(installation: Installation): readonly Role[] {
  return installation.shop.roles ?? roles
}

/** A role's chapter is left out where the till has no such device, or a person said why it is skipped. */
export function isLeftOut(installation: Installation, step: WizardStep): boolean {
  const role = roleOfStep(step)
  if (!role) return false
  return !rolesOf(installation).includes(role) || installation.skipped.some((skipped) => skipped.role === role)
}

/** A step can be gone to when every step before it is closed or left out. */
export function isReachable(installation: Installation, step: WizardStep): boolean {
  if (installation.completed.includes(step)) return true
  return stepOrder
    .slice(0, stepOrder.indexOf(step))
    .every((earlier) => installation.completed.includes(earlier) || isLeftOut(installation, earlier))
}

/** The step after `step` that is not left out; the last one stays. */
function stepAfter(installation: Installation, step: WizardStep): WizardStep {
  return stepOrder.slice(stepOrder.indexOf(step) + 1).find((next) => !isLeftOut(installation, next)) ?? 'act'
}

/** Changes; each gives a new installation and leaves the old one alone. */
export const change = {
  shop: (installation: Installation, shop: Installation['shop']): Installation => ({ ...installation, shop }),

  go: (installation: Installation, step: WizardStep): Installation => ({ ...installation, step }),

  complete(installation: Installation, step: WizardStep, now: string): Installation {
    const completed = stepOrder.filter((other) => other === step || installation.completed.includes(other))
    const next = { ...installation, completed, step: stepAfter(installation, step) }
    return step === 'act' ? { ...next, finishedAt: installation.finishedAt ?? now } : next
  },

  skip: (installation: Installation, role: Role, reason: string): Installation => ({
    ...installation,
    skipped: [...installation.skipped.filter((other) => other.role !== role), { role, reason }],
    step: installation.step === role ? stepAfter(installation, role) : installation.step,
  }),

  /** What was closed after it is looked at again only if the person goes there; the role itself is open again. */
  unskip: (installation: Installation, role: Role): Installation => ({
    ...installation,
    skipped: installation.skipped.filter((other) => other.role !== role),
    completed: installation.completed.filter((step) => step !== role),
  }),
}
