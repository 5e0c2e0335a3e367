import type { Localized } from '../../../foundation/localized.ts'

const meaning = (ru: string, en: string): Localized => ({ ru, en })

/** Low half of the mode byte. */
const modes: Readonly<Record<number, Localized>> = {
  0: meaning('выбор режима', 'choosing a mode'),
  1: meaning('регистрация продаж', 'registration of sales'),
  2: meaning('отчёты без гашения', 'reports without reset'),
  3: meaning('отчёты с гашением', 'reports with reset'),
  4: meaning('программирование', 'programming'),
  5: meaning('ввод заводского номера и налоговый инспектор', 'factory number and tax inspector'),
  6: meaning('доступ к фискальному накопителю', 'access to the fiscal storage'),
  7: meaning('дополнительный режим', 'extra mode'),
}

/** Mode and submode that last for a while by themselves. */
const submodes: Readonly<Record<number, Localized>> = {
  0x22: meaning('печатается отчёт без гашения', 'printing a report without reset'),
  0x23: meaning('печатается отчёт с гашением', 'printing a report with reset'),
  0x63: meaning('общее гашение', 'general reset'),
  0x17: meaning('записывается отчёт о закрытии смены', 'writing the shift closing report'),
}

export const selectMode = 0
export const registrationMode = 1
export const reportMode = 2
export const closingMode = 3

/** Mode byte as the machine gives it: mode in the low half, submode in the high one. */
export function meaningOfMode(byte: number): Localized {
  return submodes[byte] ?? modes[byte & 15] ?? meaning(`режим ${byte & 15}`, `mode ${byte & 15}`)
}

/** The machine works by itself: it prints a report or writes it to the storage. */
export const isBusy = (byte: number): boolean => byte in submodes

/** Bits of the flags of 3Fh. */
export const statusFlag = {
  registered: 1 << 0,
  shiftOpen: 1 << 1,
  drawerOpen: 1 << 2,
  paperPresent: 1 << 3,
  coverOpen: 1 << 5,
  storageActive: 1 << 6,
  batteryLow: 1 << 7,
} as const

/** Bits of the flags of 45h. */
export const stateFlag = {
  noPaper: 1 << 0,
  noPrinter: 1 << 1,
  mechanicalError: 1 << 2,
  cutterError: 1 << 3,
  overheated: 1 << 4,
} as const
