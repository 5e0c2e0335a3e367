import { openArchiveRecord } from '../../../../native/codecs/fn-archive/archive-record.ts'

/** A document is kept in the pieces in which a register gives it; `archive` is its record in a storage's archive file. */
export type PartName = 'fixed' | 'tlv' | 'confirmation' | 'archive'
export const partNames: readonly PartName[] = ['fixed', 'tlv', 'confirmation', 'archive']

export interface StoredPart {
  readonly part: PartName
  readonly bytes: Uint8Array
  readonly read_at: string
  readonly hash: string
  readonly previous_hash: string
}

/**
 * Whether what was read is there already. Byte 1 of the fixed structure tells whether the document is confirmed; it
 * lawfully turns from 0 to 1 once, and the structure is then kept again.
 */
export function isKept(part: PartName, kept: Uint8Array, read: Uint8Array): boolean {
  if (Buffer.compare(kept, read) === 0) return true
  return part === 'fixed' && !contradicts(part, kept, read) && (kept[1] ?? 0) !== 0
}

/** Parts of a document that stand in the log with different bytes. */
export function contradictions(parts: readonly StoredPart[]): PartName[] {
  // Nearly always every part came once.
  if (parts.every(({ part }, index) => index === 0 || part !== parts[0]?.part) && parts.length < 3) return []
  return partNames.filter((name) => {
    const [oldest, ...later] = parts.filter(({ part }) => part === name)
    return oldest !== undefined && later.some(({ bytes }) => contradicts(name, oldest.bytes, bytes))
  })
}

export interface ChosenParts {
  fixed?: Uint8Array
  tlv?: Uint8Array
  confirmation?: Uint8Array
  /** The text comes from an archive file, which keeps sums and no names. */
  shortened?: true
}

/** What is shown of a document: of the text the bytes that came first, of the rest the newest, which knows of the confirmation. */
export function chooseParts(parts: readonly Pick<StoredPart, 'part' | 'bytes'>[]): ChosenParts {
  let fixed: Pick<StoredPart, 'bytes'> | undefined
  let tlv: Pick<StoredPart, 'bytes'> | undefined
  let confirmation: Pick<StoredPart, 'bytes'> | undefined
  let archived: Pick<StoredPart, 'bytes'> | undefined
  for (const part of parts) {
    if (part.part === 'fixed') fixed = part
    else if (part.part === 'tlv') tlv ??= part
    else if (part.part === 'confirmation') confirmation = part
    else archived ??= part
  }
  const opened = archived && (!tlv || !confirmation) ? openArchiveRecord(archived.bytes) : undefined
  const text = tlv?.bytes ?? opened?.tlv
  const answer = confirmation?.bytes ?? opened?.confirmation
  return {
    ...(fixed && { fixed: fixed.bytes }),
    ...(text && { tlv: text }),
    ...(answer && { confirmation: answer }),
    ...(!tlv && opened?.tlv && { shortened: true }),
  }
}

/** Whether the document stands in the log from an archive file alone: a reading still has to ask for it. */
export function isImported(parts: readonly Pick<StoredPart, 'part'>[]): boolean {
  return parts.every(({ part }) => part === 'archive')
}

export function contradicts(part: PartName, kept: Uint8Array, read: Uint8Array): boolean {
  if (part !== 'fixed') return Buffer.compare(kept, read) !== 0
  if (kept.length !== read.length) return true
  return kept.some((byte, index) => index !== 1 && byte !== read[index])
}
