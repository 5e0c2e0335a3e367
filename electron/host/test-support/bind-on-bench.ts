import type { Role } from '../../../native/drivers/role.ts'
import type { Binding } from '../../contract/devices.ts'
import type { BenchHost } from './bench-host.ts'

/** Searches the bench for a device of the role and binds it, as the wizard does. */
export async function bindOnBench(bench: Pick<BenchHost, 'host' | 'client' | 'run'>, role: Role): Promise<Binding> {
  await bench.run(bench.client.devices.search({ roles: [role] }))
  await bench.run(bench.host.services.devices.searchFinished())
  const { candidates } = await bench.client.devices.snapshot()
  const found = candidates.find((candidate) => candidate.role === role)
  if (!found) throw new Error(`no ${role} was found on the bench`)
  return bench.run(bench.client.devices.assign({ candidateId: found.id }))
}
