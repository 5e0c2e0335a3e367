import type { ChainState } from '../../contract/fiscal-log.ts'
import { HostFailure } from '../host-failure.ts'
import { chainStart } from '../store/operations/document-chain.ts'
import type { Store } from '../store/store.ts'

/** The store is asked for so many records at a time, so that it answers others in between. */
const stretchLength = 5_000

/** Works every hash of a storage's log out again. Throws `host.not-found` for a storage that is not in the log. */
export async function verifyChain(store: Store, storageId: string): Promise<ChainState> {
  if (!(await store.run('storages.exists', { storageId }))) throw new HostFailure('host.not-found', { what: storageId })
  let [checked, previousHash] = [0, chainStart]
  for (;;) {
    const stretch = await store.run('documents.verifyStretch', {
      storageId,
      afterSequence: checked,
      previousHash,
      limit: stretchLength,
    })
    checked += stretch.checked
    previousHash = stretch.lastHash
    if (stretch.brokenAt !== undefined)
      return { storageId, state: 'broken', checked, brokenAt: stretch.brokenAt, lastHash: previousHash }
    if (stretch.finished) break
  }
  return checked === 0
    ? { storageId, state: 'empty', checked }
    : { storageId, state: 'sound', checked, lastHash: previousHash }
}
