import type {
  FiscalRegister,
  StorageStatus,
  StoredDocument,
} from '../../../native/drivers/fiscal-register/fiscal-register.ts'
import { throwIfCancelled, type Clock } from '../../../native/foundation/clock.ts'
import { isFailure } from '../../../native/foundation/device-failure.ts'
import { limits } from '../../../native/judgement/index.ts'
import { summariseDocument } from '../../../native/codecs/ffd/index.ts'
import { HostFailure } from '../host-failure.ts'
import type { DocumentToKeep } from '../store/operations/documents.ts'
import type { Store } from '../store/store.ts'
import { ReadingProgress } from './reading-progress.ts'

/** Documents are kept together: after so many of them, or so many milliseconds, whichever comes first. */
const batchSize = 25
const batchAge = 2_000
/** Every so many documents the storage is asked again who it is. */
const identityInterval = 200

export interface ReadingEnvironment {
  readonly clock: Clock
  readonly store: Store
  readonly register: FiscalRegister
  readonly signal: AbortSignal
  /** The plan is known, a document was read, a batch was kept. */
  readonly progressed: (progress: ReadingProgress, current: number | undefined) => void
  readonly kept: () => void
}

/**
 * Reads what the log lacks of one storage: documents that are missing, and confirmations that came since. A register that
 * passes no confirmations on is believed where it says which document is the first unsent. What was read is kept in batches; whatever ends the reading, the last batch is kept too. Throws `log.storage-changed` if the storage was
 * swapped meanwhile, and whatever the register throws.
 */
export async function readMissingDocuments(
  storage: StorageStatus,
  firstUnsent: number | undefined,
  environment: ReadingEnvironment,
): Promise<void> {
  const { clock, store, register, signal, progressed } = environment
  const storageId = storage.serialNumber
  const { missing, unconfirmed } = await store.run('documents.wanted', {
    storageId,
    // A register that names an impossible number must not fill the memory with what to ask for; it gets a finding.
    lastNumber: Math.min(storage.lastDocumentNumber, limits.storageDocuments.value),
    firstUnsent,
  })
  const asksForConfirmations = register.capabilities.has('read-confirmations')
  const wanted = asksForConfirmations ? [...missing, ...unconfirmed] : missing
  const progress = new ReadingProgress(clock, wanted.length)
  const batch = new Batch(environment, storageId)
  progressed(progress, undefined)
  try {
    for (const number of wanted) {
      throwIfCancelled(signal)
      if (progress.done > 0 && progress.done % identityInterval === 0)
        await insistOnStorage(register, storageId, signal)
      progressed(progress, number)
      await readOne(register, number, storageId, batch, signal)
      progress.step()
      progressed(progress, number)
      if (batch.isDue) await batch.keep()
    }
    await insistOnStorage(register, storageId, signal)
  } finally {
    await batch.keep()
  }
  if (asksForConfirmations) return
  await store.run('documents.believeSent', { storageId, before: firstUnsent ?? storage.lastDocumentNumber + 1 })
  environment.kept()
}

async function readOne(
  register: FiscalRegister,
  number: number,
  storageId: string,
  batch: Batch,
  signal: AbortSignal,
): Promise<void> {
  let document: StoredDocument
  try {
    document = await register.readDocument(number, { signal })
  } catch (error) {
    if (!isFailure(error, 'register.no-such-document')) throw error
    batch.addAbsent(number)
    return
  }
  const named = document.tlv && summariseDocument({ tlv: document.tlv }).storageSerialNumber?.trim()
  if (named && named !== storageId) {
    // A document of another storage may be damage or a swap; only the storage itself can tell.
    await insistOnStorage(register, storageId, signal)
  }
  batch.add({ number, fixed: document.fixed, tlv: document.tlv, confirmation: document.confirmation })
}

async function insistOnStorage(register: FiscalRegister, storageId: string, signal: AbortSignal): Promise<void> {
  const now = await register.readStorage({ signal })
  if (now.serialNumber !== storageId)
    throw new HostFailure('log.storage-changed', { expected: storageId, found: now.serialNumber })
}

class Batch {
  readonly #environment: ReadingEnvironment
  readonly #storageId: string
  #documents: DocumentToKeep[] = []
  #absent: number[] = []
  #since: number | undefined

  constructor(environment: ReadingEnvironment, storageId: string) {
    this.#environment = environment
    this.#storageId = storageId
  }

  get isDue(): boolean {
    if (this.#since === undefined) return false
    return (
      this.#documents.length + this.#absent.length >= batchSize ||
      this.#environment.clock.now() - this.#since >= batchAge
    )
  }

  add(document: DocumentToKeep): void {
    this.#since ??= this.#environment.clock.now()
    this.#documents.push(document)
  }

  addAbsent(number: number): void {
    this.#since ??= this.#environment.clock.now()
    this.#absent.push(number)
  }

  async keep(): Promise<void> {
    if (this.#since === undefined) return
    const input = {
      storageId: this.#storageId,
      readAt: this.#environment.clock.civil().toISOString(),
      documents: this.#documents,
      absent: this.#absent,
    }
    this.#documents = []
    this.#absent = []
    this.#since = undefined
    await this.#environment.store.run('documents.append', input)
    this.#environment.kept()
  }
}
