import type { FiscalRegister, FiscalResult } from '../../../native/drivers/fiscal-register/fiscal-register.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { OperationContext, Outcome } from '../../../native/foundation/operation.ts'
import type {
  CashierDraft,
  FiscalReport,
  RegistrationDraft,
  Replacement,
  ReplacementTask,
} from '../../contract/replacement.ts'
import { describeFailure } from '../describe-failure.ts'
import type { DeviceService } from '../devices/device-service.ts'
import { exportArchive } from '../fiscal-log/exports/export-archive.ts'
import { exportPaper } from '../fiscal-log/exports/export-paper.ts'
import { asBase64, type ExportedBytes } from '../fiscal-log/exports/exported-bytes.ts'
import type { FiscalLogService } from '../fiscal-log/fiscal-log-service.ts'
import { readFindings } from '../fiscal-log/read-findings.ts'
import { verifyChain } from '../fiscal-log/verify-chain.ts'
import { HostFailure } from '../host-failure.ts'
import type { ConsentService } from '../operations/consent-service.ts'
import type { OperationJournal } from '../operations/operation-journal.ts'
import type { Store } from '../store/store.ts'
import { draftFromLog, draftProblems, warningProblems } from './registration-draft.ts'
import { viewRegister, type RegisterView } from './register-view.ts'
import { findReport, viewLog, type LogView } from './replacement-facts.ts'
import {
  emptyCashier,
  emptyDraft,
  keepRecord,
  loadRecord,
  type KeptFile,
  type ReplacementRecord,
} from './replacement-record.ts'
import { judgeSteps } from './replacement-steps.ts'
import { describeTasks } from './replacement-tasks.ts'

export interface ReplacementOptions {
  readonly clock: Clock
  readonly store: Store
  readonly devices: DeviceService
  readonly fiscalLog: FiscalLogService
  readonly consents: ConsentService
  readonly journal: OperationJournal
  readonly onBench: () => boolean
}

const operations = {
  closeShift: 'register.close-shift',
  closeStorage: 'register.close-storage',
  register: 'register.register-storage',
} as const

const nothingRuns: Replacement = {
  state: 'none',
  steps: [],
  can: { readDocuments: false, closeShift: false, closeStorage: false, register: false },
  cashier: emptyCashier,
  draft: emptyDraft,
  problems: {},
  tasks: [],
}

/**
 * Guides a person through the replacement of a fiscal storage. Keeps hardly any state of its own: every answer is made from what
 * register and log say now, so that it does not matter who did a step, or when the program was restarted.
 */
export class ReplacementService {
  readonly #options: ReplacementOptions
  /** One change at a time: two windows must not close a storage side by side. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: ReplacementOptions) {
    this.#options = options
  }

  async state(): Promise<Replacement> {
    const record = await this.#load()
    return record ? this.#describe(record) : nothingRuns
  }

  begin(): Promise<Replacement> {
    return this.#alone(async () => {
      const { clock, store, devices, onBench } = this.#options
      const running = await this.#load()
      if (running && !running.finishedAt) throw new HostFailure('host.conflict', { what: running.storageId })
      const storage = await devices.driver('fiscal-register', 'operation').readStorage({})
      const record: ReplacementRecord = {
        storageId: storage.serialNumber,
        startedAt: clock.civil().toISOString(),
        registerSerialNumber: devices.binding('fiscal-register').identity?.serialNumber,
        kept: [],
        cashier: running?.cashier ?? emptyCashier,
        draft: await draftFromLog(store, storage.serialNumber),
        ticked: [],
      }
      await keepRecord(store, onBench(), record)
      return this.#describe(record)
    })
  }

  abandon(): Promise<Replacement> {
    return this.#alone(async () => {
      await keepRecord(this.#options.store, this.#options.onBench(), undefined)
      return nothingRuns
    })
  }

  verify(): Promise<Replacement> {
    return this.#change(async (record) => {
      const { clock, store } = this.#options
      const chain = await verifyChain(store, record.storageId)
      const findings = await readFindings(store, record.storageId)
      const count = (severity: string) =>
        findings.filter((group) => group.severity === severity).reduce((sum, group) => sum + group.count, 0)
      return {
        ...record,
        verified: {
          at: clock.civil().toISOString(),
          documents: chain.checked,
          chain: chain.state,
          failures: count('failure'),
          attentions: count('attention'),
        },
        // Read by now, if they were not when the guide began.
        draft: record.draft.registrationNumber === '' ? await draftFromLog(store, record.storageId) : record.draft,
      }
    })
  }

  save(input: { cashier?: CashierDraft | undefined; draft?: RegistrationDraft | undefined }): Promise<Replacement> {
    return this.#change(async (record) => ({
      ...record,
      ...(input.cashier && { cashier: input.cashier }),
      ...(input.draft && { draft: input.draft }),
    }))
  }

  closeShift(consentId: string): Promise<Replacement> {
    return this.#perform('closeShift', consentId, ({ record, register, context }) =>
      register.closeShift(cashierOf(record), context),
    )
  }

  closeStorage(consentId: string): Promise<Replacement> {
    return this.#perform('closeStorage', consentId, ({ record, register, context }) =>
      register.closeStorage(cashierOf(record), context),
    )
  }

  register(consentId: string): Promise<Replacement> {
    return this.#perform('register', consentId, ({ record, register, context }) =>
      register.registerStorage({ ...trimmed(record.draft), reason: 'storage-replacement' }, cashierOf(record), context),
    )
  }

  /** Makes the file and remembers that it was given out. Throws `host.not-found` for a report that is not in the log. */
  async keepFile(file: KeptFile): Promise<ReturnType<typeof asBase64>> {
    const record = await this.#insist()
    const exported = await this.#export(record, file)
    await this.#change(async (now) => ({ ...now, kept: [...new Set([...now.kept, file])] }))
    return asBase64(exported)
  }

