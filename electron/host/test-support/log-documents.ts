import { encodeDocument, type ElementToEncode } from '../../../native/codecs/ffd/index.ts'
import { chainStart } from '../store/operations/document-chain.ts'
import type { Store } from '../store/store.ts'

/** Documents for tests of the store, and the short ways to put them in. */
export const storageId = '9999078900001234'
export const readAt = '2026-11-23T09:00:00.000Z'

interface ReceiptOptions {
  sum?: number
  itemSum?: number
  time?: string
  shift?: number
  taxpayerNumber?: string
}

export function receipt(number: number, options: ReceiptOptions = {}): Uint8Array {
  const {
    sum = 12_345,
    itemSum = sum,
    time = `2026-11-23T10:${String(number % 60).padStart(2, '0')}:00`,
    shift = 1,
  } = options
  const elements: ElementToEncode[] = [
    { tag: 1209, value: 2 },
    { tag: 1041, value: storageId },
    { tag: 1037, value: '0000000001012345' },
    { tag: 1018, value: options.taxpayerNumber ?? '9909999996' },
    { tag: 1040, value: number },
    { tag: 1012, value: Date.parse(`${time}Z`) / 1000 },
    { tag: 1038, value: shift },
    { tag: 1042, value: number - 1 },
    { tag: 1054, value: 1 },
    { tag: 1021, value: 'Ёлкина А. П.' },
    { tag: 1020, value: sum },
    { tag: 1031, value: sum },
    {
      tag: 1059,
      children: [
        { tag: 1030, value: `Молоко "Ёжик" ${number}` },
        { tag: 1079, value: itemSum },
        { tag: 1043, value: itemSum },
      ],
    },
    { tag: 1077, value: Uint8Array.of(0x21, 4, 0x7f, 0, number >> 8, number & 0xff) },
  ]
  return encodeDocument(3, elements)
}

export function append(
  store: Store,
  documents: { number: number; tlv?: Uint8Array; fixed?: Uint8Array; confirmation?: Uint8Array }[],
  absent: number[] = [],
) {
  return store.run('documents.append', { storageId, readAt, documents, absent })
}

export async function verify(store: Store) {
  return store.run('documents.verifyStretch', { storageId, afterSequence: 0, previousHash: chainStart, limit: 1000 })
}
