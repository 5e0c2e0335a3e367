import { concatenate } from '../../../../codecs/concatenate.ts'
import { writeUnsigned } from '../../shared/codec/byte-input.ts'
import { flagsOf } from '../../shared/named-bits.ts'
import { taxationTypes } from '../codec/meanings.ts'
import { errorCode } from '../driver-errors.ts'
import { workModes } from '../status-reading.ts'
import { getRegistrationInfo } from '../tasks/documents.ts'
import {
  getCashDrawerStatus,
  getDeviceInfo,
  getDeviceStatus,
  getFnDocument,
  getFnInfo,
  getFnStatus,
  getShiftStatus,
  getShiftTotals,
  ofdExchangeStatus,
  setDateTime,
} from '../tasks/status.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'
import type { Machine } from './machine.ts'

/** The storage's own phases 1, 3, 7 and 15 in the driver's words. */
const phases: Readonly<Record<number, string>> = {
  1: 'configured',
  3: 'fiscalMode',
  7: 'postFiscalMode',
  15: 'accessArchive',
}

const types: Readonly<Record<number, string>> = {
  1: 'registration',
  2: 'openShift',
  3: 'receipt',
  5: 'closeShift',
  6: 'closeArchive',
  11: 'changeRegistrationParameters',
  21: 'ofdExchangeStatus',
}

const nothingWrong = {
  memoryOverflow: false,
  needReplacement: false,
  ofdTimeout: false,
  resourceExhausted: false,
  criticalError: false,
}

const stateOf = ({ storage, shiftTooLong }: Machine): string =>
  !storage.shift.open ? 'closed' : shiftTooLong ? 'expired' : 'opened'

/** The document's bytes as the storage hands them out, put into their container. */
function container(machine: Machine, number: number): Uint8Array {
  const { documentType = 0, length = 0 } = machine.storage.startReading(number) ?? {}
  const pieces: Uint8Array[] = [writeUnsigned(documentType, 2), writeUnsigned(length, 2)]
  for (;;) {
    const piece = machine.storage.nextPiece()
    if (!piece) return concatenate(pieces)
    pieces.push(piece)
  }
}

const base64 = (bytes: Uint8Array): string => btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''))

const bit = (mask: number, place: number): boolean => (mask & (1 << place)) !== 0

export const statusBehaviours: readonly Behaviour[] = [
  on(getDeviceInfo, ({ model, serialNumber, brief }) => ({
    deviceInfo: {
      modelName: model,
      serial: serialNumber,
      ...(!brief && {
        model: 61,
        firmwareVersion: '5.8.100',
        configurationVersion: '15000',
        receiptLineLength: 48,
        receiptLineLengthPix: 576,
        ffdVersion: '1.2',
        fnFfdVersion: '1.2',
      }),
    },
  })),
  on(getDeviceStatus, (machine) => ({
    deviceStatus: {
      shift: stateOf(machine),
      paperPresent: machine.printer.hasPaper,
      coverOpened: machine.printer.coverOpen,
      cashDrawerOpened: machine.drawerOpen,
      ...(!machine.brief && {
        currentDateTime: machine.zoned(machine.clock.now()),
        blocked: false,
        fiscal: machine.storage.phase === 3,
        fnFiscal: machine.storage.phase === 3,
        fnPresent: true,
      }),
    },
  })),
  on(getShiftStatus, (machine) => {
    const { number, receipts, open } = machine.storage.shift
    return {
      shiftStatus: {
        state: stateOf(machine),
        number,
        ...(!machine.brief && { documentsCount: receipts + (open ? 1 : 2) }),
      },
    }
  }),
  on(getFnInfo, ({ storage, brief, zoned }) => ({
    fnInfo: {
      serial: storage.serialNumber,
      livePhase: phases[storage.phase] ?? 'unknown',
      ...(!brief && {
        version: 'fn_v_1_2',
        execution: 'Эмулятор 36',
        numberOfRegistrations: storage.registrationCount,
        registrationsRemaining: 30 - storage.registrationCount,
        validityDate: zoned(`${storage.validUntil}T00:00`),
        ffdVersion: '1.2',
        fnFfdVersion: '1.2',
        fnContainsKeysUpdaterServerUri: true,
        warnings: nothingWrong,
      }),
    },
  })),
  on(getFnStatus, ({ storage, brief }) => ({
    fnStatus: {
      fiscalDocumentNumber: storage.lastNumber,
      fiscalReceiptNumber: storage.shift.receipts,
      ...(!brief && { warnings: nothingWrong }),
    },
  })),
  on(ofdExchangeStatus, (machine) => {
    const { count, first, firstTime } = machine.storage.unsent()
    const none = { code: 0, description: 'Ошибок нет' }
    const network = machine.operatorReachable ? none : { code: 12, description: 'Нет связи с сервером' }
    return {
      status: {
        notSentCount: count,
        ...(firstTime && { notSentFirstDocNumber: first, notSentFirstDocDateTime: machine.zoned(firstTime) }),
      },
      ...(!machine.brief && {
        errors: { network, ofd: none, fn: none, documentNumber: 0, fnCommandCode: 0 },
        warnings: { dataForSendIsEmpty: count === 0 },
      }),
    }
  }),
  on(getFnDocument, (machine, { fiscalDocumentNumber: number, withRawData = false }) => {
    const { storage } = machine
    const found = storage.find(number)
    const described = storage.describe(number)
    if (!found || !described) return new Refusal(errorCode.noMoreData)
    return {
      documentTLV: {
        1012: machine.zoned(described.time),
        1040: number,
        1077: described.fiscalSign.toString(),
        fiscalDocumentType: types[found.documentType] ?? 'receipt',
        ...(!machine.brief && { short: false, qr: '' }),
      },
      ...(withRawData && { rawData: base64(container(machine, number)) }),
    }
  }),
  on(getRegistrationInfo, (machine) => {
    const registration = machine.storage.registration()
    if (!registration) return new Refusal(errorCode.needRegistration)
    const { inn, regNumber, ofdInn, taxSystems, workMode } = registration
    return {
      organization: {
        vatin: inn,
        taxationTypes: taxationTypes.filter((_, place) => bit(taxSystems, place)),
        ...(!machine.brief && { name: 'ООО "Учебный магазин"', email: '', agents: [], address: 'Москва' }),
      },
      device: {
        registrationNumber: regNumber,
        ...flagsOf(workModes, workMode),
      },
      ...(!machine.brief && {
        ofd: { name: 'Оператор', vatin: ofdInn || '7704358518', host: 'ofd.example', port: 7777, dns: '8.8.8.8' },
      }),
    }
  }),
  on(getShiftTotals, ({ storage, cash }) => {
    const { number, receipts } = storage.shift
    const sum = [...storage.receipts(number)].reduce((total, receipt) => total + receipt.sum, 0) / 100
    return {
      shiftTotals: {
        shiftNumber: number,
        cashDrawer: { sum: cash / 100 },
        receipts: { sell: { count: receipts, sum, payments: { cash: sum } } },
      },
    }
  }),
  on(getCashDrawerStatus, ({ drawerOpen, cash }) => ({
    counters: { cashSum: cash / 100 },
    cashDrawerStatus: { cashDrawerOpened: drawerOpen },
  })),
  on(setDateTime, (machine, { dateTime }) => {
    const [date, time] = /^\d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d$/u.test(dateTime) ? dateTime.split(' ') : []
    if (!date || !time) return new Refusal(errorCode.cannotParse)
    machine.count('set-clock')
    machine.clock.setDate(date.replaceAll('.', '-'))
    machine.clock.setTime(time)
    return {}
  }),
]
