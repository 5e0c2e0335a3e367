import { useSyncExternalStore } from 'react'

let query: MediaQueryList | undefined

/** The width below which side panels lie over the content is a token like every other size. */
function narrowQuery(): MediaQueryList | undefined {
  if (typeof window.matchMedia !== 'function') return undefined
  const token = getComputedStyle(document.documentElement).getPropertyValue('--narrow-below').trim()
  return (query ??= window.matchMedia(`(max-width: ${Number(token) || 1180}px)`))
}

/** True where there is no room for a panel beside the content (1024×768). */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrowQuery()?.addEventListener('change', listener)
      return () => narrowQuery()?.removeEventListener('change', listener)
    },
    () => narrowQuery()?.matches ?? false,
  )
}
