import { findElement, isRegistrationNumber } from '../../codecs/ffd/index.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/** Storages for tests are registered under invented numbers. */
const debugStorage = '9999'

/** The registration number (РНМ) fits ИНН and the register's serial number, which stand beside it in registrations only. */
export function judgeRegistrationNumber({ code, document }: DocumentFacts, report: Report): void {
  const { text, summary, storageId } = document
  if ((code !== 1 && code !== 11) || !text) return
  const serialNumber = findElement(text.elements, 1013)?.text
  const { registrationNumber, taxpayerNumber } = summary
  if (serialNumber === undefined || registrationNumber === undefined || taxpayerNumber === undefined) return
  if (isRegistrationNumber(registrationNumber.trim(), taxpayerNumber, serialNumber)) return
  report('registration-number', storageId.startsWith(debugStorage) ? 'notice' : 'attention', {
    registrationNumber: registrationNumber.trim(),
    taxpayerNumber: taxpayerNumber.trim(),
    serialNumber: serialNumber.trim(),
  })
}
