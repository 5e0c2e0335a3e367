import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { DriverEnvironment } from '../../device-family.ts'
import type { FiscalRegister } from '../fiscal-register.ts'
import { LinkReader } from '../shared/link-reader.ts'
import { RegisterDriver, type RegisterOperations } from '../shared/register-driver.ts'
import { checkPrintable } from '../shared/slip.ts'
import { setRegisterClock } from './clock-setting.ts'
import { CommandChannel } from './command-channel.ts'
import { readStoredDocument } from './document-reading.ts'
import { closeShift, closeStorage, openShift, registerStorage } from './fiscal-operations.ts'
import { capabilities } from './manifest.ts'
import { checkMarkingCode } from './marking-check.ts'
import { PacketLine } from './packet-line.ts'
import { continuePrint, cutPaper, openCashDrawer, printText, printXReport, soundBeep } from './physical-actions.ts'
import { checkText } from './printable.ts'
import { readPiritSettings } from './settings.ts'
import { wake } from './start-of-work.ts'
import { tables } from './settings-list.ts'
import {
  readIdentity,
  readOperatorExchange,
  readRegistration,
  readShift,
  readStatus,
  readStorage,
} from './status-reading.ts'
import { readTableField, writeTableField } from './table-access.ts'

/** A Пирит or Вики Принт register over an open link. */
export function createPiritDriver({ access, clock, settings }: DriverEnvironment): FiscalRegister {
  if (access.kind !== 'bytes') throw new DeviceFailure('operation.not-supported', { access: access.kind })
  const { password } = readPiritSettings(settings)
  const channel = new CommandChannel(new PacketLine(new LinkReader(access.link, clock), password), wake)
  return new RegisterDriver(capabilities, channel, operations(clock))
}

const operations = (clock: Clock): RegisterOperations<CommandChannel> => ({
  readIdentity,
  readStatus,
  readStorage,
  readOperatorExchange,
  readShift,
  readRegistration,
  readDocument: readStoredDocument,
  listTables: async () => tables,
  readTableField,
  writeTableField,
  setClock: (channel, time, signal) => setRegisterClock(channel, clock, time, signal),
  printXReport,
  checkPrintable: (lines) => checkPrintable(lines, checkText),
  printText,
  continuePrint,
  cut: cutPaper,
  openDrawer: openCashDrawer,
  beep: soundBeep,
  checkMarkingCode,
  openShift,
  closeShift,
  closeStorage,
  registerStorage,
})
