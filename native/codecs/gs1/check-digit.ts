/** Check digit of a GTIN, SSCC or GLN for `digits` that precede it (GS1 General Specifications, §7.9.1). */
export function checkDigit(digits: string): string {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const weight = (digits.length - index) % 2 ? 3 : 1
    sum += weight * (digits.charCodeAt(index) - 48)
  }
  return String((10 - (sum % 10)) % 10)
}

/** True if `text` is all digits and its last one is the right check digit. */
export function hasRightCheckDigit(text: string): boolean {
  return /^\d{2,}$/u.test(text) && checkDigit(text.slice(0, -1)) === text.slice(-1)
}
