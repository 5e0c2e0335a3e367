import { machineErrors } from '../error-codes.ts'
import {
  beep,
  cashRegister,
  deviceType,
  errorText,
  exchangeParameters,
  extendedRequest,
  fontParameters,
  fullStatus,
  operationRegister,
  shortStatus,
} from '../commands/status.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

const badParameter = new Refusal(0x33)

function common(machine: Machine, operator: number) {
  return {
    operator,
    flags: machine.flags,
    mode: machine.mode,
    modeStatus: machine.receipt?.type ?? 0,
    submode: machine.printer.submode,
  }
}

export const statusBehaviours: readonly Behaviour[] = [
  on(shortStatus, 'operator', (machine, _, operator) => ({
    ...common(machine, operator),
    operationsInReceipt: machine.receipt?.items ?? 0,
    batteryRaw: 159,
    supplyRaw: 218,
    legacyFmError: 0,
    legacyEjError: 0,
    reserved: new Uint8Array(3),
    lastPrintResult: { 2: 1, 3: 1, 5: 5 }[machine.printer.submode] ?? 0,
  })),
  on(fullStatus, 'operator', (machine, _, operator) => {
    const { capabilities, clock, storage } = machine
    const [clockDate = '', clockTime = ''] = clock.now().split('T')
    const { shift } = storage
    return {
      ...common(machine, operator),
      version: capabilities.softwareVersion,
      build: capabilities.softwareBuild,
      buildDate: capabilities.softwareDate,
      hall: 1,
      document: machine.documentNumber & 0xffff,
      port: 2,
      fmVersion: 'NA',
      fmBuild: 0,
      fmDate: '01-01-16',
      clockDate,
      clockTime,
      fmFlags: 0,
      serialLow: Number(capabilities.factoryNumber.slice(-9)),
      lastClosedShift: shift.open ? Math.max(0, shift.number - 1) : shift.number,
      freeFmRecords: 0,
      registrations: storage.registrationCount,
      registrationsLeft: Math.max(0, 30 - storage.registrationCount),
      inn: storage.registration()?.inn ?? null,
    }
  }),
  on(deviceType, 'none', ({ capabilities }) => ({
    type: 0,
    subtype: 0,
    protocolVersion: capabilities.protocolVersion,
    protocolSubversion: capabilities.protocolSubversion,
    model: capabilities.model,
    language: 0,
    title: capabilities.title,
  })),
  on(extendedRequest, 'none', ({ capabilities }, { requestType }) => {
    if (requestType !== 1) return badParameter
    const [first, second] = capabilities.fonts
    return {
      modelFlags: capabilities.modelFlags,
      font1Width: first?.width ?? 0,
      font2Width: second?.width ?? 0,
      firstGraphicsLine: 1,
      innDigits: 12,
      rnmDigits: 16,
      longRnmDigits: 0,
      longSerialDigits: 0,
      defaultTaxPassword: 0,
      defaultSysAdminPassword: 30,
      bluetoothTable: 0,
      taxField: 6,
      maxCommandLength: 255,
      lineWidthBytes: capabilities.printWidthDots >> 3,
      graphics512Width: 64,
      graphics512Lines: 950,
      fnTable: 18,
      ofdTable: 19,
      embeddableTable: 24,
      ffdTable: 17,
      ffdField: 3,
      extraTable: 25,
    }
  }),
  on(errorText, 'none', (_, { errorCode }) => ({ text: machineErrors.get(errorCode)?.text.ru ?? '' })),
  on(fontParameters, 'operator', ({ capabilities }, { font }) => {
    const chosen = capabilities.fonts[font - 1]
    if (!chosen) return badParameter
    return {
      printWidthDots: capabilities.printWidthDots,
      charWidth: chosen.width,
      charHeight: chosen.height,
      fontCount: capabilities.fonts.length,
    }
  }),
  on(exchangeParameters, 'system', () => ({ baudRateCode: 6, timeoutCode: 50 })),
  on(cashRegister, 'operator', (_, __, operator) => ({ operator, value: 0 })),
  on(operationRegister, 'operator', (machine, { register }, operator) => {
    const value = { 0x98: machine.documentNumber, 0x9e: machine.xReports }[register] ?? 0
    return { operator, value: value & 0xffff }
  }),
  on(beep, 'operator', (machine, _, operator) => {
    machine.count('beep')
    return { operator }
  }),
]
