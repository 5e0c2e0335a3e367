import type { Language } from './catalogue.ts'

const locales = { ru: 'ru-RU', en: 'en-GB' } as const
const decimalMark = { ru: ',', en: '.' } as const
const noBreakSpace = '\u00a0'
const minus = '\u2212'

/** «1 234,56 ₽» out of whole kopecks. */
export function formatKopecks(kopecks: number, language: Language): string {
  const absolute = Math.abs(kopecks)
  const roubles = new Intl.NumberFormat(locales[language]).format(Math.trunc(absolute / 100))
  const rest = String(absolute % 100).padStart(2, '0')
  return `${kopecks < 0 ? minus : ''}${roubles}${decimalMark[language]}${rest}${noBreakSpace}₽`
}

/** How many digits after the mark a scale with this division shows in kilograms: 1 000 mg → 3, 500 mg → 4. */
export function kilogramDigits(divisionMilligrams: number | undefined): number {
  if (!divisionMilligrams || divisionMilligrams <= 0) return 3
  for (let digits = 0; digits < 6; digits += 1) if ((divisionMilligrams * 10 ** digits) % 1_000_000 === 0) return digits
  return 6
}

/** Kilograms with the device's own precision, without the unit: «1,235». */
export function formatKilograms(
  milligrams: number,
  divisionMilligrams: number | undefined,
  language: Language,
): string {
  const digits = kilogramDigits(divisionMilligrams)
  const rounded = Math.round(Math.abs(milligrams) / 10 ** (6 - digits))
  const figures = String(rounded).padStart(digits + 1, '0')
  const whole = figures.slice(0, figures.length - digits)
  const sign = milligrams < 0 && rounded > 0 ? minus : ''
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}${decimalMark[language]}${figures.slice(-digits)}`
}

export function formatNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits }).format(value)
}

const two = (value: number) => String(value).padStart(2, '0')

/** A point in time as this machine's local `dd.mm.yyyy hh:mm`, with seconds on request. */
export function formatInstant(instant: string, precision: 'minutes' | 'seconds' = 'minutes'): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return instant
  return `${two(date.getDate())}.${two(date.getMonth() + 1)}.${date.getFullYear()} ${formatClock(instant, precision)}`
}

/** Local time of day, `hh:mm`, `hh:mm:ss` or `hh:mm:ss,mmm`. */
export function formatClock(instant: string, precision: 'minutes' | 'seconds' | 'milliseconds' = 'seconds'): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return instant
  const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`
  if (precision === 'minutes') return minutes
  const seconds = `${minutes}:${two(date.getSeconds())}`
  return precision === 'seconds' ? seconds : `${seconds},${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** A device's civil time or date as `dd.mm.yyyy[ hh:mm]`; it has no zone, so none is applied. */
export function formatDeviceTime(time: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?)?$/.exec(time)
  if (!match) return time
  const date = `${match[3]}.${match[2]}.${match[1]}`
  return match[4] ? `${date} ${match[4]}` : date
}

/** A length of time as `m:ss` or `h:mm:ss`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

/** `Д0 CF 06` → pairs in upper case with spaces between. */
export function formatHex(hex: string): string {
  return (hex.match(/../g) ?? []).join(' ').toUpperCase()
}
