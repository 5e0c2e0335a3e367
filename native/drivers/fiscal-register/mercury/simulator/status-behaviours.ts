import { getDriverInfo } from '../commands/session.ts'
import { getRegistrationInfo } from '../commands/registration.ts'
import { getCommonInfo, getDateTime, getStatus, setDateTime } from '../commands/status.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'

/** The storage's own phases 1, 3, 7 and 15 as the service numbers them. */
const phases: Readonly<Record<number, number>> = { 1: 0, 3: 1, 7: 2, 15: 3 }

const seconds = (time: string): string => (time.length === 16 ? `${time}:00` : time)
const bit = (mask: number, place: number): boolean => (mask & (1 << place)) !== 0

export const statusBehaviours: readonly Behaviour[] = [
  on(getDriverInfo, ({ brief }) => ({
    driverVer: '1.2.2.0',
    ...(!brief && { protocolVer: '1.0', driverBaseVer: '0.6' }),
  })),
  on(getCommonInfo, ({ model, serialNumber, storage, clock, brief }) => ({
    model,
    kktNum: serialNumber,
    ...(!brief && {
      fnNum: storage.serialNumber,
      ffdFnVer: '1.2',
      ffdKktVer: '1.2',
      ffdTotalVer: '1.2',
      programVer: '185.3.04',
      programDate: '2025-04-01',
      dateTime: clock.now(),
      cpl: [32, 16],
      maxGoodsSum: 999_999_999,
      maxCheckSum: 999_999_999,
      maxGoodsQty: 99,
    }),
  })),
  on(getStatus, ({ printer, storage, clock, receipt, cash, shiftTooLong }) => {
    const { count, first, firstTime } = storage.unsent()
    const { open, number, openedAt, receipts } = storage.shift
    const { lastNumber, lastTime } = storage
    return {
      dateTime: clock.now(),
      paperPresence: printer.hasPaper,
      shiftInfo: {
        isOpen: open,
        is24Expired: shiftTooLong,
        num: number,
        ...(openedAt && { lastOpen: seconds(openedAt) }),
        cash,
      },
      checkInfo: { isOpen: receipt !== undefined, num: receipts, goodsQty: receipt?.items ?? 0 },
      fnInfo: {
        status: phases[storage.phase] ?? 0,
        fnNum: storage.serialNumber,
        ...(lastTime && { lastDoc: { num: lastNumber, dateTime: seconds(lastTime) } }),
        unsignedDocs:
          count > 0 && firstTime ? { qty: count, firstNum: first, firstDateTime: seconds(firstTime) } : { qty: 0 },
      },
    }
  }),
  on(getRegistrationInfo, ({ storage }) => {
    const registration = storage.registration()
    if (!registration) return { isRegistered: false }
    const { dateTime, inn, regNumber, taxSystems, workMode, ofdInn } = registration
    return {
      isRegistered: true,
      registrationInfo: {
        dateTime: seconds(dateTime),
        owner: { inn },
        kkt: {
          regNum: regNumber,
          mode: {
            encryptData: bit(workMode, 0),
            offline: bit(workMode, 1),
            automat: bit(workMode, 2),
            forService: bit(workMode, 3),
            ASBSO: bit(workMode, 4),
            forInternet: bit(workMode, 5),
          },
        },
        ofd: { inn: ofdInn },
        taxSystem: [0, 1, 2, 3, 4, 5].filter((place) => bit(taxSystems, place)),
      },
    }
  }),
  on(getDateTime, ({ clock }) => ({ dateTime: clock.now() })),
  on(setDateTime, (machine, { dateTime }) => {
    if (machine.storage.shift.open) return new Refusal('Смена открыта')
    machine.count('set-clock')
    machine.clock.setDate(dateTime.slice(0, 10))
    machine.clock.setTime(dateTime.slice(11))
    return {}
  }),
]
