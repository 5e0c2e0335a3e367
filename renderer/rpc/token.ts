const tokenKey = 'stykovka-token'

/**
 * The one-time token of the browser shell, from the address (`?token=…` or `#token=…`). Kept for reloads of this tab and
 * taken out of the address bar, so that it is neither copied with a link nor left in the history.
 */
export function takeToken(
  location: Location = window.location,
  storage: Storage = window.sessionStorage,
): string | undefined {
  const address = new URL(location.href)
  const inHash = /(?:^#|[?&])token=([^&]+)/.exec(address.hash)
  const token = address.searchParams.get('token') ?? (inHash?.[1] ? decodeURIComponent(inHash[1]) : undefined)
  if (!token) return storage.getItem(tokenKey) ?? undefined
  storage.setItem(tokenKey, token)
  address.searchParams.delete('token')
  if (inHash) address.hash = address.hash.replace(/([?&])?token=[^&]+/, '').replace(/^#$/, '')
  window.history.replaceState(window.history.state, '', address)
  return token
}

/** Taken when this module is first imported: before the router reads the address. */
export const token = takeToken()
