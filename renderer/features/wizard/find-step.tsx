import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link2, Search, Square, Unplug, Usb } from 'lucide-react'
import { useState } from 'react'
import type { DevicesSnapshot } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import type { Wizard } from '../../../electron/contract/wizard.ts'
import { formatClock } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api, client } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { roles } from '../../ui/roles.ts'
import { FailurePanel, Note, Skeleton } from '../../ui/states.tsx'
import { obviousCandidates } from '../devices/candidates.ts'
import { BindByHandDialog } from '../devices/bind-by-hand-dialog.tsx'
import { RoleCandidates } from '../devices/role-candidates.tsx'
import { SearchProgress } from '../devices/search-progress.tsx'
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
  const queryClient = useQueryClient()
  const obvious = devices ? obviousCandidates(devices, wanted) : []
  const bindAll = useMutation({
    mutationFn: async (ids: readonly string[]) => {
      for (const candidateId of ids) await client.devices.assign({ candidateId })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.wizard.get.key() }),
  })
  const running = devices?.search.state === 'running'
  return (
    <>
      <StepHeading
        title={t('ui.wizard.steps.find.title')}
        text={t('ui.wizard.steps.find.text')}
        actions={
          running ? (
            <Button icon={<Square aria-hidden />} onPress={() => cancel.mutate(undefined)}>
              {t('ui.devices.cancel')}
            </Button>
          ) : (
            <Button
              variant={devices && devices.candidates.length > 0 ? 'plain' : 'primary'}
              icon={<Search aria-hidden />}
              isPending={search.isPending}
              onPress={() => search.mutate({ roles: [...wanted] })}
            >
              {t(devices && devices.candidates.length > 0 ? 'ui.devices.again' : 'ui.devices.start')}
            </Button>
          )
        }
      />
      {search.isError && (
        <FailurePanel failure={failureOf(search.error)} onRetry={() => search.mutate({ roles: [...wanted] })} />
      )}
      {devices ? (
        <>
          {bindAll.isError && <FailurePanel failure={failureOf(bindAll.error)} onRetry={bindAll.reset} />}
          {obvious.length > 1 && (
            <div>
              <Button
                variant="primary"
                icon={<Link2 aria-hidden />}
                isPending={bindAll.isPending}
                onPress={() => bindAll.mutate(obvious.map(({ id }) => id))}
              >
                {t('ui.devices.bindAll', { count: obvious.length })}
              </Button>
            </div>
          )}
          <SearchProgress search={devices.search} />
          {devices.gaps.map((gap) => (
            <Note key={gap.bus} tone="attention">
              {words.first([`gaps.${gap.bus}`, `ui.devices.gaps.${gap.bus}`], { reason: gap.reason })}
            </Note>
          ))}
          <div className={styles.columns}>
            <div className={styles.roles}>
              {roles
                .filter((role) => wanted.includes(role))
                .map((role) => (
                  <RoleCandidates
                    key={role}
                    role={role}
                    devices={devices}
                    isOneOfMany={obvious.length > 1}
                    onByHand={() => setByHand(role)}
                  />
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
      <h2>{words.t('ui.devices.live')}</h2>
      <ol aria-live="polite" aria-relevant="additions">
        {devices.events.length === 0 && <li className={styles.quiet}>{words.t('ui.devices.waiting')}</li>}
        {devices.events.slice(0, 8).map((event) => (
          <li key={`${event.at}-${event.port.identity}-${event.kind}`}>
            {event.kind === 'appeared' ? <Usb aria-hidden /> : <Unplug aria-hidden />}
            <span>
              {words.t(`ui.devices.${event.kind}`, {
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
      <h3>{words.t('ui.devices.ports', { count: devices.ports.length })}</h3>
      <ul>
        {devices.ports.map((port) => (
          <li key={port.identity} className={styles.port}>
            <code>{port.path}</code>
            <span>
              {port.label}
              {port.suggestedRoles.length > 0 && (
                <small>
                  {words.t('ui.devices.maybe', {
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
