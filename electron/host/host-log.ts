/** What the host needs of a logger; pino's is one. */
export interface HostLog {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

export const silentLog: HostLog = { info() {}, warn() {}, error() {} }
