import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Two hosts on one data folder would fight for the same ports and take each other's operations for broken ones. The lock
 * is a file with the process's number and the time of its start, so that a killed host leaves no lasting lock behind.
 */
export function lockInstance(
  dataDirectory: string,
): { locked: true; release(): void } | { locked: false; processId: number } {
  mkdirSync(dataDirectory, { recursive: true })
  const path = join(dataDirectory, 'host.lock')
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, JSON.stringify({ processId: process.pid, startedAt: processStart(process.pid) }))
      closeSync(file)
      return { locked: true, release: () => rmSync(path, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 5) throw error
    }
    const holder = readHolder(path)
    if (holder && isAlive(holder)) return { locked: false, processId: holder.processId }
    rmSync(path, { force: true })
  }
}

interface Holder {
  readonly processId: number
  readonly startedAt: string | null
}

function readHolder(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder
    return Number.isInteger(holder.processId) ? holder : undefined
  } catch {
    return undefined
  }
}

function isAlive({ processId, startedAt }: Holder): boolean {
  try {
    process.kill(processId, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return startedAt === null || processStart(processId) === startedAt
}

/** Start of a process as Linux counts it; numbers of processes are used again, the pair is not. Null where nothing tells. */
function processStart(processId: number): string | null {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
