import { optional, text, whole, yesNo } from '../codec/shape.ts'
import { command } from './command.ts'

/** Versions of the service; the only question that it answers without a register. */
export const getDriverInfo = command('GetDriverInfo', 'none', {
  needsSession: false,
  answer: {
    driverVer: optional(text),
    protocolVer: optional(text),
    driverBaseVer: optional(text),
    driverSalesVer: optional(text),
  },
})

export const openSession = command('OpenSession', 'session', {
  needsSession: false,
  request: {
    portName: text,
    model: optional(text),
    baudRate: optional(whole),
    serialNumber: optional(text),
    debug: optional(yesNo),
    logPath: optional(text),
    userNumber: optional(whole),
    userPassword: optional(text),
  },
  answer: { sessionKey: text, protocolVer: optional(text) },
})

export const closeSession = command('CloseSession', 'session')

/** Closes the ports that no session uses any more. */
export const closePorts = command('ClosePorts', 'session', { needsSession: false })
