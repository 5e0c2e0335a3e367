import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { DriverEnvironment } from '../../device-family.ts'
import type { FiscalRegister } from '../fiscal-register.ts'
import { RegisterDriver, type RegisterOperations } from '../shared/register-driver.ts'
import { checkPrintable } from '../shared/slip.ts'
import { setRegisterClock } from './clock-setting.ts'
import { encodeText } from './codec/charset.ts'
import { CommandChannel } from './command-channel.ts'
import { readStoredDocument } from './document-reading.ts'
import { AutomaticLink } from './link-auto.ts'
import { capabilities } from './manifest.ts'
import { continueBrokenPrint, cutPaper, openCashDrawer, printText, soundBeep } from './physical-actions.ts'
import { closeShift, openShift, printXReport } from './reports.ts'
import { readAtolSettings } from './settings.ts'
import { readIdentity, readOperatorExchange, readShift, readStatus, readStorage } from './status-reading.ts'

/** An АТОЛ register over an open link. */
export function createAtolDriver({ access, clock, settings }: DriverEnvironment): FiscalRegister {
  if (access.kind !== 'bytes') throw new DeviceFailure('operation.not-supported', { access: access.kind })
  const { password, accessPassword, linkLayer } = readAtolSettings(settings)
  const channel = new CommandChannel(new AutomaticLink(access.link, clock, linkLayer), accessPassword)
  return new RegisterDriver(capabilities, channel, operations(clock, password))
}

const operations = (clock: Clock, password: string): RegisterOperations<CommandChannel> => ({
  readIdentity,
  readStatus,
  readStorage,
  readOperatorExchange,
  readShift,
  readDocument: readStoredDocument,
  setClock: (channel, time, signal) => setRegisterClock(channel, clock, time, signal),
  printXReport: (channel, signal) => printXReport(channel, clock, password, signal),
  checkPrintable: (lines) => checkPrintable(lines, encodeText),
  printText: (channel, lines, signal) => printText(channel, clock, lines, signal),
  continuePrint: (channel, signal) => continueBrokenPrint(channel, clock, signal),
  cut: cutPaper,
  openDrawer: openCashDrawer,
  beep: soundBeep,
  // The machine names the cashier whose password opens the mode; no public description says how to name another.
  openShift: (channel, _cashier, signal) => openShift(channel, clock, password, signal),
  closeShift: (channel, _cashier, signal) => closeShift(channel, clock, password, signal),
  finish: (channel, signal) => channel.finish(signal),
})
