import { generateStorageLife, type GeneratedDocument } from '../../native/codecs/ffd/generator/storage-life.ts'
import { seededRandom } from '../../native/foundation/random.ts'

/** Life of a storage is made in pieces, so that a quarter of a million documents need not stand in memory at once. */
const pieceSize = 12_500

export interface StoragePiece {
  readonly storageId: string
  readonly documents: readonly GeneratedDocument[]
}

/** Storages of one shop after another, the same ones every time. */
export function* storagePieces(count: number): Generator<StoragePiece> {
  for (let made = 0, index = 0; made < count; index++) {
    const storageId = `99990789${String(index).padStart(8, '0')}`
    const life = generateStorageLife({
      owner: {
        organisation: 'ООО "Учебный магазин"',
        address: '115280, Москва, Ленинская Слобода, 19',
        taxpayerNumber: '7707083893',
        registrationNumber: '0000000005008570',
        registerSerialNumber: '0000000012345678',
        storageSerialNumber: storageId,
      },
      random: seededRandom(index + 1),
      // Years in which the rates and the format of the generated documents are law.
      until: `20${27 + (index % 70)}-11-23T12:00`,
      documentCount: pieceSize,
      unsentCount: 7,
    })
    const documents = life.slice(0, count - made)
    made += documents.length
    yield { storageId, documents }
  }
}
