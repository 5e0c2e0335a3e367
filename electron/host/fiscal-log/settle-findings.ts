import type { SettleInput } from '../store/operations/settle-findings.ts'
import type { Store } from '../store/store.ts'

/** Has a storage's documents judged together, a stretch at a time, so that the store answers others in between. */
export async function settleFindings(store: Store, input: SettleInput): Promise<void> {
  for (let finished = false; !finished;) ({ finished } = await store.run('findings.settle', input))
}
