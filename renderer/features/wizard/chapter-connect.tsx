import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowRight, ChevronRight, RefreshCw, Unlink } from 'lucide-react'
import { useState } from 'react'
import type { Binding, DevicesSnapshot } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { BindByHandDialog } from '../devices/bind-by-hand-dialog.tsx'
import { foundParameters } from '../devices/found-parameters.ts'
import { FindOne } from '../devices/find-one.tsx'
import styles from './chapter-connect.module.css'

interface Properties {
  readonly role: Role
  readonly devices: DevicesSnapshot
  readonly binding: Binding
  readonly onNext: () => void
}

/** The device answers, with the parameters that were found; or it is looked for. */
export function ChapterConnect({ role, devices, binding, onNext }: Properties) {
  const words = useWords()
  const { t } = words
  const [byHand, setByHand] = useState(false)
  const unbind = useMutation(api.devices.unbind.mutationOptions())
  const reconnect = useMutation(api.devices.reconnect.mutationOptions())
  return (
    <div className={styles.connect}>
      {binding.familyId && (
        <section className={styles.found}>
          <div className={styles.head}>
            <StatusMark health={binding.health} />
            <p className={styles.name}>
              {[binding.identity?.vendor, binding.identity?.model].filter(Boolean).join(' ') ||
                (binding.familyName && words.local(binding.familyName))}
            </p>
            {binding.health !== 'works' && (
              <Button
                icon={<RefreshCw aria-hidden />}
                isPending={reconnect.isPending || binding.health === 'in-progress'}
                onPress={() => reconnect.mutate({ role })}
              >
                {t('ui.actions.retry')}
              </Button>
            )}
          </div>
          <FoundParameters binding={binding} onChange={() => setByHand(true)} />
          {binding.failure && <FailurePanel compact failure={binding.failure} />}
          {unbind.isError && <FailurePanel compact failure={failureOf(unbind.error)} onRetry={unbind.reset} />}
          <div className={styles.actions}>
            {binding.health === 'works' && (
              <Button variant="primary" icon={<ArrowRight aria-hidden />} onPress={onNext}>
                {t('ui.wizard.connect.test')}
              </Button>
            )}
            <Button
              variant="quiet"
              icon={<Unlink aria-hidden />}
              isPending={unbind.isPending}
              onPress={() => unbind.mutate({ role })}
            >
              {t('ui.devices.unbind')}
            </Button>
          </div>
        </section>
      )}
      <FindOne role={role} devices={devices} />
      {byHand && <BindByHandDialog role={role} binding={binding} onClose={() => setByHand(false)} />}
    </div>
  )
}

/** «Найдено: COM3, 115200 8N1, пароль 30 ▸ изменить» */
function FoundParameters({ binding, onChange }: { readonly binding: Binding; readonly onChange: () => void }) {
  const words = useWords()
  const families = useQuery(api.devices.families.queryOptions({ staleTime: Infinity }))
  const family = families.data?.find(({ id }) => id === binding.familyId)
  return (
    <p className={styles.parameters}>
      {words.t('ui.wizard.connect.found', { parameters: foundParameters(binding, family, words) })}
      <Button variant="quiet" icon={<ChevronRight aria-hidden />} onPress={onChange}>
        {words.t('ui.wizard.connect.change')}
      </Button>
    </p>
  )
}
