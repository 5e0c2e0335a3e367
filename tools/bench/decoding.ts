import { decodeDocument } from '../../native/codecs/ffd/index.ts'
import { fromHexadecimal } from '../../native/codecs/hexadecimal.ts'
import vectors from '../../tests/vectors/fiscal-data-ofd.json' with { type: 'json' }
import { microseconds, shortest, type Measure } from './report.ts'

/** The operator's container stands before the document of this vector. */
const vector = 'y-session-doc11'
const bodyLength = 394
const rounds = 20_000

/** The full tree of a document against a walk that reads tags and lengths only. */
export function measureDecoding(large: Uint8Array): Measure[] {
  return [
    measure(`tree of ${bodyLength} bytes`, bodyOfVector(), rounds),
    measure(`tree of ${large.length} bytes`, large, 2_000),
  ]
}

function measure(what: string, bytes: Uint8Array, times: number): Measure {
  const tree = shortest(7, () => {
    for (let round = 0; round < times; round++) decodeDocument(bytes)
  })
  const floor = shortest(7, () => {
    for (let round = 0; round < times; round++) bareWalk(bytes, 4, bytes.length)
  })
  return {
    what,
    measured: microseconds(tree / times),
    floor: microseconds(floor / times),
    ratio: tree / floor,
    aim: bytes.length === bodyLength ? '≤ 6 µs where the floor ≤ 1 µs' : '',
  }
}

/** Lists inside of lists are walked too, as the tree has them. */
function bareWalk(bytes: Uint8Array, start: number, end: number): number {
  let [offset, sum] = [start, 0]
  while (offset + 4 <= end) {
    const tag = (bytes[offset] as number) | ((bytes[offset + 1] as number) << 8)
    const length = (bytes[offset + 2] as number) | ((bytes[offset + 3] as number) << 8)
    sum += tag + length
    if (tag === 1059 || tag === 1256 || tag === 1224) sum += bareWalk(bytes, offset + 4, offset + 4 + length)
    offset += 4 + length
  }
  return sum
}

function bodyOfVector(): Uint8Array {
  const found = vectors.vectors.find(({ id }) => id === vector)
  if (!found) throw new Error(`no vector ${vector}`)
  const bytes = fromHexadecimal(found.hex)
  for (let start = 0; start + bodyLength <= bytes.length; start++) {
    const length = (bytes[start + 2] as number) | ((bytes[start + 3] as number) << 8)
    if (bytes[start] === 11 && bytes[start + 1] === 0 && length === bodyLength - 4)
      return bytes.slice(start, start + bodyLength)
  }
  throw new Error(`no document of ${bodyLength} bytes in ${vector}`)
}
