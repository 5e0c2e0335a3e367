import { CodecError } from '../../../../native/codecs/codec-error.ts'
import { summariseDocument, type DocumentSummary } from '../../../../native/codecs/ffd/index.ts'
import { checksumFits, readArchiveHeader } from '../../../../native/codecs/fn-archive/archive-header.ts'
import { openArchiveRecord } from '../../../../native/codecs/fn-archive/archive-record.ts'
import { findArchiveRecords } from '../../../../native/codecs/fn-archive/archive.ts'
import { agree } from '../../store/operations/imports.ts'
import type { FileContent, LinkedPart } from './import-file.ts'

/**
 * Documents of a storage's archive (`.fnc`), each record as it stands. `undefined` where the bytes are no such file. A
 * number that comes twice is taken once; if the second is another document, it is refused.
 */
export function readArchiveFile(bytes: Uint8Array, now: string): FileContent | undefined {
  const header = headerOf(bytes)
  if (!header) return undefined
  const { slices, damage } = findArchiveRecords(bytes)
  const storageId = header.storageSerialNumber
  const documents = new Map<number, { number: number; summary: DocumentSummary; parts: LinkedPart[] }>()
  const refused: { storageId: string; number: number }[] = []
  let unreadable = 0
  for (const { offset, length } of slices) {
    const record = bytes.slice(offset, offset + length)
    const summary = summariseDocument(openArchiveRecord(record))
    const { number } = summary
    if (number === undefined || number < 1) {
      unreadable++
      continue
    }
    const first = documents.get(number)
    if (!first)
      documents.set(number, { number, summary, parts: [{ number, part: 'archive', bytes: record, readAt: now }] })
    else if (!agree(first.summary, summary)) refused.push({ storageId, number })
  }
  return {
    format: 'fnc',
    storages: [
      {
        storageId,
        registrationNumber: header.registrationNumber.trim() || null,
        taxpayerNumber: taxpayerOf([...documents.values()]),
        documents: [...documents.values()].map(({ number, parts }) => ({ number, parts })),
      },
    ],
    unreadable,
    refused,
    damage,
    checksumFits: checksumFits(bytes, header),
  }
}

function headerOf(bytes: Uint8Array): ReturnType<typeof readArchiveHeader> | undefined {
  try {
    return readArchiveHeader(bytes)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}

function taxpayerOf(documents: readonly { summary: DocumentSummary }[]): string | null {
  return documents.find(({ summary }) => summary.taxpayerNumber)?.summary.taxpayerNumber?.trim() ?? null
}
