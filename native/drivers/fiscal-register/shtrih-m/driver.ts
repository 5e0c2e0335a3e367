import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Clock } from '../../../foundation/clock.ts'
import type { DriverEnvironment } from '../../device-family.ts'
import { registerCapabilities, type FiscalRegister } from '../fiscal-register.ts'
import { RegisterDriver, type RegisterOperations } from '../shared/register-driver.ts'
import { checkPrintable } from '../shared/slip.ts'
import { encodeWindows1251 } from '../shared/codec/windows-1251.ts'
import { setRegisterClock } from './clock-setting.ts'
import { CommandChannel } from './command-channel.ts'
import { readStoredDocument } from './document-reading.ts'
import { closeShift, closeStorage, openShift, registerStorage } from './fiscal-operations.ts'
import { AutomaticLink } from './link-auto.ts'
import { checkMarkingCode } from './marking-check.ts'
import {
  continueBrokenPrint,
  cutPaper,
  openCashDrawer,
  printText,
  printXReport,
  soundBeep,
} from './physical-actions.ts'
import { readShtrihSettings } from './settings.ts'
import {
  readIdentity,
  readOperatorExchange,
  readRegistration,
  readShift,
  readStatus,
  readStorage,
} from './status-reading.ts'
import { listTables, readTableField, writeTableField } from './table-access.ts'

/** A ШТРИХ-М register over an open link. */
export function createShtrihDriver({ access, clock, settings }: DriverEnvironment): FiscalRegister {
  if (access.kind !== 'bytes') throw new DeviceFailure('operation.not-supported', { access: access.kind })
  const { password, linkLayer } = readShtrihSettings(settings)
  const channel = new CommandChannel(new AutomaticLink(access.link, clock, linkLayer), clock, password)
  return new RegisterDriver(registerCapabilities, channel, operations(clock))
}

const operations = (clock: Clock): RegisterOperations<CommandChannel> => ({
  readIdentity,
  readStatus,
  readStorage,
  readOperatorExchange,
  readShift,
  readRegistration,
  readDocument: readStoredDocument,
  listTables,
  readTableField,
  writeTableField,
  setClock: (channel, time, signal) => setRegisterClock(channel, clock, time, signal),
  printXReport: (channel, signal) => printXReport(channel, clock, signal),
  checkPrintable: (lines) => checkPrintable(lines, encodeWindows1251),
  printText: (channel, lines, signal) => printText(channel, clock, lines, signal),
  continuePrint: (channel, signal) => continueBrokenPrint(channel, clock, signal),
  cut: cutPaper,
  openDrawer: openCashDrawer,
  beep: soundBeep,
  checkMarkingCode,
  openShift: (channel, cashier, signal) => openShift(channel, clock, cashier, signal),
  closeShift: (channel, cashier, signal) => closeShift(channel, clock, cashier, signal),
  closeStorage: (channel, cashier, signal) => closeStorage(channel, clock, cashier, signal),
  registerStorage: (channel, values, cashier, signal) => registerStorage(channel, clock, values, cashier, signal),
})
