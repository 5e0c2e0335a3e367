import type {
  DeviceFamily,
  SettingField as NativeField,
  TransportOption,
} from '../../../native/drivers/device-family.ts'
import type { Family, SettingField } from '../../contract/devices.ts'

/** What a screen has to know of a family: names, ways to reach it, and the form of its settings. */
export function describeFamily({ manifest }: DeviceFamily): Family {
  return {
    id: manifest.id,
    role: manifest.role,
    name: { ...manifest.name },
    vendors: [...manifest.vendors],
    models: [...manifest.models],
    support: manifest.support,
    transports: manifest.transports.map(describeTransport),
    settings: manifest.settings.map(describeField),
    capabilities: [...manifest.capabilities],
    wiring: manifest.wiring.map((wiring) => ({ ...wiring })),
    preparation: { ...manifest.preparation },
  }
}

function describeTransport(transport: TransportOption): Family['transports'][number] {
  switch (transport.kind) {
    case 'serial':
      return { kind: 'serial', defaults: { ...transport.defaults }, baudRates: [...transport.baudRates] }
    case 'tcp':
      return { kind: 'tcp', defaultPort: transport.defaultPort, defaultHosts: [...transport.defaultHosts] }
    case 'program':
      return {
        kind: 'program',
        programs: [...transport.programs],
        defaultDirectories: [...transport.defaultDirectories],
      }
  }
}

function describeField(field: NativeField): SettingField {
  return structuredClone(field) as SettingField
}
