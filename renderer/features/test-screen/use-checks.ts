import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Check, CheckRun } from '../../../electron/contract/checks.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { api, client } from '../../rpc/client.ts'
import { live, useLive, type Live } from '../../rpc/subscriptions.ts'
import { useOnChange } from '../../ui/use-on-change.ts'

/** Checks of a role, or of all; asked again whenever a device comes, goes or changes its state. */
export function useChecks(role?: Role) {
  const queryClient = useQueryClient()
  const devices = useLive(live.devices)
  const states = devices?.bindings.map(({ health, familyId }) => `${health} ${familyId ?? ''}`).join()
  useOnChange(states, () => void queryClient.invalidateQueries({ queryKey: api.checks.list.key() }))
  return useQuery(api.checks.list.queryOptions({ input: role ? { role } : {}, placeholderData: (before) => before }))
}

const nothing: Live<CheckRun> = { key: ['live', 'check-run', 'none'], open: () => new Promise(() => undefined) }

/**
 * The run of a check: the newest one that this window started, wherever it is shown. Starting answers at once; the run
 * is then followed until it is finished.
 */
export function useCheckRun(check: Check) {
  const queryClient = useQueryClient()
  const runKey = ['check-run-of', check.id]
  const storageKey = `stykovka-run-${check.id}`
  const { data: runId } = useQuery<string | null>({
    queryKey: runKey,
    // A reload of the window must not lose sight of a device that is at work.
    queryFn: () => window.sessionStorage.getItem(storageKey),
    staleTime: Infinity,
    gcTime: Infinity,
  })
  const run = useLive(runId ? live.checkRun(runId) : nothing)
  const start = useMutation({
    mutationFn: (consentId: string | undefined) =>
      client.checks.run({ checkId: check.id, ...(consentId && { consentId }) }),
    onSuccess: (started) => {
      queryClient.setQueryData(live.checkRun(started.runId).key, started)
      queryClient.setQueryData(runKey, started.runId)
      window.sessionStorage.setItem(storageKey, started.runId)
    },
  })
  const answer = useMutation({
    mutationFn: (given: 'yes' | 'no') => client.checks.answer({ runId: runId ?? '', answer: given }),
    onSuccess: (next) => queryClient.setQueryData(live.checkRun(next.runId).key, next),
  })
  const cancel = useMutation({ mutationFn: () => client.checks.cancel({ runId: runId ?? '' }) })
  const finished = run?.state === 'finished'
  useEffect(() => {
    if (!finished) return
    void queryClient.invalidateQueries({ queryKey: api.checks.list.key() })
    void queryClient.invalidateQueries({ queryKey: api.operations.list.key() })
    void queryClient.invalidateQueries({ queryKey: api.wizard.get.key() })
  }, [finished, queryClient])
  return { run: runId ? run : undefined, start, answer, cancel }
}
