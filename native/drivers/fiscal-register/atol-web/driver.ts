import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { DriverEnvironment } from '../../device-family.ts'
import type { FiscalRegister } from '../fiscal-register.ts'
import { RegisterDriver, type RegisterOperations } from '../shared/register-driver.ts'
import { readStoredDocument } from './document-reading.ts'
import * as fiscal from './fiscal-operations.ts'
import { HttpLine } from './http-line.ts'
import { capabilities } from './manifest.ts'
import { checkMarkingCode } from './marking-check.ts'
import * as physical from './physical-actions.ts'
import { readAtolWebSettings } from './settings.ts'
import * as reading from './status-reading.ts'
import { WebServer } from './web-server.ts'

/** An АТОЛ register behind the vendor's web server, over an open link to the server. */
export function createAtolWebDriver({ access, clock, settings }: DriverEnvironment): FiscalRegister {
  if (access.kind !== 'bytes') throw new DeviceFailure('operation.not-supported', { access: access.kind })
  const read = readAtolWebSettings(settings)
  const server = new WebServer(new HttpLine(access.link, clock, read.authorization), clock, read)
  return new RegisterDriver(capabilities, server, operations(clock))
}

const operations = (clock: Clock): RegisterOperations<WebServer> => ({
  readIdentity: reading.readIdentity,
  readStatus: reading.readStatus,
  readStorage: reading.readStorage,
  readOperatorExchange: reading.readOperatorExchange,
  readShift: reading.readShift,
  readRegistration: reading.readRegistration,
  readDocument: readStoredDocument,
  checkMarkingCode: (server, code, signal) => checkMarkingCode(server, clock, code, signal),
  setClock: physical.setRegisterClock,
  printXReport: physical.printXReport,
  checkPrintable: physical.checkPrintable,
  printText: physical.printText,
  continuePrint: physical.continuePrint,
  openDrawer: physical.openCashDrawer,
  openShift: fiscal.openShift,
  closeShift: fiscal.closeShift,
  closeStorage: fiscal.closeStorage,
  registerStorage: fiscal.registerStorage,
})
