import type { RegistrationValues } from '../fiscal-register.ts'
import type { ValuesOf } from './commands/command.ts'
import type { register } from './commands/work.ts'
import { wrongArgument } from './failures.ts'
import { linesArgument, textArgument } from './printable.ts'

/** «Регистрация / перерегистрация» 60h: lengths of its texts. */
const lineLength = 44
const lines = 2
const longest = { place: 112, operatorName: 64, senderEmail: 44, taxOfficeSite: 64 }

const ffd: Readonly<Partial<Record<RegistrationValues['formatVersion'], number>>> = { '1.05': 2, '1.2': 4 }
const taxSystemBits = 0b11_1111
const workModeBits = 0b11_1111
const automatic = 1 << 2

/** Bits of the role and where this machine keeps them: in the work mode or in the extended one. */
const excise = { bit: 0, workMode: 6 }
const gambling = { bit: 1, workMode: 7 }
const lottery = { bit: 2, workMode: 15 }
const printerInMachine = 1 << 3
const markedGoods = { bit: 4, extendedMode: 1 }

type Parameters = Partial<ValuesOf<typeof register.parameters>>

/**
 * The values of a registration as 60h carries them. Throws `operation.wrong-argument` for what it cannot: ФФД 1.1, texts that are
 * too long, and a vending machine, whose number nobody gives.
 */
export function registrationParameters(values: RegistrationValues): Parameters {
  const format = ffd[values.formatVersion]
  if (format === undefined) throw wrongArgument('formatVersion', '1.05, 1.2')
  if (values.taxSystems & ~taxSystemBits) throw wrongArgument('taxSystems', `1…${taxSystemBits}`)
  if (values.workMode & ~workModeBits) throw wrongArgument('workMode', `0…${workModeBits}`)
  if (values.workMode & automatic) throw wrongArgument('workMode', 'vending machine')
  if (values.extendedMode & printerInMachine) throw wrongArgument('extendedMode', 'vending machine')
  const has = (bit: number) => (values.extendedMode >> bit) & 1
  const [organisation1 = '', organisation2 = ''] = linesArgument('organisation', values.organisation, lineLength, lines)
  const [address1 = '', address2 = ''] = linesArgument('address', values.address, lineLength, lines)
  return {
    storageReplaced: values.reason === 'storage-replacement' ? 1 : 0,
    registrationNumber: values.registrationNumber,
    inn: values.taxpayerNumber.trim(),
    taxSystems: values.taxSystems,
    workMode:
      values.workMode |
      [excise, gambling, lottery].reduce((mode, { bit, workMode }) => mode | (has(bit) << workMode), 0),
    organisation1,
    organisation2,
    address1,
    address2,
    place: textArgument('place', values.place, longest.place),
    vendingMachine: '',
    ofdName: textArgument('operatorName', values.operatorName, longest.operatorName),
    ofdInn: values.operatorTaxpayerNumber.trim(),
    senderEmail: textArgument('senderEmail', values.senderEmail, longest.senderEmail),
    taxOfficeSite: textArgument('taxOfficeSite', values.taxOfficeSite, longest.taxOfficeSite),
    extendedMode: has(markedGoods.bit) << markedGoods.extendedMode,
    ffd: format,
  }
}
