import { spawn } from 'node:child_process'
import { open, rm, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { DeviceFailure } from '../../foundation/device-failure.ts'
import type { LinkAddress } from '../link-address.ts'
import type { ProgramInvocation, ProgramResult, ProgramRunner } from '../program-runner.ts'

type ProgramAddress = Extract<LinkAddress, { kind: 'program' }>

/** More than a vendor's program ever prints; the rest is cut, so that a mad program cannot fill the memory. */
const stdoutLimit = 256 * 1024

/** Variables that would change what a child of ours runs or reveals. */
const dangerousVariables = /^(NODE_OPTIONS|NODE_.*|ELECTRON_.*|DEBUG|LD_PRELOAD|LD_LIBRARY_PATH)$/u

/** Runs vendors' programs as child processes, each in its own folder. */
export function createSystemProgramRunner(): ProgramRunner {
  return { run: runProgram }
}

async function runProgram(
  address: ProgramAddress,
  invocation: ProgramInvocation,
  signal?: AbortSignal,
): Promise<ProgramResult> {
  if (signal?.aborted) throw new DeviceFailure('operation.cancelled')
  const program = inside(address.directory, address.program)
  const exists = await stat(program).then(
    (entry) => entry.isFile(),
    () => false,
  )
  if (!exists) throw new DeviceFailure('link.program-missing', { path: program })
  for (const name of invocation.clear) await removeStale(inside(address.directory, name))
  const run = await execute(program, address.directory, invocation, signal)
  const files = new Map<string, Uint8Array>()
  for (const name of invocation.collect) {
    const content = await readBounded(inside(address.directory, name), invocation.fileLimit)
    if (content) files.set(name, content)
  }
  return { ...run, files }
}

/** Settings come from people: a name must not lead out of the vendor's folder. */
function inside(directory: string, name: string): string {
  const root = resolve(directory)
  const path = resolve(join(root, name))
  if (path !== root && !path.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new DeviceFailure('operation.wrong-argument', { path: name })
  }
  return path
}

/** A result of yesterday read as today's is the worst error of such interfaces: no run while one lies there. */
async function removeStale(path: string): Promise<void> {
  try {
    await rm(path, { force: true })
  } catch (cause) {
    throw new DeviceFailure('link.program-failed', { path }, { cause })
  }
}

function execute(
  program: string,
  directory: string,
  invocation: ProgramInvocation,
  signal: AbortSignal | undefined,
): Promise<Omit<ProgramResult, 'files'>> {
  return new Promise((resolve, reject) => {
    const environment = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !dangerousVariables.test(name)),
    )
    const child = spawn(program, [...invocation.arguments], {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      // A group of its own on Unix: what the program started ends with it.
      detached: process.platform !== 'win32',
    })
    const pieces: Buffer[] = []
    let length = 0
    let started = false
    let ended = false
    let timedOut = false
    const end = () => {
      ended = true
      if (child.pid === undefined) return
      try {
        if (process.platform === 'win32') child.kill('SIGKILL')
        else process.kill(-child.pid, 'SIGKILL')
      } catch {
        child.kill('SIGKILL')
      }
    }
    const timer = setTimeout(() => {
      timedOut = true
      end()
    }, invocation.timeout)
    signal?.addEventListener('abort', end, { once: true })
    child.stdout.on('data', (piece: Buffer) => {
      if (length < stdoutLimit) pieces.push(piece.subarray(0, stdoutLimit - length))
      length += piece.length
    })
    child.on('spawn', () => (started = true))
    child.on('error', (cause) => {
      if (started) return
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      reject(new DeviceFailure('link.program-failed', { path: program }, { cause }))
    })
    child.on('close', (exitStatus) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      const stdout = new Uint8Array(Buffer.concat(pieces))
      resolve({ exitStatus: ended || exitStatus === null ? undefined : exitStatus, timedOut, stdout })
    })
  })
}

async function readBounded(path: string, limit: number): Promise<Uint8Array | undefined> {
  let file
  try {
    file = await open(path, 'r')
  } catch {
    return undefined
  }
  try {
    const buffer = new Uint8Array(limit)
    let length = 0
    while (length < limit) {
      const { bytesRead } = await file.read(buffer, length, limit - length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return buffer.slice(0, length)
  } finally {
    await file.close()
  }
}
