import { useMutation } from '@tanstack/react-query'
import { Hand, Search, Square } from 'lucide-react'
import { useState } from 'react'
import type { DevicesSnapshot } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import { BindByHandDialog } from './bind-by-hand-dialog.tsx'
import { CandidateList } from './role-candidates.tsx'
import { SearchProgress } from './search-progress.tsx'
import styles from './find-one.module.css'

/** Looks for the device of one role and gives it the role; what was found stands with its evidence. */
export function FindOne({ role, devices }: { readonly role: Role; readonly devices: DevicesSnapshot }) {
  const { t } = useWords()
  const [byHand, setByHand] = useState(false)
  const search = useMutation(api.devices.search.mutationOptions())
  const cancel = useMutation(api.devices.cancelSearch.mutationOptions())
  const binding = devices.bindings.find((present) => present.role === role)
  const found = devices.candidates.some((candidate) => candidate.role === role)
  const running = devices.search.state === 'running'
  return (
    <div className={styles.find}>
      {(running || search.isSuccess) && <SearchProgress search={devices.search} />}
      {search.isError && <FailurePanel compact failure={failureOf(search.error)} onRetry={search.reset} />}
      {!binding?.familyId && found && <CandidateList role={role} devices={devices} />}
      <div className={styles.actions}>
        {running ? (
          <Button icon={<Square aria-hidden />} onPress={() => cancel.mutate(undefined)}>
            {t('ui.devices.cancel')}
          </Button>
        ) : (
          <Button
            variant={binding?.familyId || found ? 'plain' : 'primary'}
            icon={<Search aria-hidden />}
            isPending={search.isPending}
            onPress={() => search.mutate({ roles: [role] })}
          >
            {t(`ui.devices.search.${role}`)}
          </Button>
        )}
        {!binding?.familyId && (
          <Button variant="quiet" icon={<Hand aria-hidden />} onPress={() => setByHand(true)}>
            {t('ui.devices.byHandButton')}
          </Button>
        )}
      </div>
      {byHand && <BindByHandDialog role={role} onClose={() => setByHand(false)} />}
    </div>
  )
}
