import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import { spendAuthorisation, type OperationContext, type Outcome } from '../../../foundation/operation.ts'
import type { DriverEnvironment } from '../../device-family.ts'
import type { FiscalRegister, RegisterCapability, RegisterTime } from '../fiscal-register.ts'
import { Exclusive } from '../shared/exclusive.ts'
import { checkRegisterTime, setRegisterClock } from './clock-setting.ts'
import { CommandChannel } from './command-channel.ts'
import { readStoredDocument } from './document-reading.ts'
import { notSupported } from './failures.ts'
import { AutomaticLink } from './link-auto.ts'
import { capabilities } from './manifest.ts'
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
import { readAtolSettings } from './settings.ts'
import * as reading from './status-reading.ts'

/** An АТОЛ register over an open link. Sends nothing until it is asked for something. */
export class AtolRegister implements FiscalRegister {
  readonly capabilities: ReadonlySet<RegisterCapability> = new Set(capabilities)
  readonly #channel: CommandChannel
  readonly #clock: Clock
  readonly #password: string
  readonly #line = new Exclusive()

  constructor({ access, clock, settings }: DriverEnvironment) {
    if (access.kind !== 'bytes') throw new DeviceFailure('operation.not-supported', { access: access.kind })
    const { password, accessPassword, linkLayer } = readAtolSettings(settings)
    this.#clock = clock
    this.#password = password
    this.#channel = new CommandChannel(new AutomaticLink(access.link, clock, linkLayer), accessPassword)
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

  async readRegistration(): Promise<never> {
    throw notSupported('registration')
  }

  async readDocument(number: number, context: OperationContext) {
    if (!Number.isInteger(number) || number < 1 || number > 0xffff_ffff) {
      throw new DeviceFailure('operation.wrong-argument', { argument: 'number', reason: `1…${0xffff_ffff}` })
    }
    return this.#read(context, (channel, signal) => readStoredDocument(channel, number, signal))
  }

  async listTables(): Promise<never> {
    throw notSupported('tables')
  }

  async readTableField(): Promise<never> {
    throw notSupported('tables')
  }

  async writeTableField(): Promise<never> {
    throw notSupported('tables')
  }

  async setClock(time: RegisterTime, context: OperationContext) {
    const whole = checkRegisterTime(time)
    spendAuthorisation(context, 'register.set-clock', 'setting')
    return this.#act(context, (channel, signal) => setRegisterClock(channel, this.#clock, whole, signal))
  }

  printXReport(context: OperationContext) {
    return this.#act(context, (channel, signal) => printXReport(channel, this.#clock, this.#password, signal))
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
      return await this.#line.run(context.signal, async () => {
        const outcome = await work(this.#channel, context.signal)
        await this.#channel.finish(context.signal)
        return outcome
      })
    } catch (error) {
      if (!(error instanceof DeviceFailure) || error.code === 'operation.wrong-argument') throw error
      return notDone(error)
    }
  }
}
