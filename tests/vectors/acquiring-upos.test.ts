import { describe, expect, it } from 'vitest'
import { CodecError } from '../../native/codecs/codec-error.ts'
import { wire } from '../../native/drivers/payment-terminal/sber-upos/wire/wire.ts'
import { decodeVector, missing, readVectors } from './superset.ts'

describe('acquiring-upos.json', () => {
  const vectors = readVectors('acquiring-upos.json')
  it.each(vectors)('$id', (vector) => {
    expect(missing(vector.decoded, decodeVector(wire, vector))).toEqual([])
  })

  it('notices a changed byte of every packet', () => {
    for (const vector of vectors.filter(({ protocol }) => protocol === 'upos-wire')) {
      const hex = vector.hex ?? ''
      // Another letter of base64 in the middle of the frame.
      const middle = Math.floor(hex.length / 4) * 2
      const changed = `${hex.slice(0, middle)}${hex.slice(middle, middle + 2) === '42' ? '43' : '42'}${hex.slice(middle + 2)}`
      expect(() => decodeVector(wire, { ...vector, hex: changed })).toThrow(CodecError)
    }
  })

  it('notices a wrong expectation', () => {
    for (const vector of vectors) {
      const wrong = Object.fromEntries(Object.keys(vector.decoded).filter((name) => name !== 'note').map((name) => [name, 'something else']))
      expect(missing(wrong, decodeVector(wire, vector)).length).toBe(Object.keys(wrong).length)
    }
  })
})
