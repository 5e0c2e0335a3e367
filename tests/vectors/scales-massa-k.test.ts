import { describe, expect, it } from 'vitest'
import { wire } from '../../native/drivers/scale/massa-k-100/wire.ts'
import { decodeVector, missing, readVectors } from './superset.ts'

describe('scales-massak-100.json', () => {
  const vectors = readVectors('scales-massak-100.json')
  it.each(vectors)('$id', (vector) => {
    expect(missing(vector.decoded, decodeVector(wire, vector))).toEqual([])
  })

  it('notices a changed byte in every vector', () => {
    for (const vector of vectors.filter(({ protocol }) => protocol !== 'massak-100-crc')) {
      const changed = { ...vector, hex: `${vector.hex?.slice(0, -1)}${vector.hex?.endsWith('F') ? '0' : 'F'}` }
      expect(decodeVector(wire, changed)['crc_ok']).toBe(false)
    }
  })
})
