import { checkTaxpayerNumber, firstForeign } from '../../../codecs/ffd/index.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Cashier, RegistrationValues } from '../fiscal-register.ts'

/** Longest marking code of any group: tobacco blocks and shoes stay well below. */
const longestCode = 255

function wrong(argument: string, reason: string): DeviceFailure {
  return new DeviceFailure('operation.wrong-argument', { argument, reason })
}

function checkText(argument: string, text: string, longest: number, shortest = 0): void {
  if (text.length > longest || text.trim().length < shortest) throw wrong(argument, `${shortest}…${longest}`)
  if (/\p{Cc}/u.test(text)) throw wrong(argument, 'control character')
  const foreign = firstForeign(text)
  if (foreign !== undefined) throw wrong(argument, foreign)
}

function checkBits(argument: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > 255) throw wrong(argument, '0…255')
}

/** Printable Latin and GS, as scanners give them. */
export function checkMarkingCode(code: string): void {
  if (code.length === 0 || code.length > longestCode) throw wrong('code', `1…${longestCode}`)
  if (!/^[\x1d\x20-\x7e]+$/u.test(code)) throw wrong('code', 'printable Latin and GS only')
}

/** Lengths of tags 1021 (64) and 1203 (12). */
export function checkCashier({ name, taxpayerNumber }: Cashier): void {
  checkText('cashier', name, 64, 1)
  if (taxpayerNumber !== undefined && checkTaxpayerNumber(taxpayerNumber) !== 'ok')
    throw wrong('cashierTaxpayerNumber', 'ИНН')
}

/** Lengths of tags 1048, 1009, 1187, 1046, 1117 and 1060; ИНН by their check digits, РНМ by its form. */
export function checkRegistration(values: RegistrationValues): void {
  checkText('organisation', values.organisation, 256, 1)
  checkText('address', values.address, 256, 1)
  checkText('place', values.place, 256, 1)
  checkText('operatorName', values.operatorName, 256)
  checkText('senderEmail', values.senderEmail, 64)
  checkText('taxOfficeSite', values.taxOfficeSite, 256)
  if (checkTaxpayerNumber(values.taxpayerNumber.trim()) !== 'ok') throw wrong('taxpayerNumber', 'ИНН')
  const offline = (values.workMode & 2) !== 0
  if (!offline && checkTaxpayerNumber(values.operatorTaxpayerNumber.trim()) !== 'ok')
    throw wrong('operatorTaxpayerNumber', 'ИНН')
  if (!/^\d{16}$/u.test(values.registrationNumber)) throw wrong('registrationNumber', '16')
  checkBits('taxSystems', values.taxSystems)
  if (values.taxSystems === 0) throw wrong('taxSystems', '1…255')
  checkBits('workMode', values.workMode)
  checkBits('extendedMode', values.extendedMode)
}
