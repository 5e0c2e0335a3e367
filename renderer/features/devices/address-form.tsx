import type { Family, Port } from '../../../electron/contract/devices.ts'
import type { LinkAddress } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { NumberField, TextField } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

type Transport = Family['transports'][number]

interface Properties {
  readonly transport: Transport
  readonly address: LinkAddress
  readonly ports: readonly Port[]
  readonly onChange: (address: LinkAddress) => void
}

/** Where the device is: port and speed, network address, or the vendor's program. */
export function AddressForm({ transport, address, ports, onChange }: Properties) {
  const words = useWords()
  const { t } = words
  if (transport.kind === 'serial' && address.kind === 'serial') {
    const serialPorts = ports.filter(({ kind }) => kind === 'serial')
    const known = serialPorts.some(({ path }) => path === address.path)
    return (
      <>
        <Select
          label={t('ui.devices.byHand.port')}
          placeholder={t('ui.devices.byHand.choosePort')}
          value={address.path || undefined}
          onChange={(path) => onChange({ ...address, path })}
          options={[
            ...serialPorts.map(({ path, label }) => ({ value: path, label: path, note: label })),
            ...(address.path && !known
              ? [{ value: address.path, label: address.path, note: t('ui.devices.byHand.portGone') }]
              : []),
          ]}
        />
        <Select
          label={t('ui.devices.byHand.speed')}
          value={String(address.settings.baudRate)}
          onChange={(rate) => onChange({ ...address, settings: { ...address.settings, baudRate: Number(rate) } })}
          options={[...new Set([...transport.baudRates, address.settings.baudRate])].map((rate) => ({
            value: String(rate),
            label: words.number(rate),
          }))}
        />
      </>
    )
  }
  if (address.kind === 'tcp') {
    return (
      <>
        <TextField
          label={t('ui.devices.byHand.host')}
          mono
          value={address.host}
          onChange={(host) => onChange({ ...address, host })}
        />
        <NumberField
          label={t('ui.devices.byHand.tcpPort')}
          value={address.port}
          minimum={1}
          maximum={65_535}
          onChange={(port) => onChange({ ...address, port })}
          decreaseLabel={t('ui.actions.decrease')}
          increaseLabel={t('ui.actions.increase')}
        />
      </>
    )
  }
  if (address.kind === 'program' && transport.kind === 'program') {
    return (
      <>
        <TextField
          label={t('ui.devices.byHand.directory')}
          mono
          value={address.directory}
          onChange={(directory) => onChange({ ...address, directory })}
        />
        <Select
          label={t('ui.devices.byHand.program')}
          value={address.program}
          onChange={(program) => onChange({ ...address, program })}
          options={transport.programs.map((program) => ({ value: program, label: program }))}
        />
      </>
    )
  }
  return null
}

/** What to propose for a transport before anything is known. */
export function proposedAddress(transport: Transport, ports: readonly Port[]): LinkAddress {
  switch (transport.kind) {
    case 'serial':
      return {
        kind: 'serial',
        path: ports.find(({ kind }) => kind === 'serial')?.path ?? '',
        settings: transport.defaults,
      }
    case 'tcp':
      return { kind: 'tcp', host: transport.defaultHosts[0] ?? '', port: transport.defaultPort }
    case 'program':
      return { kind: 'program', directory: transport.defaultDirectories[0] ?? '', program: transport.programs[0] ?? '' }
  }
}

export function isComplete(address: LinkAddress): boolean {
  switch (address.kind) {
    case 'serial':
      return address.path !== ''
    case 'tcp':
      return address.host.trim() !== ''
    case 'program':
      return address.directory.trim() !== '' && address.program !== ''
  }
}
