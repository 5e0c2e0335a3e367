import { useQuery } from '@tanstack/react-query'
import type { DevicesSnapshot } from '../../../electron/contract/devices.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { Progress } from '../../ui/progress.tsx'
import { useRate } from './use-rate.ts'

/** How far the search has come, on which port and for which family it asks now. */
export function SearchProgress({ search }: { readonly search: DevicesSnapshot['search'] }) {
  const words = useWords()
  const families = useQuery(api.devices.families.queryOptions({ staleTime: Infinity }))
  const rate = useRate(search.done, search.state === 'running')
  if (search.state === 'idle') return null
  if (search.state !== 'running') {
    return <p role="status">{words.t(`ui.devices.${search.state}`, { count: search.done })}</p>
  }
  const family = families.data?.find(({ id }) => id === search.current?.familyId)
  return (
    <Progress
      label={words.t('ui.devices.running')}
      done={search.done}
      total={search.total}
      unit={words.t('ui.devices.attempts')}
      perSecond={rate}
      secondsLeft={rate ? (search.total - search.done) / rate : undefined}
      note={
        search.current &&
        words.t('ui.devices.current', {
          path: search.current.path,
          family: family ? words.local(family.name) : search.current.familyId,
        })
      }
    />
  )
}
