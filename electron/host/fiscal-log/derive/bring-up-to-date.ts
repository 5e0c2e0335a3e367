import { rulesRevision } from '../../../../native/judgement/index.ts'
import type { Store } from '../../store/store.ts'
import { settleFindings } from '../settle-findings.ts'

/** The first number is raised whenever rows are to be derived in another way; older ones are then made anew, as for new rules. */
const derivation = `6.${rulesRevision}`

/**
 * Makes derived rows anew if this program derives them in another way than the one that made them. A batch at a time, so that
 * the store answers others in between; broken off, it begins again the next time.
 */
export async function bringUpToDate(store: Store): Promise<void> {
  if ((await store.run('settings.read', { name: 'derivation' })) === derivation) return
  await store.run('documents.forget', {})
  for (const storageId of await store.run('documents.storages', {})) {
    for (let after: number | undefined = 0; after !== undefined;)
      after = (await store.run('documents.rederive', { storageId, afterSequence: after })).sequence
    await store.run('findings.forget', { storageId })
    await settleFindings(store, { storageId, complete: false })
  }
  await store.run('settings.write', { name: 'derivation', value: derivation })
}
