import { describe, expect, it } from 'vitest'
import { wire } from '../../native/drivers/scale/cas/wire.ts'
import { decodeVector, missing, readVectors } from './superset.ts'

describe('scales-cas.json', () => {
  const vectors = readVectors('scales-cas.json')
  it.each(vectors)('$id', (vector) => {
    expect(missing(vector.decoded, decodeVector(wire, vector))).toEqual([])
  })

  it('notices a wrong expectation and a wrong BCC', () => {
    for (const vector of vectors) {
      const wrong = Object.fromEntries(Object.keys(vector.decoded).filter((name) => name !== 'note').map((name) => [name, 'something else']))
      expect(missing(wrong, decodeVector(wire, vector)).length).toBe(Object.keys(wrong).length)
      if (!('bcc_ok' in vector.decoded)) continue
      const spoilt = { ...vector, hex: vector.hex?.replace(/..0304$/u, '000304') ?? '' }
      expect(decodeVector(wire, spoilt)['bcc_ok']).toBe(false)
    }
  })
})
