import type { Role } from '../../../native/drivers/role.ts'
import type { Binding } from '../../contract/devices.ts'
import type { SettingValues } from '../../contract/vocabulary.ts'

/** Kinds of equipment as 1C's connectable-equipment library calls them; other software takes them for what they say. */
const equipmentTypes: Readonly<Record<Role, string>> = {
  'fiscal-register': 'ККТ',
  scanner: 'СканерШтрихкода',
  scale: 'ЭлектронныеВесы',
  'payment-terminal': 'ЭквайринговыйТерминал',
}

/** Settings of the scanner driver with the values that 1C takes for granted: suffix CR, GS as it comes, UTF-8. */
const scannerParameters = { Prefix: -1, Suffix: 13, Timeout: 75, GSSymbolKey: -1, COMEncoding: 'UTF-8' }

/**
 * One device as the file for the POS software describes it. Parameters carry the names of 1C's driver interface
 * (Port, Speed, DataBits, StopBit, Parity, IPAddress, IPPort, DriverPath), with the family's own settings beside them.
 */
export function describeEquipment(binding: Binding, settings: SettingValues, fieldNames: ReadonlySet<string>): object {
  return {
    EquipmentType: equipmentTypes[binding.role],
    Name: binding.familyName?.ru ?? binding.familyId ?? '',
    Model: binding.identity?.model ?? null,
    SerialNumber: binding.identity?.serialNumber ?? null,
    Driver: binding.familyId ?? null,
    Parameters: {
      ...addressParameters(binding),
      ...(binding.role === 'scanner' ? scannerParameters : {}),
      ...Object.fromEntries(Object.entries(settings).filter(([name]) => fieldNames.has(name))),
    },
  }
}

function addressParameters({ address }: Binding): Record<string, string | number> {
  switch (address?.kind) {
    case 'serial': {
      const { baudRate, dataBits, parity, stopBits } = address.settings
      return {
        ConnectionType: 'COM',
        Port: address.path,
        Speed: baudRate,
        DataBits: dataBits,
        // The library counts stop bits from nought: 0 is one, 2 is two, as Windows does.
        StopBit: stopBits === 1 ? 0 : 2,
        Parity: { none: 0, odd: 1, even: 2 }[parity],
      }
    }
    case 'tcp':
      return { ConnectionType: 'TCP', IPAddress: address.host, IPPort: address.port }
    case 'program':
      return { ConnectionType: 'PROGRAM', DriverPath: address.directory, Program: address.program }
    default:
      return {}
  }
}
