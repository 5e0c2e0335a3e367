import { encodeDocument } from '../../../../codecs/ffd/encode-elements.ts'
import type { SeedDocument } from '../../../device-family.ts'

/** A small storage for tests. */
const registered = Date.UTC(2026, 10, 20, 9, 0) / 1000

function requisites(number: number, hours: number) {
  return [
    { tag: 1041, value: '9999078900001234' },
    { tag: 1037, value: '0000000001012345' },
    { tag: 1018, value: '9909999996' },
    { tag: 1040, value: number },
    { tag: 1012, value: registered + hours * 3600 },
    { tag: 1077, value: Uint8Array.of(0x31, 4, 0, 0, 1, number) },
  ]
}

/** Registration, a closed shift with one sale, and a shift that is still open. The last two wait for the operator. */
export function seedDocuments(): SeedDocument[] {
  const bodies = [
    encodeDocument(1, [
      ...requisites(1, 0),
      { tag: 1062, value: 1 },
      { tag: 1056, value: 0 },
      { tag: 1108, value: 1 },
      { tag: 1017, value: '7704358518' },
    ]),
    encodeDocument(2, [...requisites(2, 1), { tag: 1038, value: 1 }]),
    encodeDocument(3, [
      ...requisites(3, 2),
      { tag: 1038, value: 1 },
      { tag: 1054, value: 1 },
      { tag: 1020, value: 123_45 },
      {
        tag: 1059,
        children: [
          { tag: 1030, value: 'Хлеб '.repeat(20) },
          { tag: 1162, value: new Uint8Array(30) },
        ],
      },
      // Longer than an answer can carry, and unknown to every table.
      { tag: 60_000, value: new Uint8Array(300).fill(0x55), type: 'bytes' as const },
    ]),
    encodeDocument(5, [...requisites(4, 3), { tag: 1038, value: 1 }]),
  ]
  return bodies.map((tlv, index) => ({
    number: index + 1,
    tlv,
    confirmation:
      index < 2
        ? encodeDocument(7, [
            { tag: 1040, value: index + 1 },
            { tag: 1012, value: registered + 60 },
            { tag: 1078, value: new Uint8Array(16).fill(7) },
          ])
        : undefined,
  }))
}
