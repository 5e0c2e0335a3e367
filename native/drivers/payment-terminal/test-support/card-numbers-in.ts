import { passesLuhn } from '../mask-card-numbers.ts'

/** Looks for card numbers in its own way: every window of digits between which at most one space or dash stands. */
export function cardNumbersIn(text: string): string[] {
  const found: string[] = []
  for (let start = 0; start < text.length; start++) {
    const run = /^\d(?:[ -]?\d)*/u.exec(text.slice(start))?.[0] ?? ''
    const digits = [...run.replace(/[ -]/gu, '')].map(Number)
    for (let length = 13; length <= Math.min(19, digits.length); length++) {
      if (passesLuhn(digits.slice(0, length))) found.push(digits.slice(0, length).join(''))
    }
  }
  return found
}
