import BetterSqlite3 from 'better-sqlite3'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openStoreInThread, type Store } from '../../electron/host/store/store.ts'
import { storagePieces, type StoragePiece } from './documents.ts'
import { inMilliseconds, type Measure } from './report.ts'

const readAt = '2026-11-23T09:00:00.000Z'

/** Documents into the host's own store, with everything indexed, against the same bytes put raw into SQLite. */
export async function measureIngest(
  folder: string,
  count: number,
  batchSize: number,
): Promise<{ measures: Measure[]; path: string }> {
  const path = join(folder, `stykovka-${batchSize}.sqlite`)
  const floorPath = join(folder, `floor-${batchSize}.sqlite`)
  const store = openStoreInThread(path)
  const raw = openFloor(floorPath)
  let [stored, floor, bytes] = [0, 0, 0]
  for (const piece of storagePieces(count)) {
    const rawStart = performance.now()
    for (const batch of batches(piece, batchSize)) raw.insert(batch)
    const start = performance.now()
    await append(store, piece, batchSize)
    stored += performance.now() - start
    floor += start - rawStart
    for (const { tlv, confirmation } of piece.documents) bytes += tlv.length + (confirmation?.length ?? 0)
  }
  await store.close()
  raw.close()
  const size = statSync(path).size
  return {
    path,
    measures: [
      {
        what: `ingest of ${count} documents, ${batchSize} at once`,
        measured: inMilliseconds(stored),
        floor: inMilliseconds(floor),
        ratio: stored / floor,
        aim: '≤ 1.5',
      },
      {
        what: `file of ${count} documents, ${batchSize} at once`,
        measured: megabytes(size),
        floor: `${megabytes(bytes)} raw`,
        ratio: size / bytes,
        aim: '≤ 1.6',
      },
    ],
  }
}

async function append(store: Store, piece: StoragePiece, batchSize: number): Promise<void> {
  for (const documents of batches(piece, batchSize))
    await store.run('documents.append', { storageId: piece.storageId, readAt, documents, absent: [] })
}

/** The same durability, the same batches, nothing but the bytes. */
function openFloor(path: string): { insert(documents: StoragePiece['documents']): void; close(): void } {
  const connection = new BetterSqlite3(path)
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.exec('CREATE TABLE part (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT')
  const statement = connection.prepare('INSERT INTO part (bytes) VALUES (?)')
  const insert = connection.transaction((documents: StoragePiece['documents']) => {
    for (const { tlv, confirmation } of documents) {
      statement.run(tlv)
      if (confirmation) statement.run(confirmation)
    }
  })
  return { insert: (documents) => insert(documents), close: () => connection.close() }
}

function* batches({ documents }: StoragePiece, batchSize: number): Generator<StoragePiece['documents']> {
  for (let start = 0; start < documents.length; start += batchSize) yield documents.slice(start, start + batchSize)
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
