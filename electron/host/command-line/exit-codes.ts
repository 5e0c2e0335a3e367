import type { Failure } from '../../contract/error-catalogue.ts'

/** What the command line ends with; scripts may rely on it. */
export const exitCodes = {
  fine: 0,
  /** A check failed, or something wrong was found. */
  wrong: 1,
  /** The command was called wrongly, or lacks a consent. */
  usage: 2,
  /** The device cannot be reached. */
  unreachable: 3,
  /** Nobody knows whether the device did it. */
  inDoubt: 4,
  interrupted: 130,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export function exitCodeOf(failure: Failure): ExitCode {
  if (failure.code === 'operation.in-doubt') return exitCodes.inDoubt
  if (failure.code === 'operation.cancelled') return exitCodes.interrupted
  if (
    failure.code === 'host.bad-request' ||
    failure.code.startsWith('consent.') ||
    failure.code === 'operation.not-authorised'
  )
    return exitCodes.usage
  const unreachable =
    failure.code.startsWith('link.') ||
    failure.code === 'terminal.not-reachable' ||
    failure.code === 'log.register-not-bound'
  return unreachable ? exitCodes.unreachable : exitCodes.wrong
}
