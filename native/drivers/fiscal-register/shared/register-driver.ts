import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { spendAuthorisation, type OperationContext, type Outcome } from '../../../foundation/operation.ts'
import type { DeviceIdentity } from '../../role.ts'
import type {
  Cashier,
  FiscalRegister,
  FiscalResult,
  MarkingCheck,
  OperatorExchange,
  RegisterCapability,
  RegisterStatus,
  RegisterTime,
  Registration,
  RegistrationValues,
  ShiftParameters,
  StorageStatus,
  StoredDocument,
  TableInformation,
} from '../fiscal-register.ts'
import { Exclusive } from './exclusive.ts'
import { notDone } from './outcomes.ts'
import { checkRegisterTime } from './register-time-argument.ts'
import { checkCashier, checkMarkingCode, checkRegistration } from './fiscal-arguments.ts'

type Signal = AbortSignal | undefined
export interface TablePlace {
  readonly table: number
  readonly row: number
  readonly field: number
}

/**
 * What a family knows how to do, in terms of its own channel. What is missing the driver refuses for it, so that `capabilities` and
 * operations cannot drift apart. Arguments are checked and consents spent before any of these is called.
 */
export interface RegisterOperations<Channel> {
  readIdentity(channel: Channel, signal: Signal): Promise<DeviceIdentity>
  readStatus(channel: Channel, signal: Signal): Promise<RegisterStatus>
  readStorage(channel: Channel, signal: Signal): Promise<StorageStatus>
  readOperatorExchange?(channel: Channel, signal: Signal): Promise<OperatorExchange>
  readShift(channel: Channel, signal: Signal): Promise<ShiftParameters>
  readRegistration?(channel: Channel, signal: Signal): Promise<Registration>
  readDocument?(channel: Channel, number: number, signal: Signal): Promise<StoredDocument>
  listTables?(channel: Channel, signal: Signal): Promise<readonly TableInformation[]>
  readTableField?(channel: Channel, place: TablePlace, signal: Signal): Promise<string | number>
  writeTableField?(channel: Channel, place: TablePlace, value: string | number, signal: Signal): Promise<Outcome<void>>
  setClock?(channel: Channel, time: RegisterTime, signal: Signal): Promise<Outcome<void>>
  printXReport?(channel: Channel, signal: Signal): Promise<Outcome<void>>
  /** Throws `operation.wrong-argument` for lines that the machine cannot print. Called before the line is taken. */
  checkPrintable?(lines: readonly string[]): void
  printText?(channel: Channel, lines: readonly string[], signal: Signal): Promise<Outcome<void>>
  continuePrint?(channel: Channel, signal: Signal): Promise<Outcome<void>>
  cut?(channel: Channel, signal: Signal): Promise<Outcome<void>>
  openDrawer?(channel: Channel, signal: Signal): Promise<Outcome<void>>
  beep?(channel: Channel, signal: Signal): Promise<Outcome<void>>
  /** Leaves nothing of the check behind in the machine. */
  checkMarkingCode?(channel: Channel, code: string, signal: Signal): Promise<MarkingCheck>
  openShift?(channel: Channel, cashier: Cashier, signal: Signal): Promise<Outcome<FiscalResult>>
  closeShift?(channel: Channel, cashier: Cashier, signal: Signal): Promise<Outcome<FiscalResult>>
  closeStorage?(channel: Channel, cashier: Cashier, signal: Signal): Promise<Outcome<FiscalResult>>
  registerStorage?(
    channel: Channel,
    values: RegistrationValues,
    cashier: Cashier,
    signal: Signal,
  ): Promise<Outcome<FiscalResult>>
  /** Leaves nothing of an operation with an effect behind in the machine. */
  finish?(channel: Channel, signal: Signal): Promise<void>
}

/** A register over a channel of its family. Sends nothing until it is asked for something; one operation at a time. */
export class RegisterDriver<Channel> implements FiscalRegister {
  readonly capabilities: ReadonlySet<RegisterCapability>
  readonly #channel: Channel
  readonly #operations: RegisterOperations<Channel>
  readonly #line = new Exclusive()

  constructor(capabilities: readonly RegisterCapability[], channel: Channel, operations: RegisterOperations<Channel>) {
    this.capabilities = new Set(capabilities)
    this.#channel = channel
    this.#operations = operations
  }

  identify(context: OperationContext) {
    return this.#read(context, 'readIdentity')
  }

  readStatus(context: OperationContext) {
    return this.#read(context, 'readStatus')
  }

  readStorage(context: OperationContext) {
    return this.#read(context, 'readStorage')
  }

  readOperatorExchange(context: OperationContext) {
    return this.#read(context, 'readOperatorExchange')
  }

  readShift(context: OperationContext) {
    return this.#read(context, 'readShift')
  }

  readRegistration(context: OperationContext) {
    return this.#read(context, 'readRegistration')
  }

  async readDocument(number: number, context: OperationContext) {
    checkNumber('number', number, 1, 0xffff_ffff)
    const read = this.#have('readDocument')
    return this.#turn(context, (channel, signal) => read(channel, number, signal))
  }

  async listTables(context: OperationContext) {
    return this.#read(context, 'listTables')
  }

  async readTableField(table: number, row: number, field: number, context: OperationContext) {
    const place = checkPlace(table, row, field)
    const read = this.#have('readTableField')
    return this.#turn(context, (channel, signal) => read(channel, place, signal))
  }

