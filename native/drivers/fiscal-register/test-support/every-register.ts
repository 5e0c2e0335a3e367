import { authorise, type OperationContext } from '../../../foundation/operation.ts'
import type { ByteLink } from '../../../transports/byte-link.ts'
import type { Cashier, FiscalRegister, RegisterCapability, RegistrationValues } from '../fiscal-register.ts'
import { damageControl, lineControls } from '../shared/simulator/common-controls.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { playRegister, registerVariants, type RegisterVariant } from './played-register.ts'

/** What suites need that every register family must pass: one shop, one cashier, every operation by its capability. */

export const cashier: Cashier = { name: 'Иванова А.П.', taxpayerNumber: '500100732259' }
export const registration: RegistrationValues = {
  reason: 'storage-replacement',
  registrationNumber: '0000000001012345',
  taxpayerNumber: '7707083893',
  organisation: 'ООО "Ромашка"',
  address: '115280, Москва, Ленинская Слобода, 19',
  place: 'Магазин',
  taxSystems: 1,
  workMode: 0,
  extendedMode: 0,
  operatorName: 'ООО "Оператор"',
  operatorTaxpayerNumber: '7704358518',
  senderEmail: 'shop@example.ru',
  taxOfficeSite: 'www.nalog.gov.ru',
  formatVersion: '1.2',
}
export const settingConsent = (operation: string): OperationContext => ({
  authorisation: authorise(operation, 'setting'),
})
export const fiscalConsent = (operation: string): OperationContext => ({
  authorisation: authorise(operation, 'fiscal'),
})
export const code = '0104600000000015215!abcD\x1d91EE06\x1d92c2lnbmF0dXJl'

/** The operation that needs each capability. */
export const operationOf: Readonly<Record<RegisterCapability, (register: FiscalRegister) => Promise<unknown>>> = {
  status: (register) => register.readStatus({}),
  storage: (register) => register.readStorage({}),
  registration: (register) => register.readRegistration({}),
  'operator-exchange': (register) => register.readOperatorExchange({}),
  'read-documents': (register) => register.readDocument(2, {}),
  'read-documents-as-tlv': (register) => register.readDocument(2, {}),
  'read-confirmations': (register) => register.readDocument(2, {}),
  tables: (register) => register.listTables({}),
  clock: (register) => register.setClock('2027-01-02T03:04:05', settingConsent('register.set-clock')),
  'x-report': (register) => register.printXReport({}),
  'print-text': (register) => register.printText(['Проба'], {}),
  cut: (register) => register.cut({}),
  drawer: (register) => register.openDrawer({}),
  beep: (register) => register.beep({}),
  'check-marking': (register) => register.checkMarkingCode(code, {}),
  'shift-reports': (register) => register.openShift(cashier, fiscalConsent('register.open-shift')),
  'close-storage': (register) => register.closeStorage(cashier, fiscalConsent('register.close-storage')),
  'register-storage': (register) =>
    register.registerStorage(registration, cashier, fiscalConsent('register.register-storage')),
}
/** Parts of «read-documents» rather than operations. */
export const details: readonly RegisterCapability[] = ['read-documents-as-tlv', 'read-confirmations']

export const variants = registerVariants().map((variant) => [variant.label, variant] as const)
export const capable = (...needed: RegisterCapability[]) =>
  variants.filter(([, { family }]) => needed.every((one) => family.manifest.capabilities.includes(one)))

/** A host whose every byte is counted, and every one that it hears. */
export function listened(variant: RegisterVariant) {
  const played = playRegister(variant)
  let [sent, heard] = [0, 0]
  const line = simulatedLink(played.simulator, played.clock)
  line.subscribe((bytes) => (heard += bytes.length))
  const link: ByteLink = {
    ...line,
    write: (bytes) => {
      sent += bytes.length
      return line.write(bytes)
    },
  }
  return { ...played, register: played.connect(link), sent: () => sent, heard: () => heard }
}

/** Faults that leave the machine itself well. */
export const lineFaults = [...lineControls, damageControl]
  .map(({ name }) => name)
  .filter((name) => name !== 'power-cycle-after-execution')

/** What can go wrong while it answers. A stream between programs has no noise: there one wrong byte is the end of it. */
export const faultsOf = (variant: RegisterVariant): string[] => {
  const serial = variant.family.manifest.transports.some(({ kind }) => kind === 'serial')
  return playRegister(variant)
    .simulator.controls.filter(
      ({ kind, name }) => kind === 'fault' && name !== 'silence' && (serial || name !== 'noise'),
    )
    .map(({ name }) => name)
}
