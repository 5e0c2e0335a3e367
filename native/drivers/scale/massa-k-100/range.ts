import type { ScaleRange } from '../scale.ts'
import type { ScaleParameters } from './answers.ts'

/**
 * Limits out of the texts of `ACK_SCALE_PAR`. The protocol leaves their form open (`15`, `6/15 кг`, `5 г`), so what
 * cannot be read is left out rather than guessed. Two-range scales give both limits: the greater one counts.
 */
export function parseRange({ max, min, e, t }: ScaleParameters): ScaleRange {
  return {
    maximumMilligrams: largest(milligrams(max, 'kg')),
    minimumMilligrams: smallest(milligrams(min, 'kg')),
    divisionMilligrams: smallest(milligrams(e, 'g')),
    maximumTareMilligrams: largest(milligrams(t, 'kg')),
  }
}

/** A number without a unit: fractions and limits are kilograms, a whole division is grams. */
function milligrams(text: string | undefined, usual: 'kg' | 'g'): number[] {
  if (text === undefined) return []
  const unit = /кг|kg/iu.test(text) ? 'kg' : /г|g/iu.test(text) ? 'g' : undefined
  return [...text.matchAll(/\d+(?:[.,]\d+)?/gu)].map(([digits]) => {
    const number = Number(digits.replace(',', '.'))
    const inKilograms = unit ? unit === 'kg' : usual === 'kg' || !Number.isInteger(number)
    return Math.round(number * (inKilograms ? 1_000_000 : 1000))
  })
}

const largest = (numbers: readonly number[]) => (numbers.length ? Math.max(...numbers) : undefined)
const smallest = (numbers: readonly number[]) => (numbers.length ? Math.min(...numbers) : undefined)
