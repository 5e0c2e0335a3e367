/** Documents are kept in blocks of so many numbers of a storage. */
const blockBits = 12
const blockSize = 2 ** blockBits
const bitmapLength = blockSize / 8

export function blockOf(documentId: number): number {
  return Math.floor(documentId / blockSize)
}

export function placeInBlock(documentId: number): number {
  return documentId % blockSize
}

/**
 * Places within a block as they are stored: `u16 LE` each, rising, while that is shorter than a bit for every place; then
 * 512 bytes of bits, the lowest first.
 */
export function addPlaces(stored: Uint8Array | undefined, places: readonly number[]): Uint8Array {
  const count = stored ? stored.length / 2 : 0
  if (stored?.length !== bitmapLength && (count + places.length) * 2 < bitmapLength) {
    const last = stored && count > 0 ? readPlace(stored, count - 1) : -1
    const rising = places.every((place, index) => place > (index === 0 ? last : (places[index - 1] as number)))
    if (rising) return appendPlaces(stored, places)
  }
  const bits = toBits(stored)
  for (const place of places) setBit(bits, place)
  return stored?.length === bitmapLength ? bits : fromBits(bits)
}

export function removePlace(stored: Uint8Array, place: number): Uint8Array {
  const bits = toBits(stored)
  bits[place >> 3] = (bits[place >> 3] as number) & ~(1 << (place & 7))
  return fromBits(bits)
}

function appendPlaces(stored: Uint8Array | undefined, places: readonly number[]): Uint8Array {
  const before = stored?.length ?? 0
  const joined = new Uint8Array(before + places.length * 2)
  if (stored) joined.set(stored)
  for (const [index, place] of places.entries()) {
    joined[before + index * 2] = place & 0xff
    joined[before + index * 2 + 1] = place >> 8
  }
  return joined
}

function readPlace(stored: Uint8Array, index: number): number {
  return (stored[index * 2] as number) | ((stored[index * 2 + 1] as number) << 8)
}

function toBits(stored: Uint8Array | undefined): Uint8Array {
  if (stored?.length === bitmapLength) return Uint8Array.from(stored)
  const bits = new Uint8Array(bitmapLength)
  if (stored) for (let index = 0; index < stored.length / 2; index++) setBit(bits, readPlace(stored, index))
  return bits
}

function fromBits(bits: Uint8Array): Uint8Array {
  const places = [...placesOf(bits)]
  return places.length * 2 < bitmapLength ? appendPlaces(undefined, places) : bits
}

function setBit(bits: Uint8Array, place: number): void {
  bits[place >> 3] = (bits[place >> 3] as number) | (1 << (place & 7))
}

function* placesOf(bits: Uint8Array): Generator<number> {
  for (let index = 0; index < bits.length; index++)
    for (let rest = bits[index] as number, bit = 0; rest !== 0; rest >>= 1, bit++) if (rest & 1) yield index * 8 + bit
}

const bitCounts = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0
  for (let rest = byte; rest !== 0; rest >>= 1) count += rest & 1
  return count
})

/** A set of documents by their ids, an eighth of a byte for each place of the blocks that occur. */
export class DocumentSet {
  readonly #blocks = new Map<number, Uint8Array>()

  has(documentId: number): boolean {
    const place = placeInBlock(documentId)
    const bits = this.#blocks.get(blockOf(documentId))
    return bits !== undefined && ((bits[place >> 3] as number) & (1 << (place & 7))) !== 0
  }

  add(documentId: number): void {
    setBit(this.#block(blockOf(documentId)), placeInBlock(documentId))
  }

  /** Adds a block as it is stored. */
  addBlock(block: number, stored: Uint8Array): void {
    const known = this.#blocks.get(block)
    if (!known) {
      this.#blocks.set(block, toBits(stored))
      return
    }
    if (stored.length === bitmapLength)
      for (let index = 0; index < bitmapLength; index++)
        known[index] = (known[index] as number) | (stored[index] as number)
    else for (let index = 0; index < stored.length / 2; index++) setBit(known, readPlace(stored, index))
  }

  /** Leaves what is in both. */
  intersect(other: DocumentSet): void {
    for (const [block, bits] of this.#blocks) {
      const others = other.#blocks.get(block)
      if (!others) this.#blocks.delete(block)
      else
        for (let index = 0; index < bitmapLength; index++)
          bits[index] = (bits[index] as number) & (others[index] as number)
    }
  }

  /** Leaves what lies within one of the ranges of ids, which begin and end with blocks. */
  keepRanges(ranges: readonly (readonly [number, number])[]): void {
    for (const block of this.#blocks.keys()) {
      const first = block * blockSize
      if (!ranges.some(([from, to]) => first >= from && first <= to)) this.#blocks.delete(block)
    }
  }

  get size(): number {
    let count = 0
    for (const bits of this.#blocks.values()) for (const byte of bits) count += bitCounts[byte] as number
    return count
  }

  *ids(): Generator<number> {
    for (const [block, bits] of this.#blocks) for (const place of placesOf(bits)) yield block * blockSize + place
  }

  #block(block: number): Uint8Array {
    let bits = this.#blocks.get(block)
    if (!bits) this.#blocks.set(block, (bits = new Uint8Array(bitmapLength)))
    return bits
  }
}