  /** What cannot be read here was kept with the vendor's program. */
  keptElsewhere(file: KeptFile): Promise<Replacement> {
    return this.#change(async (record) => {
      const { can } = await this.#describe(record)
      if (can.readDocuments) throw new HostFailure('host.conflict', { what: file })
      return { ...record, kept: [...new Set([...record.kept, file])] }
    })
  }

  tick(task: ReplacementTask['id'], done: boolean): Promise<Replacement> {
    return this.#change(async (record) => {
      const others = record.ticked.filter((one) => one !== task)
      return { ...record, ticked: done ? [...others, task] : others }
    })
  }

  finish(): Promise<Replacement> {
    return this.#change(async (record) => {
      const { step } = await this.#describe(record)
      if (step !== undefined) throw new HostFailure('host.conflict', { what: step })
      return { ...record, finishedAt: this.#options.clock.civil().toISOString() }
    })
  }

  async #export(record: ReplacementRecord, file: KeptFile): Promise<ExportedBytes> {
    const { store } = this.#options
    if (file !== 'closing-report') {
      const archive = await exportArchive(store, record.storageId)
      const suffix = file === 'copy' ? 'before-closing' : 'closed'
      return { ...archive, fileName: archive.fileName.replace(/\.fnc$/u, `-${suffix}.fnc`) }
    }
    const closing = await findReport(store, record.storageId, ['storage-closing'])
    if (closing?.documentId === undefined) throw new HostFailure('host.not-found', { what: 'storage-closing' })
    return exportPaper(store, closing.documentId)
  }

  /**
   * One fiscal operation, with the consent to it, written down before its first byte. It is performed only while the guide stands
   * at its step: nothing is closed that was not read, nothing is registered over a storage in use.
   */
  #perform(
    name: keyof typeof operations,
    consentId: string,
    act: (given: {
      record: ReplacementRecord
      register: FiscalRegister
      context: OperationContext
    }) => Promise<Outcome<FiscalResult>>,
  ): Promise<Replacement> {
    const { consents, devices, journal } = this.#options
    return this.#change(async (record) => {
      const { step, steps, newStorageId } = await this.#describe(record)
      const expected = { closeShift: 'shift', closeStorage: 'close', register: 'register' }[name]
      const blocked = steps.find((one) => one.step === expected)?.blockedBy ?? []
      if (step !== expected || blocked.length > 0)
        throw new HostFailure('host.conflict', { what: blocked[0] ?? step ?? 'finished' })
      const register = devices.driver('fiscal-register', 'operation')
      const storageId = name === 'register' ? newStorageId : record.storageId
      if (storageId === undefined) throw new HostFailure('host.conflict', { what: 'insert' })
      const subject = { storageId }
      const { authorisation } = consents.use(consentId, operations[name], subject)
      const intent = { role: 'fiscal-register', operation: operations[name], effect: 'fiscal', subject } as const
      const written = await journal.begin(intent)
      const outcome = await act({ record, register, context: { authorisation } }).catch(async (error: unknown) => {
        await journal.end(written, { state: 'not-done', failure: describeFailure(error) })
        throw error
      })
      if (outcome.state === 'done') {
        await journal.end(written, { state: 'done' })
        this.#readOn()
        return withReport({ ...record, ...(name === 'register' && { newStorageId: storageId }) }, name, {
          storageId,
          documentNumber: outcome.value.documentNumber,
          fiscalSign: outcome.value.fiscalSign?.toString().padStart(10, '0'),
          time: outcome.value.time,
        })
      }
      const failure = describeFailure(outcome.failure)
      if (outcome.state === 'in-doubt') await journal.end(written, { state: 'in-doubt', failure, next: outcome.next })
      else await journal.end(written, { state: 'not-done', failure })
      throw new HostFailure(outcome.state === 'in-doubt' ? 'operation.in-doubt' : failure.code, failure.data)
    })
  }

  /** The log has to know what the guide saw: that a storage is closed, sent or registered. */
  #keepUp({ storage, capabilities }: RegisterView, log: LogView, newlyRegistered: boolean): void {
    if (!capabilities.has('read-documents')) return
    const changed =
      log.storage && storage?.serialNumber === log.storage.storage_id && storage.phase !== log.storage.phase
    if (changed || newlyRegistered) this.#readOn()
  }

  /** What was made a moment ago belongs into the log. That it cannot be read now is told by the reading itself. */
  #readOn(): void {
    void this.#options.fiscalLog.start().catch(() => {})
  }

  async #describe(record: ReplacementRecord): Promise<Replacement> {
    const { devices, store } = this.#options
    const register = await viewRegister(devices)
    await this.#settleDoubts(register)
    const log = await viewLog(store, record.storageId)
    const other = register.storage && register.storage.serialNumber !== record.storageId ? register.storage : undefined
    const newStorageId = other?.serialNumber ?? record.newStorageId
    const inLog =
      newStorageId === undefined
        ? undefined
        : await findReport(store, newStorageId, ['registration', 'registration-change'])
    const registration = inLog ?? record.registration
    const closing = log.closing ?? record.closing
    const readable = register.capabilities.has('read-documents') || (log.storage?.document_count ?? 0) > 0
    this.#keepUp(register, log, other?.phase === 'fiscal' && inLog === undefined)
    const registered = (other !== undefined && other.phase === 'fiscal') || registration !== undefined
    const problems = draftProblems(record.draft, record.cashier, record.registerSerialNumber)
    const severe = Object.fromEntries(
      Object.entries(problems).filter(([, problem]) => !warningProblems.includes(problem)),
    )
    const tasks = describeTasks({ ...record, newStorageId }, { closing, ...(registration && { registration }) })
    const facts = {
      readable,
      record,
      register,
      log,
      registered,
      problems: severe,
      everythingTicked: registered && tasks.every(({ done }) => done),
    }
    return {
      state: record.finishedAt ? 'finished' : 'running',
      storageId: record.storageId,
      newStorageId,
      startedAt: record.startedAt,
      ...judgeSteps(facts),
      failure: register.failure,
      can: {
        readDocuments: readable,
        closeShift: register.capabilities.has('shift-reports'),
        closeStorage: register.capabilities.has('close-storage'),
        register: register.capabilities.has('register-storage'),
      },
      cashier: record.cashier,
      draft: record.draft,
      problems,
      closing,
      ...(registration && { registration }),
      tasks,
    }
  }

  /** An operation whose answer was lost: the storage itself says whether its document was made. */
  async #settleDoubts({ storage }: RegisterView): Promise<void> {
    if (!storage) return
    const { journal } = this.#options
    const closed = storage.phase === 'closed-unsent' || storage.phase === 'archive'
    const happened: Readonly<Record<string, boolean | undefined>> = {
      [operations.closeShift]: !storage.shiftOpen,
      [operations.closeStorage]: closed || (storage.phase === 'fiscal' ? false : undefined),
      [operations.register]: storage.phase === 'fiscal' || (storage.phase === 'ready' ? false : undefined),
    }
    for (const { id, operation, subject } of await journal.list(true)) {
      const answer = happened[operation]
      if (answer !== undefined && subject['storageId'] === storage.serialNumber) await journal.resolve(id, answer)
    }
  }

  #change(work: (record: ReplacementRecord) => Promise<ReplacementRecord>): Promise<Replacement> {
    return this.#alone(async () => {
      const changed = await work(await this.#insist())
      await keepRecord(this.#options.store, this.#options.onBench(), changed)
      return this.#describe(changed)
    })
  }

  async #insist(): Promise<ReplacementRecord> {
    const record = await this.#load()
    if (!record) throw new HostFailure('host.not-found', { what: 'replacement' })
    return record
  }

  #load(): Promise<ReplacementRecord | undefined> {
    return loadRecord(this.#options.store, this.#options.onBench())
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => {})
    return turn
  }
}

/** What the register said of the report, for a log that cannot read it. */
function withReport(record: ReplacementRecord, name: keyof typeof operations, report: FiscalReport): ReplacementRecord {
  if (name === 'closeShift') return record
  return name === 'register' ? { ...record, registration: report } : { ...record, closing: report }
}

function cashierOf({ cashier }: ReplacementRecord): { name: string; taxpayerNumber?: string } {
  const taxpayerNumber = cashier.taxpayerNumber.trim()
  return { name: cashier.name.trim(), ...(taxpayerNumber !== '' && { taxpayerNumber }) }
}

function trimmed(draft: RegistrationDraft): RegistrationDraft {
  return Object.fromEntries(
    Object.entries(draft).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]),
  ) as unknown as RegistrationDraft
}
