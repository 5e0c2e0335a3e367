import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { throwIfCancelled } from '../../../../native/foundation/clock.ts'
import { fromHexadecimal } from '../../../../native/codecs/hexadecimal.ts'
import { documentPartSchema } from '../../../contract/fiscal-log.ts'
import { instantSchema } from '../../../contract/vocabulary.ts'
import { chainHash } from '../../store/operations/document-chain.ts'
import type { FileContent, LinkedPart, StorageContent } from './import-file.ts'

/** Entries are checked in runs, so that the devices are served in between. */
const entriesAtOnce = 200
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/u)
/** Only what the bytes cannot tell is taken from the file; rows are derived from the bytes again. */
const entrySchema = z.object({
  storageId: z.string().regex(/^\d{1,20}$/u),
  number: z.number().int().min(1).max(0xffff_ffff),
  registrationNumber: z.string().max(40).optional(),
  taxpayerNumber: z.string().max(40).optional(),
  parts: z
    .array(
      z.object({
        part: documentPartSchema,
        hex: z
          .string()
          .min(2)
          .max(400_000)
          .regex(/^(?:[0-9a-fA-F]{2})+$/u),
        readAt: instantSchema,
        previousHash: hashSchema,
        hash: hashSchema,
      }),
    )
    .min(1)
    .max(100),
})
type Entry = z.infer<typeof entrySchema>

/**
 * Documents of a JSON file that this program exported. `undefined` where the bytes are no such file. An entry that is not
 * one of ours, or whose hash does not follow from its bytes, is counted and left out. Throws `operation.cancelled`.
 */
export async function readExportFile(bytes: Uint8Array, signal?: AbortSignal): Promise<FileContent | undefined> {
  const entries = readEntries(bytes)
  if (!entries) return undefined
  const storages = new Map<string, { head: Entry; documents: Map<number, LinkedPart[]> }>()
  let unreadable = 0
  for (const [index, raw] of entries.entries()) {
    if (index % entriesAtOnce === 0) {
      await setImmediate()
      throwIfCancelled(signal)
    }
    const parsed = entrySchema.safeParse(raw)
    const parts = parsed.success ? partsOf(parsed.data) : undefined
    if (!parsed.success || !parts) {
      unreadable++
      continue
    }
    const { storageId, number } = parsed.data
    const storage = storages.get(storageId) ?? { head: parsed.data, documents: new Map<number, LinkedPart[]>() }
    storages.set(storageId, storage)
    storage.documents.set(number, [...(storage.documents.get(number) ?? []), ...parts])
  }
  return {
    format: 'json',
    storages: [...storages].map(([storageId, { head, documents }]): StorageContent => ({
      storageId,
      registrationNumber: head.registrationNumber?.trim() || null,
      taxpayerNumber: head.taxpayerNumber?.trim() || null,
      documents: [...documents].map(([number, parts]) => ({ number, parts })),
    })),
    unreadable,
    refused: [],
  }
}

function readEntries(bytes: Uint8Array): unknown[] | undefined {
  if (bytes[0] !== 0x5b && !(bytes[0] === 0xef && bytes[3] === 0x5b)) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

function partsOf({ storageId, number, parts }: Entry): LinkedPart[] | undefined {
  const linked = parts.map(({ part, hex, readAt, previousHash, hash }) => ({
    number,
    part,
    bytes: fromHexadecimal(hex),
    readAt,
    link: { previousHash, hash },
  }))
  const sound = linked.every(
    ({ part, bytes, link }) => chainHash(link.previousHash, storageId, number, part, bytes) === link.hash,
  )
  return sound ? linked : undefined
}
