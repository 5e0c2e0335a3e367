import { expect, test } from 'vitest'
import { concatenate } from '../codecs/concatenate.ts'
import * as played from '../drivers/fiscal-register/shared/simulator/played-documents.ts'
import { StorageModel } from '../drivers/fiscal-register/shared/simulator/storage-model.ts'
import { seededRandom } from '../foundation/random.ts'
import { adoptSampleDocuments } from '../virtual-bench/sample-documents.ts'
import { cleanLife, judgeAll } from './test-support/life.ts'

/** A document as it is read over the line, piece by piece. */
function read(storage: StorageModel, number: number): Uint8Array {
  const { documentType = 0, length = 0 } = storage.startReading(number) ?? {}
  const pieces: Uint8Array[] = [Uint8Array.of(documentType, 0, length & 0xff, length >> 8)]
  for (let piece = storage.nextPiece(); piece; piece = storage.nextPiece()) pieces.push(piece)
  return concatenate(pieces)
}

test('what a played register writes into a storage has nothing against it', () => {
  const life = adoptSampleDocuments(cleanLife('2026-11-23T10:20', 90))
  const storage = new StorageModel(life, seededRandom(1))
  const last = storage.shift.number
  const added = (form: number, time: string, elements: ReturnType<typeof played.receipt>) =>
    storage.append(form, `2026-11-23T${time}`, elements)
  added(3, '10:30', played.receipt(storage, 1, 12_345))
  added(3, '10:40', played.receipt(storage, 2, 345))
  added(5, '21:00', played.shiftClosing(storage))
  added(2, '21:30', played.shiftOpening(storage))
  added(3, '21:40', played.receipt(storage, 1, 99))
  added(5, '22:00', played.shiftClosing(storage))
  added(6, '22:10', played.storageClosing(storage))
  expect(storage.shift.number).toBe(last + 1)
  const documents = Array.from({ length: storage.lastNumber }, (_, index) => ({
    number: index + 1,
    tlv: read(storage, index + 1),
  }))
  expect(judgeAll(documents)).toEqual([])
})