  async writeTableField(
    table: number,
    row: number,
    field: number,
    value: string | number,
    context: OperationContext,
  ): Promise<Outcome<void>> {
    const place = checkPlace(table, row, field)
    const write = this.#have('writeTableField')
    spendAuthorisation(context, 'register.write-table', 'setting')
    return this.#act(context, (channel, signal) => write(channel, place, value, signal))
  }

  async setClock(time: RegisterTime, context: OperationContext): Promise<Outcome<void>> {
    const whole = checkRegisterTime(time)
    const set = this.#have('setClock')
    spendAuthorisation(context, 'register.set-clock', 'setting')
    return this.#act(context, (channel, signal) => set(channel, whole, signal))
  }

  async printXReport(context: OperationContext) {
    return this.#act(context, this.#have('printXReport'))
  }

  async printText(lines: readonly string[], context: OperationContext): Promise<Outcome<void>> {
    const print = this.#have('printText')
    this.#operations.checkPrintable?.(lines)
    return this.#act(context, (channel, signal) => print(channel, lines, signal))
  }

  async continuePrint(context: OperationContext) {
    return this.#act(context, this.#have('continuePrint'))
  }

  async cut(context: OperationContext) {
    return this.#act(context, this.#have('cut'))
  }

  async openDrawer(context: OperationContext) {
    return this.#act(context, this.#have('openDrawer'))
  }

  async beep(context: OperationContext) {
    return this.#act(context, this.#have('beep'))
  }

  async checkMarkingCode(code: string, context: OperationContext): Promise<MarkingCheck> {
    checkMarkingCode(code)
    const check = this.#have('checkMarkingCode')
    return this.#turn(context, (channel, signal) => check(channel, code, signal))
  }

  openShift(cashier: Cashier, context: OperationContext) {
    return this.#report('openShift', 'register.open-shift', cashier, context)
  }

  closeShift(cashier: Cashier, context: OperationContext) {
    return this.#report('closeShift', 'register.close-shift', cashier, context)
  }

  closeStorage(cashier: Cashier, context: OperationContext) {
    return this.#report('closeStorage', 'register.close-storage', cashier, context)
  }

  async registerStorage(
    values: RegistrationValues,
    cashier: Cashier,
    context: OperationContext,
  ): Promise<Outcome<FiscalResult>> {
    checkCashier(cashier)
    checkRegistration(values)
    const register = this.#have('registerStorage')
    spendAuthorisation(context, 'register.register-storage', 'fiscal')
    return this.#act(context, (channel, signal) => register(channel, values, cashier, signal))
  }

  async #report(
    name: 'openShift' | 'closeShift' | 'closeStorage',
    consent: string,
    cashier: Cashier,
    context: OperationContext,
  ): Promise<Outcome<FiscalResult>> {
    checkCashier(cashier)
    const make = this.#have(name)
    spendAuthorisation(context, consent, 'fiscal')
    return this.#act(context, (channel, signal) => make(channel, cashier, signal))
  }

  #have<Name extends keyof RegisterOperations<Channel>>(name: Name): NonNullable<RegisterOperations<Channel>[Name]> {
    const operation = this.#operations[name]
    if (!operation) throw new DeviceFailure('operation.not-supported', { operation: name })
    return operation.bind(this.#operations) as NonNullable<RegisterOperations<Channel>[Name]>
  }

  async #read<Name extends Questions<Channel>>(
    context: OperationContext,
    name: Name,
  ): Promise<AnswerTo<Channel, Name>> {
    const ask = this.#have(name) as (channel: Channel, signal: Signal) => Promise<AnswerTo<Channel, Name>>
    return this.#turn(context, ask)
  }

  #turn<T>(context: OperationContext, work: (channel: Channel, signal: Signal) => Promise<T>): Promise<T> {
    return this.#line.run(context.signal, () => work(this.#channel, context.signal))
  }

  /** What is thrown was thrown by a question asked beforehand: from the first command with an effect on, all is outcomes. */
  async #act<T>(
    context: OperationContext,
    work: (channel: Channel, signal: Signal) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    try {
      return await this.#turn(context, async (channel, signal) => {
        const outcome = await work(channel, signal)
        await this.#operations.finish?.(channel, signal)
        return outcome
      })
    } catch (error) {
      if (!(error instanceof DeviceFailure) || error.code === 'operation.wrong-argument') throw error
      return notDone(error)
    }
  }
}

/** Operations that only ask. */
type Questions<Channel> = {
  [Name in keyof RegisterOperations<Channel>]-?: NonNullable<RegisterOperations<Channel>[Name]> extends (
    channel: Channel,
    signal: Signal,
  ) => Promise<unknown>
    ? Name
    : never
}[keyof RegisterOperations<Channel>]
type AnswerTo<Channel, Name extends keyof RegisterOperations<Channel>> =
  NonNullable<RegisterOperations<Channel>[Name]> extends (channel: Channel, signal: Signal) => Promise<infer T>
    ? T
    : never

function checkNumber(argument: string, value: number, minimum: number, maximum: number): void {
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw new DeviceFailure('operation.wrong-argument', { argument, reason: `${minimum}…${maximum}` })
  }
}

function checkPlace(table: number, row: number, field: number): TablePlace {
  checkNumber('table', table, 1, 255)
  checkNumber('row', row, 1, 65_535)
  checkNumber('field', field, 1, 255)
  return { table, row, field }
}
