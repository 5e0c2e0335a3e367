import { useQuery } from '@tanstack/react-query'
import { ArrowRight, LoaderCircle, Usb } from 'lucide-react'
import { useState } from 'react'
import type { Binding, DevicesSnapshot, Family } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { formatClock } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, FailurePanel, Skeleton } from '../../ui/states.tsx'
import { wiringOf, type Way } from './wiring.ts'
import styles from './chapter-wire.module.css'

interface Properties {
  readonly role: Role
  readonly devices: DevicesSnapshot
  readonly binding: Binding
  readonly onNext: () => void
}

/** Which plug goes where, what to set on the device first, and what the program sees meanwhile. */
export function ChapterWire({ role, devices, binding, onNext }: Properties) {
  const words = useWords()
  const { t } = words
  const families = useQuery(api.devices.families.queryOptions({ staleTime: Infinity }))
  const candidate = devices.candidates.find((found) => found.role === role)
  const ofRole = families.data?.filter((family) => family.role === role)
  const [chosen, setChosen] = useState<string>()
  const family = ofRole?.find(({ id }) => id === (chosen ?? binding.familyId ?? candidate?.familyId)) ?? ofRole?.[0]
  if (families.isError)
    return <FailurePanel failure={failureOf(families.error)} onRetry={() => void families.refetch()} />
  if (!ofRole) return <Skeleton lines={5} />
  if (!family) return <EmptyState title={t('ui.wizard.wire.noFamily')} text={t('ui.wizard.wire.noFamilyText')} />
  return (
    <div className={styles.wire}>
      <Select
        label={t(`ui.wizard.wire.which.${role}`)}
        value={family.id}
        onChange={setChosen}
        options={ofRole.map(({ id, name, models }) => ({
          value: id,
          label: words.local(name),
          note: models.slice(0, 4).join(', '),
        }))}
      />
      <div className={styles.columns}>
        <Drawing key={family.id} family={family} transport={binding.address?.kind} />
        <section className={styles.preparation}>
          <h2>{t('ui.wizard.wire.prepare')}</h2>
          <p>{words.local(family.preparation)}</p>
        </section>
      </div>
      <LiveLine devices={devices} />
      <div>
        <Button variant="primary" icon={<ArrowRight aria-hidden />} onPress={onNext}>
          {t('ui.wizard.wire.done')}
        </Button>
      </div>
    </div>
  )
}

function Drawing({ family, transport }: { readonly family: Family; readonly transport: string | undefined }) {
  const { t, first } = useWords()
  const ways = wiringOf(family)
  const keyOf = (way: Way) => `${way.transport} ${way.name}`
  const [chosen, setChosen] = useState<string>()
  const way =
    ways.find((candidate) => keyOf(candidate) === chosen) ??
    ways.find((candidate) => candidate.transport === transport) ??
    ways[0]
  if (!way) return null
  const text = first([`ui.drawings.${way.name}.text`, `ui.wizard.wire.by.${way.transport}`])
  return (
    <div className={styles.drawing}>
      {ways.length > 1 && (
        <RadioGroup
          segmented
          label={t('ui.wizard.wire.way')}
          value={keyOf(way)}
          onChange={setChosen}
          options={ways.map((candidate) => ({
            value: keyOf(candidate),
            label: first([
              `ui.drawings.${candidate.name}.${candidate.transport}`,
              `ui.drawings.${candidate.name}.short`,
              `ui.devices.byHand.transports.${candidate.transport}`,
            ]),
          }))}
        />
      )}
      <figure>
        {way.drawing && <img src={way.drawing} alt={t('ui.drawings.alt')} />}
        <figcaption>{text}</figcaption>
      </figure>
    </div>
  )
}

/** «Жду подключения… USB-устройство появилось: …» */
function LiveLine({ devices }: { readonly devices: DevicesSnapshot }) {
  const { t } = useWords()
  const newest = devices.events[0]
  return (
    <p className={styles.live} role="status">
      {newest ? <Usb aria-hidden /> : <LoaderCircle aria-hidden className={styles.waiting} />}
      {newest
        ? `${formatClock(newest.at)}  ${t(`ui.devices.${newest.kind}`, { label: newest.port.label || newest.port.path, path: newest.port.path })}`
        : t('ui.devices.waiting')}
    </p>
  )
}
