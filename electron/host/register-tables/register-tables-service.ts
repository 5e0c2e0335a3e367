import type { FiscalRegister } from '../../../native/drivers/fiscal-register/fiscal-register.ts'
import { DeviceFailure } from '../../../native/foundation/device-failure.ts'
import type { RegisterRow, RegisterTable } from '../../contract/register-tables.ts'
import { describeFailure } from '../describe-failure.ts'
import type { DeviceService } from '../devices/device-service.ts'
import { HostFailure } from '../host-failure.ts'
import type { ConsentService } from '../operations/consent-service.ts'
import type { OperationJournal } from '../operations/operation-journal.ts'

const operation = 'register.write-table'
/** Vendors name their fields in capitals, in Russian. */
const secretTitle = /парол|password/iu

type Signal = AbortSignal | undefined

/** The register's own tables of settings, as it lists them: what a table means differs between models, its titles tell. */
export class RegisterTablesService {
  readonly #devices: DeviceService
  readonly #consents: ConsentService
  readonly #journal: OperationJournal
  /** Listing takes hundreds of questions, so it is remembered as long as the connection lasts. */
  #listed: { readonly connection: AbortSignal | undefined; readonly tables: Promise<RegisterTable[]> } | undefined

  constructor(options: { devices: DeviceService; consents: ConsentService; journal: OperationJournal }) {
    this.#devices = options.devices
    this.#consents = options.consents
    this.#journal = options.journal
  }

  list(signal?: Signal): Promise<RegisterTable[]> {
    const register = this.#register()
    const connection = this.#devices.session('fiscal-register')?.signal
    if (this.#listed?.connection !== connection) {
      const tables = this.#ask(register, signal)
      this.#listed = { connection, tables }
      tables.catch(() => {
        if (this.#listed?.tables === tables) this.#listed = undefined
      })
    }
    return this.#listed?.tables ?? Promise.resolve([])
  }

  async readRow(table: number, row: number, signal?: Signal): Promise<RegisterRow> {
    const { fields } = await this.#table(table, row)
    const register = this.#register()
    const values: RegisterRow['values'] = []
    for (const { number, secret } of fields)
      values.push(
        secret
          ? { field: number }
          : { field: number, value: await register.readTableField(table, row, number, { signal }) },
      )
    return { table, row, values }
  }

  /** One field, with a consent to this very value, written down before its first byte. */
  async write(
    place: { readonly table: number; readonly row: number; readonly field: number },
    value: string | number,
    consentId: string,
  ): Promise<RegisterRow> {
    const { table, row, field } = place
    const { fields, title } = await this.#table(table, row)
    const found = fields.find(({ number }) => number === field)
    if (!found) throw new HostFailure('host.not-found', { what: `${table}.${row}.${field}` })
    const register = this.#register()
    const { authorisation } = this.#consents.use(consentId, operation, { ...place, ...(!found.secret && { value }) })
    const subject = { ...place, title: `${title}: ${found.title}`, ...(!found.secret && { value }) }
    const written = await this.#journal.begin({ role: 'fiscal-register', operation, effect: 'setting', subject })
    const outcome = await register
      .writeTableField(table, row, field, value, { authorisation })
      .catch(async (error: unknown) => {
        await this.#journal.end(written, { state: 'not-done', failure: describeFailure(error) })
        throw error
      })
    if (outcome.state === 'done') {
      await this.#journal.end(written, { state: 'done' })
      return this.readRow(table, row)
    }
    const failure = describeFailure(outcome.failure)
    if (outcome.state === 'not-done') await this.#journal.end(written, { state: 'not-done', failure })
    else await this.#journal.end(written, { state: 'in-doubt', failure, next: outcome.next })
    throw new HostFailure(outcome.state === 'in-doubt' ? 'operation.in-doubt' : failure.code, failure.data)
  }

  async #ask(register: FiscalRegister, signal: Signal): Promise<RegisterTable[]> {
    const tables = await register.listTables({ signal })
    return tables.map(({ number, title, rows, fields }) => ({
      number,
      title,
      rows,
      fields: fields.map((field) => ({ ...field, secret: secretTitle.test(field.title) })),
    }))
  }

  async #table(number: number, row: number): Promise<RegisterTable> {
    const table = (await this.list()).find((one) => one.number === number)
    if (!table || row > table.rows) throw new HostFailure('host.not-found', { what: `${number}.${row}` })
    return table
  }

  #register(): FiscalRegister {
    const register = this.#devices.driver('fiscal-register', 'operation')
    if (!register.capabilities.has('tables'))
      throw new DeviceFailure('operation.not-supported', { capability: 'tables' })
    return register
  }
}
