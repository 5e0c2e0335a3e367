/** Micrograms of one unit: pounds stay whole numbers, ounces nearly so. */
const units: Readonly<Record<string, { readonly name: 'kg' | 'g' | 'lb' | 'oz'; readonly micrograms: bigint }>> = {
  kg: { name: 'kg', micrograms: 1_000_000_000n },
  g: { name: 'g', micrograms: 1_000_000n },
  lb: { name: 'lb', micrograms: 453_592_370n },
  oz: { name: 'oz', micrograms: 28_349_523n },
}

export interface Weight {
  readonly milligrams: number
  readonly divisionMilligrams: number
  readonly unit: 'kg' | 'g' | 'lb' | 'oz'
}

/**
 * Weight of the characters of a frame. Six digits without a point are grams whatever the unit says: models without a
 * point on their display send them so. `undefined` for characters that are no number.
 */
export function readWeight(text: string, unit: string, negative: boolean): Weight | undefined {
  const match = /^(\d+)(?:\.(\d+))?$/u.exec(text.trim())
  const known = units[unit.trim().toLowerCase()]
  if (!match || !known) return undefined
  const [, whole = '', fraction = ''] = match
  const grams = fraction === '' && known.name === 'kg' && text.trim().length === 6
  const perUnit = grams ? 1_000_000n : known.micrograms
  const scale = 10n ** BigInt(fraction.length)
  const milligrams = Number((BigInt(whole + fraction) * perUnit) / scale / 1000n)
  const division = Number(perUnit / scale / 1000n)
  return { milligrams: negative ? -milligrams : milligrams, divisionMilligrams: division, unit: known.name }
}
