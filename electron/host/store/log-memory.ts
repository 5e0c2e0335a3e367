import type { UnpackedPart } from './part-batch.ts'

const mostTexts = 50_000
const mostBatches = 4

/** A batch of raw parts as it was read last. */
export interface OpenBatch {
  readonly storageId: string
  readonly firstSequence: number
  readonly readAt: string
  readonly parts: readonly UnpackedPart[]
  readonly hashes: Uint8Array
}

/** Texts and numbers that a log says again and again. Bounded, and forgotten when a transaction is taken back. */
export class LogMemory {
  readonly storageKeys = new Map<string, number>()
  readonly storageIds = new Map<number, string>()
  readonly phraseIds = new Map<string, number>()
  readonly textIds = new Map<string, number>()
  readonly texts = new Map<number, string>()
  readonly batches = new Map<number, OpenBatch>()

  clear(): void {
    this.storageKeys.clear()
    this.storageIds.clear()
    this.phraseIds.clear()
    this.textIds.clear()
    this.texts.clear()
    this.batches.clear()
  }
}

/** The remembered value of a text, or that which `find` finds. */
export function remember<K>(map: Map<K, number>, key: K, find: () => number): number {
  const known = map.get(key)
  if (known !== undefined) return known
  if (map.size >= mostTexts) map.clear()
  const found = find()
  map.set(key, found)
  return found
}

export function rememberBatch(memory: LogMemory, id: number, open: () => OpenBatch): OpenBatch {
  const known = memory.batches.get(id)
  if (known) return known
  const opened = open()
  for (const oldest of memory.batches.keys()) if (memory.batches.size >= mostBatches) memory.batches.delete(oldest)
  memory.batches.set(id, opened)
  return opened
}
