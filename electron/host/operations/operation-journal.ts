import { randomUUID } from 'node:crypto'
import type { Role } from '../../../native/drivers/role.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import { operationRecordSchema, type OperationRecord } from '../../contract/checks.ts'
import type { Failure } from '../../contract/error-catalogue.ts'
import type { Effect, NextStep } from '../../contract/vocabulary.ts'
import { HostFailure } from '../host-failure.ts'
import type { Store } from '../store/store.ts'

export interface Intent {
  readonly role: Role
  readonly operation: string
  readonly effect: Exclude<Effect, 'read'>
  readonly subject: OperationRecord['subject']
}

export type End =
  | { readonly state: 'done' }
  | { readonly state: 'not-done'; readonly failure?: Failure }
  | { readonly state: 'in-doubt'; readonly failure?: Failure; readonly next?: NextStep | undefined }

const mostListed = 500

/**
 * Operations that do something to the world. Each is written down before its first byte, so that a host that dies in the
 * middle knows afterwards what it had begun. Nothing that is found begun is ever sent again: a person finds out.
 */
export class OperationJournal {
  readonly #clock: Clock
  readonly #store: Store
  readonly #onBench: () => boolean

  constructor(options: { clock: Clock; store: Store; onBench: () => boolean }) {
    this.#clock = options.clock
    this.#store = options.store
    this.#onBench = options.onBench
  }

  /** What an earlier host left begun is now in doubt. Called once, before any device is touched. */
  async recover(): Promise<number> {
    const begun = await this.#read(['started'])
    for (const record of begun)
      await this.#end(record, {
        state: 'in-doubt',
        failure: { code: 'host.restarted', data: {} },
        next: nextStepFor(record),
      })
    return begun.length
  }

  /** Resolves when the intent is on disk. */
  async begin(intent: Intent): Promise<OperationRecord> {
    const record: OperationRecord = { id: randomUUID(), ...intent, state: 'started', startedAt: this.#now() }
    await this.#store.run('journal.begin', {
      id: record.id,
      bench: this.#onBench(),
      body: JSON.stringify(record),
      startedAt: record.startedAt,
    })
    return record
  }

  end(record: OperationRecord, end: End): Promise<OperationRecord> {
    return this.#end(record, end.state === 'in-doubt' ? { ...end, next: end.next ?? nextStepFor(record) } : end)
  }

  list(inDoubtOnly: boolean): Promise<OperationRecord[]> {
    return this.#read(inDoubtOnly ? ['in-doubt'] : undefined)
  }

  /** A person found out what had happened. Throws `host.conflict` for an operation that is not in doubt. */
  async resolve(id: string, happened: boolean): Promise<OperationRecord> {
    const row = await this.#store.run('journal.one', { id })
    if (!row) throw new HostFailure('host.not-found', { what: id })
    const record = operationRecordSchema.parse(JSON.parse(row.body))
    if (record.state !== 'in-doubt') throw new HostFailure('host.conflict', { what: record.state })
    const resolved: OperationRecord = {
      ...record,
      state: happened ? 'resolved-done' : 'resolved-not-done',
      endedAt: this.#now(),
    }
    await this.#store.run('journal.end', { id, state: resolved.state, body: JSON.stringify(resolved) })
    return resolved
  }

  async #end(record: OperationRecord, end: End): Promise<OperationRecord> {
    const ended: OperationRecord = { ...record, ...end, endedAt: this.#now() }
    await this.#store.run('journal.end', { id: record.id, state: ended.state, body: JSON.stringify(ended) })
    return ended
  }

  async #read(states: readonly string[] | undefined): Promise<OperationRecord[]> {
    const rows = await this.#store.run('journal.list', { states, limit: mostListed })
    return rows.map(({ body }) => operationRecordSchema.parse(JSON.parse(body)))
  }

  #now(): string {
    return this.#clock.civil().toISOString()
  }
}

/** What a person looks at to learn whether it happened. */
function nextStepFor({ role, effect }: Pick<OperationRecord, 'role' | 'effect'>): NextStep | undefined {
  if (role === 'payment-terminal') return 'reprint-last-slip'
  if (role === 'fiscal-register') return effect === 'fiscal' ? 'ask-register-for-last-document' : 'look-at-paper'
  return undefined
}
