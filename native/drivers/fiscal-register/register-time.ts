import type { RegisterTime } from './fiscal-register.ts'

const two = (value: number): string => value.toString().padStart(2, '0')

/** Wall time of this computer, as a register shows it: registers know no zone. */
export function civilTime(date: Date): RegisterTime {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

export function daysBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / 86_400_000
}
