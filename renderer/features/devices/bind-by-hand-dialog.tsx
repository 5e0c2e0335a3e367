import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Binding, Family, Port } from '../../../electron/contract/devices.ts'
import type { LinkAddress, Role, SettingValues } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { FailurePanel, Skeleton } from '../../ui/states.tsx'
import { AddressForm, isComplete, proposedAddress } from './address-form.tsx'
import { ManifestForm, settingsWithDefaults } from './manifest-form.tsx'

interface Properties {
  readonly role: Role
  readonly onClose: () => void
  /** What is bound now, to be changed. */
  readonly binding?: Binding | undefined
}

/** A person says what the device is and where; the device is then asked who it is. */
export function BindByHandDialog({ role, onClose, binding }: Properties) {
  const { t } = useWords()
  const families = useQuery(api.devices.families.queryOptions({ staleTime: Infinity }))
  const devices = useLive(live.devices)
  const ofRole = families.data?.filter((family) => family.role === role)
  const title = t('ui.devices.byHand.title', { role: t(`ui.roles.${role}.full`) })
  if (!ofRole || !devices) {
    return (
      <Dialog isOpen onClose={onClose} title={title}>
        {families.isError ? (
          <FailurePanel failure={failureOf(families.error)} onRetry={() => void families.refetch()} />
        ) : (
          <Skeleton />
        )}
      </Dialog>
    )
  }
  return (
    <BindForm title={title} role={role} families={ofRole} ports={devices.ports} binding={binding} onClose={onClose} />
  )
}

interface FormProperties {
  readonly title: string
  readonly role: Role
  readonly families: readonly Family[]
  readonly ports: readonly Port[]
  readonly binding: Binding | undefined
  readonly onClose: () => void
}

function BindForm({ title, role, families, ports, binding, onClose }: FormProperties) {
  const words = useWords()
  const { t } = words
  const queryClient = useQueryClient()
  const first = families.find(({ id }) => id === binding?.familyId) ?? families[0]
  const [familyId, setFamilyId] = useState(first?.id)
  const family = families.find(({ id }) => id === familyId)
  const [address, setAddress] = useState<LinkAddress | undefined>(
    binding?.address ?? (first?.transports[0] && proposedAddress(first.transports[0], ports)),
  )
  const [settings, setSettings] = useState<SettingValues>(
    settingsWithDefaults(first?.settings ?? [], binding?.settings),
  )
  const bind = useMutation(
    api.devices.bindByHand.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.wizard.get.key() })
        onClose()
      },
    }),
  )
  const transport = family?.transports.find(({ kind }) => kind === address?.kind)
  const choose = (id: string) => {
    const next = families.find((candidate) => candidate.id === id)
    setFamilyId(id)
    setAddress(next?.transports[0] && proposedAddress(next.transports[0], ports))
    setSettings(settingsWithDefaults(next?.settings ?? []))
    bind.reset()
  }
  const submit = () => {
    if (family && address) bind.mutate({ role, familyId: family.id, address, settings })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onPress={onClose}>{t('ui.actions.cancel')}</Button>
          <Button
            variant="primary"
            isPending={bind.isPending}
            isDisabled={!family || !address || !isComplete(address)}
            onPress={submit}
          >
            {t('ui.devices.byHand.connect')}
          </Button>
        </>
      }
    >
      <Select
        label={t('ui.devices.byHand.family')}
        value={familyId}
        onChange={choose}
        options={families.map(({ id, name, models, support }) => ({
          value: id,
          label: words.local(name),
          note: [models.slice(0, 4).join(', '), support === 'reading' && t('ui.devices.byHand.readingOnly')]
            .filter(Boolean)
            .join(' · '),
        }))}
      />
      {family && family.transports.length > 1 && (
        <RadioGroup
          segmented
          label={t('ui.devices.byHand.transport')}
          value={address?.kind}
          onChange={(kind) => {
            const next = family.transports.find((candidate) => candidate.kind === kind)
            if (next) setAddress(proposedAddress(next, ports))
          }}
          options={family.transports.map(({ kind }) => ({
            value: kind,
            label: t(`ui.devices.byHand.transports.${kind}`),
          }))}
        />
      )}
      {transport && address && (
        <AddressForm transport={transport} address={address} ports={ports} onChange={setAddress} />
      )}
      {family && <ManifestForm fields={family.settings} values={settings} onChange={setSettings} />}
      {bind.isError && (
        <FailurePanel compact failure={failureOf(bind.error)} onRetry={submit} isRetrying={bind.isPending} />
      )}
    </Dialog>
  )
}
