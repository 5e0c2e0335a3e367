/** Two-digit years are read against this one; the window moves by itself once a century (GS1 General Specifications, §7.12). */
const referenceYear = 2026

/** Year of a two-digit `year`: 51…99 above the reference is the last century, 50…99 below it is the next. */
export function fullYear(year: number, reference = referenceYear): number {
  const century = reference - (reference % 100)
  const difference = year - (reference % 100)
  if (difference >= 51) return century - 100 + year
  if (difference <= -50) return century + 100 + year
  return century + year
}

/** Days in a month by the real calendar; `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
