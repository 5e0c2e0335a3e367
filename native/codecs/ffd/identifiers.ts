/** Weights of the control digits of an ИНН (приказ ММВ-7-6/435@). */
const weights10 = [2, 4, 10, 3, 5, 9, 4, 6, 8]
const weights11 = [7, ...weights10]
const weights12 = [3, ...weights11]

export type TaxpayerNumberVerdict = 'ok' | 'format' | 'checksum'

/** Checks an ИНН of 10 digits (organisation) or 12 (person). Zeros alone pass the arithmetic: some requisites lawfully hold them. */
export function checkTaxpayerNumber(text: string): TaxpayerNumberVerdict {
  if (!/^(\d{10}|\d{12})$/u.test(text)) return 'format'
  const digits = Array.from(text, Number)
  const fits =
    digits.length === 10
      ? controlDigit(digits, weights10) === digits[9]
      : controlDigit(digits, weights11) === digits[10] && controlDigit(digits, weights12) === digits[11]
  return fits ? 'ok' : 'checksum'
}

function controlDigit(digits: readonly number[], weights: readonly number[]): number {
  return (weights.reduce((sum, weight, index) => sum + weight * (digits[index] as number), 0) % 11) % 10
}

/**
 * Checks a register's registration number (РНМ): ten digits of sequence, then six of CRC-16/CCITT-FALSE over the
 * sequence, the ИНН padded to 12 and the serial number padded to 20 with zeros. Debug storages are registered under
 * invented numbers, so `false` is a finding, not a proof of fraud.
 */
export function isRegistrationNumber(number: string, taxpayerNumber: string, serialNumber: string): boolean {
  if (!/^\d{16}$/u.test(number)) return false
  return number === registrationNumber(number.slice(0, 10), taxpayerNumber, serialNumber)
}

/** The number that belongs to a sequence of ten digits. */
export function registrationNumber(sequence: string, taxpayerNumber: string, serialNumber: string): string {
  const text = sequence + taxpayerNumber.trim().padStart(12, '0') + serialNumber.trim().padStart(20, '0')
  const sum = crc16CcittFalse(Uint8Array.from(text, (character) => character.charCodeAt(0)))
  return sequence + String(sum).padStart(6, '0')
}

/** CRC-16/CCITT-FALSE: polynomial 1021h, initial FFFFh, no reflection, no final XOR; of `123456789` it is 29B1h. */
export function crc16CcittFalse(bytes: Uint8Array): number {
  let sum = 0xffff
  for (const byte of bytes) {
    sum ^= byte << 8
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x8000 ? ((sum << 1) ^ 0x1021) & 0xffff : (sum << 1) & 0xffff
  }
  return sum
}
