import { deviceStatus, deviceType, firmwareVersion, stateCode } from '../commands/status.ts'
import { on, type Behaviour } from './behaviour.ts'

const usb = 4

export const statusBehaviours: readonly Behaviour[] = [
  on(deviceStatus, 'any', (machine) => {
    const { capabilities, storage, clock } = machine
    const [date = '', time = ''] = clock.now().split('T')
    return {
      cashier: machine.cashier,
      numberInHall: 1,
      date,
      time,
      flags: machine.flags,
      serial: capabilities.serial,
      model: capabilities.model,
      firmware: `${capabilities.firmware.major}${capabilities.firmware.minor}`,
      mode: machine.modeByte,
      receiptNumber: machine.receiptNumber % 10_000,
      shiftNumber: storage.shift.number % 10_000,
      receiptState: machine.receipt?.type ?? 0,
      receiptSum: machine.receipt?.sumKop ?? 0,
      decimalPoint: 2,
      port: usb,
    }
  }),
  on(stateCode, 'any', (machine) => ({ mode: machine.modeByte, flags: machine.printerFlags })),
  on(deviceType, 'any', (machine) => {
    const { name, model, protocol, firmware } = machine.capabilities
    return { protocol, type: 1, model, modes: Uint8Array.of(0x10, 0), ...firmware, name }
  }),
  on(firmwareVersion, 'any', ({ capabilities }) => ({ extension: 0, ...capabilities.firmware })),
]
