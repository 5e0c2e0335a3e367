import { randomBytes } from 'node:crypto'
import { sameSecret } from '../host/carriers/web-socket.ts'

/**
 * Who may use the workstation. The token in the printed address is good for one browser session at a time: the first
 * session that shows it is given a cookie, and while that session has a connection, the same token from anywhere else is
 * refused. A reload of the tab carries the cookie and goes on. When the session's last connection is gone (tab closed),
 * the address can be opened anew, and the old cookie is then worthless.
 */
export class Session {
  readonly token: string
  readonly #random: () => string
  #cookie: string | undefined
  #connections = 0
  readonly #whenFree = new Set<() => void>()

  constructor(token = randomSecret(), random: () => string = randomSecret) {
    this.token = token
    this.#random = random
  }

  /** Whether the request may go on; `cookie` is there when the answer has to set one. */
  enter(request: { token: string | undefined; cookie: string | undefined }): { allowed: boolean; cookie?: string } {
    if (this.#owns(request.cookie))
      return { allowed: request.token === undefined || sameSecret(request.token, this.token) }
    if (request.token === undefined || !sameSecret(request.token, this.token)) return { allowed: false }
    if (this.#connections > 0) return { allowed: false }
    this.#cookie = this.#random()
    return { allowed: true, cookie: this.#cookie }
  }

  /** A connection of the session was opened; call the returned function when it is closed. */
  connected(): () => void {
    this.#connections++
    let open = true
    return () => {
      if (!open) return
      open = false
      this.#connections--
      if (this.#connections === 0) for (const wake of this.#whenFree) wake()
    }
  }

  /** Waits until no connection is left, or `milliseconds`: a tab that closes and one that opens may overtake each other. */
  untilFree(milliseconds: number): Promise<void> {
    if (this.#connections === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#whenFree.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, milliseconds)
      this.#whenFree.add(wake)
    })
  }

  #owns(cookie: string | undefined): boolean {
    return cookie !== undefined && this.#cookie !== undefined && sameSecret(cookie, this.#cookie)
  }
}

function randomSecret(): string {
  return randomBytes(24).toString('base64url')
}
