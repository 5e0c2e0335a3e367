const zero = 0x30
const star = 0x2a

/**
 * `every`: any 13–19 digits that pass the Luhn check, wherever they stand; for what a card terminal says.
 * `likely`: a whole run of 16–19 digits that also starts as bank cards do (2…6); elsewhere one number in ten would pass
 * by chance, and a goods code or a storage's number with stars in it would make a recorded frame unreadable.
 */
export type CardMasking = 'every' | 'likely'

/**
 * Masks card numbers in recorded bytes, spaces and dashes allowed between digits: only the first six and the last four
 * stay (PCI DSS 3.4). Returns the same array if there is nothing to mask.
 */
export function maskCardData(bytes: Uint8Array, masking: CardMasking): Uint8Array {
  let masked: Uint8Array | undefined
  let digits: number[] = []
  const finish = () => {
    if (digits.length >= 13) {
      for (const [start, end] of masking === 'every'
        ? anyCardNumbers(bytes, digits)
        : likelyCardNumber(bytes, digits)) {
        masked ??= bytes.slice()
        for (let index = start + 6; index < end - 4; index++) masked[digits[index] as number] = star
      }
    }
    digits = []
  }
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number
    if (byte >= zero && byte <= zero + 9) digits.push(index)
    else if (!(isSeparator(byte) && digits.length > 0 && digits.at(-1) === index - 1)) finish()
  }
  finish()
  return masked ?? bytes
}

function isSeparator(byte: number): boolean {
  return byte === 0x20 || byte === 0x2d
}

function likelyCardNumber(bytes: Uint8Array, digits: readonly number[]): [number, number][] {
  const first = (bytes[digits[0] as number] as number) - zero
  const fits = digits.length >= 16 && digits.length <= 19 && first >= 2 && first <= 6
  return fits && passesLuhn(bytes, digits, 0, digits.length) ? [[0, digits.length]] : []
}

/** In a long run a card number may start anywhere, so every start and length is tried. */
function* anyCardNumbers(bytes: Uint8Array, digits: readonly number[]): Generator<[number, number]> {
  const longest = 19
  for (let start = 0; start + 13 <= digits.length; start++) {
    for (let end = Math.min(digits.length, start + longest); end >= start + 13; end--) {
      if (passesLuhn(bytes, digits, start, end)) yield [start, end]
    }
  }
}

function passesLuhn(bytes: Uint8Array, digits: readonly number[], start: number, end: number): boolean {
  let sum = 0
  let any = 0
  for (let index = end - 1, double = false; index >= start; index--, double = !double) {
    const digit = (bytes[digits[index] as number] as number) - zero
    any |= digit
    const value = double ? digit * 2 : digit
    sum += value > 9 ? value - 9 : value
  }
  // Zeros alone pass the arithmetic and are no card: masking them would hide padding of every frame.
  return any !== 0 && sum % 10 === 0
}
