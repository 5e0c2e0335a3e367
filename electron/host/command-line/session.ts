import { resolve } from 'node:path'
import type { Role } from '../../../native/drivers/role.ts'
import type { Binding, Candidate } from '../../contract/devices.ts'
import { connectInProcess } from '../carriers/in-process.ts'
import type { Host } from '../create-host.ts'
import { defaultDataDirectory } from '../data-directory.ts'
import { HostFailure } from '../host-failure.ts'
import type { HostClient } from '../rpc/serve.ts'
import { lockInstance } from '../system/instance-lock.ts'
import { createSystemHost } from '../system-host.ts'

export interface CommonOptions {
  readonly json?: boolean
  readonly virtual?: boolean
  readonly dataDir?: string
}

export interface HostSession {
  readonly host: Host
  readonly client: HostClient
  close(): Promise<void>
}

export function dataDirectoryOf(options: CommonOptions): string {
  return resolve(options.dataDir ?? defaultDataDirectory())
}

/**
 * A host for one command. Beside a workstation that is running it keeps nothing, because two hosts must not write one
 * database; a command whose sense is to keep (`keeps`) is then refused.
 */
export async function openSession(options: CommonOptions, keeps: boolean): Promise<HostSession> {
  const directory = dataDirectoryOf(options)
  const lock = lockInstance(directory)
  if (!lock.locked && keeps) throw new HostFailure('host.conflict', { what: `${directory} (${lock.processId})` })
  try {
    const host = await createSystemHost({
      dataDirectory: lock.locked ? directory : ':memory:',
      shell: 'command-line',
      bench: options.virtual ?? false,
      quiet: true,
    })
    return {
      host,
      client: connectInProcess(host),
      async close() {
        await host.close()
        if (lock.locked) lock.release()
      },
    }
  } catch (error) {
    if (lock.locked) lock.release()
    throw error
  }
}

/** The device of a role: the bound one, else the surest that is found. Throws why there is none that answers. */
export async function reachDevice({ host, client }: HostSession, role: Role): Promise<Binding> {
  if (!host.services.devices.isBound(role)) {
    await client.devices.search({ roles: [role] })
    await host.services.devices.searchFinished()
    const { candidates } = await client.devices.snapshot()
    const [best] = candidates
      .filter((candidate) => candidate.role === role)
      .toSorted((left, right) => right.certainty - left.certainty)
    if (!best) throw new HostFailure('link.not-found', { role })
    await client.devices.assign({ candidateId: best.id })
  } else {
    await host.services.devices.session(role)?.connect()
  }
  const binding = host.services.devices.binding(role)
  if (host.services.devices.session(role)?.state === 'connected') return binding
  throw binding.failure ? new HostFailure(binding.failure.code, binding.failure.data) : new HostFailure('link.lost')
}

export async function searchAll({ host, client }: HostSession): Promise<Candidate[]> {
  await client.devices.search({})
  await host.services.devices.searchFinished()
  return (await client.devices.snapshot()).candidates
}
