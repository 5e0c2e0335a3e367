import { randomUUID } from 'node:crypto'
import { roles } from '../../../native/drivers/role.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { Role } from '../../contract/vocabulary.ts'
import type { ShopDraft, Wizard, WizardStep } from '../../contract/wizard.ts'
import type { CheckService } from '../checks/check-service.ts'
import type { DeviceService } from '../devices/device-service.ts'
import { HostFailure } from '../host-failure.ts'
import type { RehearsalService } from '../rehearsal/rehearsal-service.ts'
import type { PosSettingsService } from '../settings/pos-settings-service.ts'
import type { Store } from '../store/store.ts'
import type { SystemService } from '../system/system-service.ts'
import {
  change,
  installationSchema,
  isLeftOut,
  isReachable,
  newInstallation,
  stepOrder,
  type Installation,
} from './installation.ts'
import { shopProblems } from './shop-problems.ts'
import { blockers, healthOfStep, type StepFacts } from './step-facts.ts'

export interface WizardOptions {
  readonly clock: Clock
  readonly store: Store
  readonly system: SystemService
  readonly devices: DeviceService
  readonly checks: CheckService
  readonly rehearsal: RehearsalService
  readonly posSettings: PosSettingsService
  readonly onBench: () => boolean
  readonly touched: () => void
}

/** The installer's way through a till. Kept after every change, so it goes on where it was after any restart. */
export class WizardService {
  readonly #options: WizardOptions
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: WizardOptions) {
    this.#options = options
  }

  async get(): Promise<Wizard> {
    return this.#describe(await this.installation())
  }

  saveShop(shop: ShopDraft): Promise<Wizard> {
    return this.#change((installation) => change.shop(installation, shop))
  }

  /** Throws `wizard.step-incomplete` for a step that cannot be reached yet. */
  go(step: WizardStep): Promise<Wizard> {
    return this.#change((installation) => {
      if (!isReachable(installation, step))
        throw new HostFailure('wizard.step-incomplete', { step: firstOpen(installation, step) })
      return change.go(installation, step)
    })
  }

  /** Throws `wizard.step-incomplete` with what is missing. */
  complete(step: WizardStep): Promise<Wizard> {
    return this.#change(async (installation) => {
      if (!isReachable(installation, step))
        throw new HostFailure('wizard.step-incomplete', { step: firstOpen(installation, step) })
      const missing = isLeftOut(installation, step) ? [] : blockers(step, installation, await this.#facts(installation))
      if (missing.length > 0) throw new HostFailure('wizard.step-incomplete', { step, missing: missing.join(', ') })
      return change.complete(installation, step, this.#now())
    })
  }

  skipRole(role: Role, reason: string): Promise<Wizard> {
    return this.#change((installation) => change.skip(installation, role, reason.trim() || '—'))
  }

  unskipRole(role: Role): Promise<Wizard> {
    return this.#change((installation) => change.unskip(installation, role))
  }

  async startNew(): Promise<Wizard> {
    return this.#inTurn(async () => {
      await this.#options.store.run('installations.close', { bench: this.#options.onBench() })
      const installation = newInstallation(randomUUID(), this.#now())
      await this.#keep(installation)
      return this.#describe(installation)
    })
  }

  /** The installation that is worked on; begun by whoever asks for it first. */
  async installation(): Promise<Installation> {
    const body = await this.#options.store.run('installations.current', { bench: this.#options.onBench() })
    const kept = body === undefined ? undefined : installationSchema.safeParse(JSON.parse(body))
    if (kept?.success) return kept.data
    if (body !== undefined) await this.#options.store.run('installations.close', { bench: this.#options.onBench() })
    return newInstallation(randomUUID(), this.#now())
  }

  #change(make: (installation: Installation) => Installation | Promise<Installation>): Promise<Wizard> {
    return this.#inTurn(async () => {
      const changed = { ...(await make(await this.installation())), updatedAt: this.#now() }
      await this.#keep(changed)
      this.#options.touched()
      return this.#describe(changed)
    })
  }

  /** Two windows may type at once: each change sees the one before it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work)
    this.#turn = turn.catch(() => {})
    return turn
  }

  async #keep(installation: Installation): Promise<void> {
    await this.#options.store.run('installations.keep', {
      id: installation.id,
      bench: this.#options.onBench(),
      body: JSON.stringify(installation),
      startedAt: installation.startedAt,
      updatedAt: installation.updatedAt,
    })
  }

  async #describe(installation: Installation): Promise<Wizard> {
    const facts = await this.#facts(installation)
    return {
      id: installation.id,
      step: installation.step,
      steps: stepOrder.map((step) => ({
        step,
        state: stateOf(step, installation),
        health: healthOfStep(step, installation, facts),
        blockedBy: isLeftOut(installation, step) ? [] : blockers(step, installation, facts),
      })),
      shop: installation.shop,
      problems: shopProblems(installation.shop),
      skipped: installation.skipped,
      startedAt: installation.startedAt,
      updatedAt: installation.updatedAt,
      finishedAt: installation.finishedAt,
    }
  }

  async #facts(installation: Installation): Promise<StepFacts> {
    const { system, devices, checks, rehearsal, posSettings, store } = this.#options
    const acts = await store.run('acts.list', { limit: 1 })
    const newestAct = acts[0] && (JSON.parse(acts[0].body) as { createdAt: string; installationId?: string })
    return {
      systemChecks: system.lastChecks,
      search: devices.snapshot().search,
      bindings: new Map(roles.map((role) => [role, devices.binding(role)])),
      checks: await checks.list(undefined),
      results: await checks.newestResults(installation.startedAt),
      rehearsal: rehearsal.state,
      settingsWritten: await posSettings.standing(installation),
      actCreated: newestAct !== undefined && newestAct.installationId === installation.id,
    }
  }

  #now(): string {
    return this.#options.clock.civil().toISOString()
  }
}

function stateOf(step: WizardStep, installation: Installation): Wizard['steps'][number]['state'] {
  if (step === installation.step) return 'current'
  if (isLeftOut(installation, step)) return 'skipped'
  if (installation.completed.includes(step)) return 'done'
  return isReachable(installation, step) ? 'reachable' : 'locked'
}

/** The step before `step` that still has to be closed. */
function firstOpen(installation: Installation, step: WizardStep): WizardStep {
  return (
    stepOrder
      .slice(0, stepOrder.indexOf(step))
      .find(
        (earlier) =>
          !isReachable(installation, step) &&
          !installation.completed.includes(earlier) &&
          !isLeftOut(installation, earlier),
      ) ?? step
  )
}
