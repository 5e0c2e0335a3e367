import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../rpc/client.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'

const calm = 1_000

/** Asks again for what is on screen when the log has changed, at most once a second however fast it changes. */
export function useRefreshOnChange(): void {
  const queryClient = useQueryClient()
  const version = useLive(live.logChanges)?.version
  const known = useRef<number>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const isFirst = known.current === undefined
    if (version === undefined || known.current === version) return
    known.current = version
    if (isFirst || timer.current) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      for (const procedure of [
        api.fiscalLog.query,
        api.fiscalLog.storages,
        api.fiscalLog.findings,
        api.fiscalLog.totalsBy,
        api.fiscalLog.facets,
      ]) {
        void queryClient.invalidateQueries({ queryKey: procedure.key() })
      }
    }, calm)
  }, [version, queryClient])
  useEffect(() => () => clearTimeout(timer.current), [])
}
