/** Digits with single spaces or dashes between them, as card numbers are written. */
const digitRuns = /\d(?:[ -]?\d){12,}/gu
const [shortest, longest] = [13, 19]

/**
 * Leaves of every card number in a text the first six and the last four digits (PCI DSS 3.4). A number is any 13 to 19
 * digits in a row, wherever they start, that pass the Luhn check.
 */
export function maskCardNumbers(text: string): string {
  return text.replace(digitRuns, (run) => {
    const characters = [...run]
    const places = characters.flatMap((character, index) => (/\d/u.test(character) ? [index] : []))
    const digits = places.map((place) => Number(characters[place]))
    for (let start = 0; start + shortest <= digits.length; start++) {
      for (let end = Math.min(digits.length, start + longest); end >= start + shortest; end--) {
        if (!passesLuhn(digits.slice(start, end))) continue
        for (const place of places.slice(start + 6, end - 4)) characters[place] = '*'
      }
    }
    return characters.join('')
  })
}

/** Masks a field that holds a card number and nothing else, whether or not its check digit is right. */
export function maskCardField(text: string): string {
  const places = Array.from(text.matchAll(/\d/gu), ({ index }) => index)
  if (places.length <= 10) return maskCardNumbers(text)
  const hidden = new Set(places.slice(6, -4))
  return maskCardNumbers(Array.from(text, (character, index) => (hidden.has(index) ? '*' : character)).join(''))
}

export function passesLuhn(digits: readonly number[]): boolean {
  const sum = digits.toReversed().reduce((total, digit, index) => {
    const value = index % 2 ? digit * 2 : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
