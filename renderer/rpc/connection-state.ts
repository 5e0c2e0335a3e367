import { useSyncExternalStore } from 'react'

/** How the window stands with its host. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** `since` is when the last answer was still possible; `attempt` counts the tries to come back. */
  | { readonly kind: 'lost'; readonly since: number; readonly attempt: number }
  /** No host will answer this window: its token was refused or is missing. */
  | { readonly kind: 'refused' }

let state: ConnectionState = { kind: 'connecting' }
const listeners = new Set<() => void>()

export function connectionState(): ConnectionState {
  return state
}

export function setConnectionState(next: ConnectionState): void {
  state = next
  for (const listener of listeners) listener()
}

export function subscribeToConnection(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Resolves once the host can be asked; rejects when `signal` is aborted first. */
export function whenConnected(signal?: AbortSignal): Promise<void> {
  if (state.kind === 'connected') return Promise.resolve()
  return new Promise((resolve, reject) => {
    const finish = () => {
      unsubscribe()
      signal?.removeEventListener('abort', abandon)
    }
    const abandon = () => {
      finish()
      reject(signal?.reason as Error)
    }
    const unsubscribe = subscribeToConnection(() => {
      if (state.kind !== 'connected') return
      finish()
      resolve()
    })
    signal?.addEventListener('abort', abandon, { once: true })
  })
}

export function useConnection(): ConnectionState {
  return useSyncExternalStore(subscribeToConnection, connectionState)
}
