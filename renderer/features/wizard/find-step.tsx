import { useMutation } from '@tanstack/react-query'
import { Search, Square, Unplug, Usb } from 'lucide-react'
import { useState } from 'react'
import type { DevicesSnapshot } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import type { Wizard } from '../../../electron/contract/wizard.ts'
import { formatClock } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { roles } from '../../ui/roles.ts'
import { FailurePanel, Note, Skeleton } from '../../ui/states.tsx'
import { BindByHandDialog } from './bind-by-hand-dialog.tsx'
import { RoleCandidates } from './role-candidates.tsx'
import { SearchProgress } from './search-progress.tsx'
import { StepHeading } from './step-heading.tsx'
import styles from './find-step.module.css'

/** Everything that is plugged in, named as it appears, with the evidence; a guess is called a guess. */
export function FindStep({ wizard }: { readonly wizard: Wizard }) {
  const words = useWords()
  const { t } = words
  const devices = useLive(live.devices)
  const search = useMutation(api.devices.search.mutationOptions())
  const cancel = useMutation(api.devices.cancelSearch.mutationOptions())
  const [byHand, setByHand] = useState<Role>()
  const wanted = wizard.shop.roles ?? roles
  const running = devices?.search.state === 'running'
  return (
    <>
      <StepHeading
        title={t('ui.wizard.steps.find.title')}
        text={t('ui.wizard.steps.find.text')}
        actions={
          running ? (
            <Button icon={<Square aria-hidden />} onPress={() => cancel.mutate(undefined)}>
              {t('ui.wizard.find.cancel')}
            </Button>
          ) : (
            <Button
              variant="primary"
              icon={<Search aria-hidden />}
              isPending={search.isPending}
              onPress={() => search.mutate({ roles: [...wanted] })}
            >
              {t(devices && devices.candidates.length > 0 ? 'ui.wizard.find.again' : 'ui.wizard.find.start')}
            </Button>
          )
        }
      />
      {search.isError && (
        <FailurePanel failure={failureOf(search.error)} onRetry={() => search.mutate({ roles: [...wanted] })} />
      )}
      {devices ? (
        <>
          <SearchProgress search={devices.search} />
          {devices.gaps.map((gap) => (
            <Note key={gap.bus} tone="attention">
              {words.first([`gaps.${gap.bus}`, `ui.wizard.find.gaps.${gap.bus}`], { reason: gap.reason })}
            </Note>
          ))}
          <div className={styles.columns}>
            <div className={styles.roles}>
              {roles
                .filter((role) => wanted.includes(role))
                .map((role) => (
                  <RoleCandidates key={role} role={role} devices={devices} onByHand={() => setByHand(role)} />
                ))}
            </div>
            <PlugEvents devices={devices} />
          </div>
        </>
      ) : (
        <Skeleton lines={6} />
      )}
      {byHand && <BindByHandDialog role={byHand} onClose={() => setByHand(undefined)} />}
    </>
  )
}

/** What was plugged in or pulled out, as it happens, and every port there is. */
function PlugEvents({ devices }: { readonly devices: DevicesSnapshot }) {
  const words = useWords()
  return (
    <aside className={styles.events}>
      <h2>{words.t('ui.wizard.find.live')}</h2>
      <ol aria-live="polite" aria-relevant="additions">
        {devices.events.length === 0 && <li className={styles.quiet}>{words.t('ui.wizard.find.waiting')}</li>}
        {devices.events.slice(0, 8).map((event) => (
          <li key={`${event.at}-${event.port.identity}-${event.kind}`}>
            {event.kind === 'appeared' ? <Usb aria-hidden /> : <Unplug aria-hidden />}
            <span>
              {words.t(`ui.wizard.find.${event.kind}`, {
                label: event.port.label || event.port.path,
                path: event.port.path,
              })}
              <small>
                {formatClock(event.at)}
                {event.port.vendorId && ` · ${event.port.vendorId}:${event.port.productId ?? ''}`}
              </small>
            </span>
          </li>
        ))}
      </ol>
      <h3>{words.t('ui.wizard.find.ports', { count: devices.ports.length })}</h3>
      <ul>
        {devices.ports.map((port) => (
          <li key={port.identity} className={styles.port}>
            <code>{port.path}</code>
            <span>
              {port.label}
              {port.suggestedRoles.length > 0 && (
                <small>
                  {words.t('ui.wizard.find.maybe', {
                    roles: port.suggestedRoles
                      .map((role) => words.t(`ui.roles.${role}.short`).toLowerCase())
                      .join(', '),
                  })}
                </small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </aside>
  )
}
