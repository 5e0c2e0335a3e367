import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { SystemState } from '../../electron/contract/system.ts'

export interface HostRestart {
  /** When the host that answers now was started, if another one answered before. */
  readonly at: string | undefined
  readonly dismiss: () => void
}

/** Notices that another host answers than before: everything asked of the old one is asked again. */
export function useHostRestart(system: SystemState | undefined): HostRestart {
  const queryClient = useQueryClient()
  const known = useRef<string>(undefined)
  const [at, setAt] = useState<string>()
  useEffect(() => {
    if (!system) return
    const before = known.current
    known.current = system.hostId
    if (before === undefined || before === system.hostId) return
    setAt(system.startedAt)
    void queryClient.invalidateQueries()
  }, [system, queryClient])
  return { at, dismiss: () => setAt(undefined) }
}
