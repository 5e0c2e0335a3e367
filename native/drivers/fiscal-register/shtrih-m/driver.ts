import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { spendAuthorisation, type OperationContext, type Outcome } from '../../../foundation/operation.ts'
import type { DriverEnvironment } from '../../device-family.ts'
import {
  registerCapabilities,
  type FiscalRegister,
  type RegisterCapability,
  type RegisterTime,
} from '../fiscal-register.ts'
import { checkRegisterTime, setRegisterClock } from './clock-setting.ts'
import { CommandChannel } from './command-channel.ts'
import { readStoredDocument } from './document-reading.ts'
import { Exclusive } from '../shared/exclusive.ts'
import { AutomaticLink } from './link-auto.ts'
import { notDone } from './outcomes.ts'
import {
  checkPrintable,
  continueBrokenPrint,
  cutPaper,
  openCashDrawer,
  printText,
  printXReport,
  soundBeep,
} from './physical-actions.ts'
import { readShtrihSettings } from './settings.ts'
import * as reading from './status-reading.ts'
import { listTables, readTableField, writeTableField } from './table-access.ts'

/** A ШТРИХ-М register over an open link. Sends nothing until it is asked for something. */
export class ShtrihRegister implements FiscalRegister {
  readonly capabilities: ReadonlySet<RegisterCapability> = new Set(registerCapabilities)
  readonly #channel: CommandChannel
  readonly #clock: Clock
  readonly #line = new Exclusive()

  constructor({ access, clock, settings }: DriverEnvironment) {
    if (access.kind !== 'bytes') throw new DeviceFailure('operation.not-supported', { access: access.kind })
    const { password, linkLayer } = readShtrihSettings(settings)
    this.#clock = clock
    this.#channel = new CommandChannel(new AutomaticLink(access.link, clock, linkLayer), clock, password)
  }

  identify(context: OperationContext) {
    return this.#read(context, reading.readIdentity)
  }

  readStatus(context: OperationContext) {
    return this.#read(context, reading.readStatus)
  }

  readStorage(context: OperationContext) {
    return this.#read(context, reading.readStorage)
  }

  readOperatorExchange(context: OperationContext) {
    return this.#read(context, reading.readOperatorExchange)
  }

  readShift(context: OperationContext) {
    return this.#read(context, reading.readShift)
  }

  readRegistration(context: OperationContext) {
    return this.#read(context, reading.readRegistration)
  }

  async readDocument(number: number, context: OperationContext) {
    checkNumber('number', number, 1, 0xffff_ffff)
    return this.#read(context, (channel, signal) => readStoredDocument(channel, number, signal))
  }

  listTables(context: OperationContext) {
    return this.#read(context, listTables)
  }

  async readTableField(table: number, row: number, field: number, context: OperationContext) {
    checkPlace(table, row, field)
    return this.#read(context, (channel, signal) => readTableField(channel, table, row, field, signal))
  }

  async writeTableField(table: number, row: number, field: number, value: string | number, context: OperationContext) {
    checkPlace(table, row, field)
    spendAuthorisation(context, 'register.write-table', 'setting')
    return this.#act(context, (channel, signal) => writeTableField(channel, { table, row, field }, value, signal))
  }

  async setClock(time: RegisterTime, context: OperationContext) {
    const whole = checkRegisterTime(time)
    spendAuthorisation(context, 'register.set-clock', 'setting')
    return this.#act(context, (channel, signal) => setRegisterClock(channel, this.#clock, whole, signal))
  }

  printXReport(context: OperationContext) {
    return this.#act(context, (channel, signal) => printXReport(channel, this.#clock, signal))
  }

  async printText(lines: readonly string[], context: OperationContext) {
    checkPrintable(lines)
    return this.#act(context, (channel, signal) => printText(channel, this.#clock, lines, signal))
  }

  continuePrint(context: OperationContext) {
    return this.#act(context, (channel, signal) => continueBrokenPrint(channel, this.#clock, signal))
  }

  cut(context: OperationContext) {
    return this.#act(context, cutPaper)
  }

  openDrawer(context: OperationContext) {
    return this.#act(context, openCashDrawer)
  }

  beep(context: OperationContext) {
    return this.#act(context, soundBeep)
  }

  #read<T>(
    context: OperationContext,
    work: (channel: CommandChannel, signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T> {
    return this.#line.run(context.signal, () => work(this.#channel, context.signal))
  }

  /** What is thrown was thrown by a question asked beforehand: from the first command with an effect on, all is outcomes. */
  async #act(
    context: OperationContext,
    work: (channel: CommandChannel, signal: AbortSignal | undefined) => Promise<Outcome<void>>,
  ): Promise<Outcome<void>> {
    try {
      return await this.#line.run(context.signal, () => work(this.#channel, context.signal))
    } catch (error) {
      if (!(error instanceof DeviceFailure) || error.code === 'operation.wrong-argument') throw error
      return notDone(error)
    }
  }
}

function checkNumber(argument: string, value: number, minimum: number, maximum: number): void {
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw new DeviceFailure('operation.wrong-argument', { argument, reason: `${minimum}…${maximum}` })
  }
}

function checkPlace(table: number, row: number, field: number): void {
  checkNumber('table', table, 1, 255)
  checkNumber('row', row, 1, 65_535)
  checkNumber('field', field, 1, 255)
}
