/**
 * Who may talk to a server on this machine's loopback. Any page of any browser can send requests there, so the name under
 * which we were called and the page that calls are looked at before anything else.
 */

/** The host names a request may carry: anything else is a foreign name that was made to point here (DNS rebinding). */
export function isLoopbackHost(host: string | undefined, port: number): boolean {
  if (host === undefined) return false
  const match = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?$/iu.exec(host)
  return match !== null && Number(match[2] ?? 80) === port
}

/** The origin of a page that we served ourselves: same host, same port, http. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, port: number): boolean {
  if (origin === undefined || !isLoopbackHost(host, port)) return false
  return origin.toLowerCase() === `http://${host?.toLowerCase()}`
}

export interface GuardedRequest {
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly secFetchSite: string | undefined
  readonly remoteAddress: string | undefined
}

/** Why a request is refused, or `undefined`. A WebSocket of a browser always names its origin; programs name none. */
export function refusal(request: GuardedRequest, port: number): 'remote' | 'host' | 'origin' | 'site' | undefined {
  if (!isLoopbackAddress(request.remoteAddress)) return 'remote'
  if (!isLoopbackHost(request.host, port)) return 'host'
  if (request.origin !== undefined && !isOwnOrigin(request.origin, request.host, port)) return 'origin'
  if (request.secFetchSite === 'cross-site') return 'site'
  return undefined
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/u.test(address)
}
