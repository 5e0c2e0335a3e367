import type { Clock } from '../../../foundation/clock.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { DriverEnvironment } from '../../device-family.ts'
import type { FiscalRegister } from '../fiscal-register.ts'
import { RegisterDriver, type RegisterOperations } from '../shared/register-driver.ts'
import * as fiscal from './fiscal-operations.ts'
import { capabilities } from './manifest.ts'
import { checkMarkingCode } from './marking-check.ts'
import { checkPrintable, openCashDrawer, printText, printXReport, setRegisterClock } from './physical-actions.ts'
import { Service } from './service.ts'
import { ServiceLine } from './service-line.ts'
import { readMercurySettings } from './settings.ts'
import * as reading from './status-reading.ts'

/** A Меркурий register behind the vendor's service, over an open link to the service. */
export function createMercuryDriver({ access, clock, settings }: DriverEnvironment): FiscalRegister {
  if (access.kind !== 'bytes') throw new DeviceFailure('operation.not-supported', { access: access.kind })
  const service = new Service(new ServiceLine(access.link, clock), readMercurySettings(settings))
  return new RegisterDriver(capabilities, service, operations(clock))
}

const operations = (clock: Clock): RegisterOperations<Service> => ({
  readIdentity: inSession(reading.readIdentity),
  readStatus: inSession(reading.readStatus),
  readStorage: inSession(reading.readStorage),
  readOperatorExchange: inSession(reading.readOperatorExchange),
  readShift: inSession(reading.readShift),
  readRegistration: inSession(reading.readRegistration),
  checkMarkingCode: async (service, code, signal) =>
    inSession((within, still) => checkMarkingCode(within, clock, code, still))(service, signal),
  setClock: (service, time, signal) => setRegisterClock(service, clock, time, signal),
  printXReport,
  checkPrintable,
  printText,
  openDrawer: openCashDrawer,
  openShift: fiscal.openShift,
  closeShift: fiscal.closeShift,
  closeStorage: fiscal.closeStorage,
  registerStorage: fiscal.registerStorage,
  finish: (service, signal) => service.finish(signal),
})

/** A question leaves no session behind, whether it was answered or not. */
function inSession<T>(ask: (service: Service, signal: AbortSignal | undefined) => Promise<T>): typeof ask {
  return async (service, signal) => {
    try {
      return await ask(service, signal)
    } finally {
      await service.finish(signal)
    }
  }
}
