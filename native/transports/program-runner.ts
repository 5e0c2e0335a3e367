import type { LinkAddress } from './link-address.ts'

/** One run of a vendor's program in its own folder, exchanging files with it. */
export interface ProgramInvocation {
  readonly arguments: readonly string[]
  /** Files to delete before the run, relative to the folder: a stale result is the worst bug of such interfaces. */
  readonly clear: readonly string[]
  /** Files to read after the run, relative to the folder. Reads at most `fileLimit` bytes of each. */
  readonly collect: readonly string[]
  readonly fileLimit: number
  /** The program is ended after this many milliseconds. */
  readonly timeout: number
}

export interface ProgramResult {
  /** Exit status, or `undefined` if the program was ended (time out, cancel, signal). */
  readonly exitStatus: number | undefined
  readonly timedOut: boolean
  readonly stdout: Uint8Array
  /** Collected files that exist. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/**
 * Runs a vendor's program. Throws `link.program-missing` before anything has started, and `link.program-failed` if it
 * could not be started or a stale file could not be removed. A run that started always yields a result.
 */
export interface ProgramRunner {
  run(
    address: Extract<LinkAddress, { kind: 'program' }>,
    invocation: ProgramInvocation,
    signal?: AbortSignal,
  ): Promise<ProgramResult>
}
