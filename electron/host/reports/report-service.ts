import { randomUUID } from 'node:crypto'
import { roles } from '../../../native/drivers/role.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import { actSchema, type Act } from '../../contract/wizard.ts'
import type { CheckService } from '../checks/check-service.ts'
import type { DeviceService } from '../devices/device-service.ts'
import { HostFailure } from '../host-failure.ts'
import type { OperationJournal } from '../operations/operation-journal.ts'
import type { RehearsalService } from '../rehearsal/rehearsal-service.ts'
import type { Store } from '../store/store.ts'
import type { WizardService } from '../wizard/wizard-service.ts'
import { actDocument } from './act-document.ts'
import { describeAct, type ActFacts } from './act-facts.ts'
import { renderPdf } from './render-pdf.ts'

const mostListed = 200

export interface ReportOptions {
  readonly clock: Clock
  readonly store: Store
  readonly wizard: WizardService
  readonly devices: DeviceService
  readonly checks: CheckService
  readonly rehearsal: RehearsalService
  readonly journal: OperationJournal
  readonly onBench: () => boolean
}

/** Acceptance acts: made once, kept with their evidence and their PDF, never changed. */
export class ReportService {
  readonly #options: ReportOptions
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: ReportOptions) {
    this.#options = options
  }

  async preview(): Promise<Act> {
    const { year, ordinal, createdAt } = await this.#next()
    return describeAct(await this.#facts(), { actId: 'preview', ...names(year, ordinal), createdAt }).act
  }

  /** One act after the other, so that no two get the same number. */
  create(): Promise<Act> {
    const turn = this.#turn.then(
      () => this.#create(),
      () => this.#create(),
    )
    this.#turn = turn.catch(() => {})
    return turn
  }

  async list(): Promise<Act[]> {
    const rows = await this.#options.store.run('acts.list', { limit: mostListed })
    return rows.map(({ body }) => actSchema.parse(JSON.parse(body)))
  }

  async pdf(actId: string): Promise<{ fileName: string; base64: string }> {
    const stored = await this.#options.store.run('acts.pdf', { id: actId })
    if (!stored) throw new HostFailure('host.not-found', { what: actId })
    const { fileName } = actSchema.parse(JSON.parse(stored.body))
    return { fileName, base64: Buffer.from(stored.pdf).toString('base64') }
  }

  async #create(): Promise<Act> {
    const { year, ordinal, createdAt } = await this.#next()
    const facts = await this.#facts()
    const { act, evidence } = describeAct(facts, { actId: randomUUID(), ...names(year, ordinal), createdAt })
    const pdf = await renderPdf(actDocument(act))
    const body = JSON.stringify({ ...act, installationId: facts.installation.id })
    await this.#options.store.run('acts.keep', { id: act.actId, year, ordinal, createdAt, body, evidence, pdf })
    return act
  }

  async #next(): Promise<{ year: number; ordinal: number; createdAt: string }> {
    const now = this.#options.clock.civil()
    const year = now.getFullYear()
    return { year, ordinal: await this.#options.store.run('acts.nextOrdinal', { year }), createdAt: now.toISOString() }
  }

  async #facts(): Promise<ActFacts> {
    const { wizard, devices, checks, rehearsal, journal, onBench } = this.#options
    const installation = await wizard.installation()
    const results = await checks.newestResults(installation.startedAt)
    return {
      installation,
      bench: onBench(),
      bindings: roles.map((role) => devices.binding(role)),
      results: checks.checks.map((check) => results.get(check.id)).filter((result) => result !== undefined),
      rehearsal: rehearsal.state,
      doubts: await journal.list(true),
    }
  }
}

function names(year: number, ordinal: number): { number: string; fileName: string } {
  const number = `${year}-${String(ordinal).padStart(4, '0')}`
  return { number, fileName: `akt-${number}.pdf` }
}
