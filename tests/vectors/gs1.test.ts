import { describe, expect, it } from 'vitest'
import { writeScanData } from '../../native/codecs/gs1/scan-data.ts'
import { gs1 } from '../../native/codecs/gs1/wire.ts'
import { fromHexadecimal } from '../../native/codecs/hexadecimal.ts'
import { decodeVector, missing, readVectors } from './superset.ts'

/** The 50 letters are the first half of a value that the source splits over two lines: they cannot have the right check pair. */
const cutShort = new Set(['gs1-lint-csumalpha-036'])

const files = ['marking-gs1-elements.json', 'marking-gs1-hri.json', 'marking-gs1-lint.json', 'marking-gs1-scandata.json']

describe.each(files)('%s', (file) => {
  const vectors = readVectors(file)
  it.each(vectors.filter(({ id, direction }) => direction !== 'encode' && !cutShort.has(id)))('$id', (vector) => {
    expect(missing(vector.decoded, decodeVector(gs1, vector))).toEqual([])
  })

  it('notices a wrong expectation', () => {
    for (const vector of vectors.filter(({ direction }) => direction !== 'encode')) {
      const [name = ''] = Object.keys(vector.decoded)
      expect(missing({ [name]: 'something else' }, decodeVector(gs1, vector))).toHaveLength(1)
    }
  })
})

/** Here the bytes are the answer: what a reader transmits for the symbol named. */
describe('scan data of a symbol', () => {
  const vectors = readVectors('marking-gs1-scandata.json').filter(({ direction }) => direction === 'encode')
  it.each(vectors)('$id', (vector) => {
    const { symbology, message, scan_text: scan } = vector.decoded as { symbology: string; message: string; scan_text: string }
    const written = writeScanData({ symbology, message })
    expect(written).toBe(scan)
    expect(new TextEncoder().encode(written)).toEqual(fromHexadecimal(vector.hex ?? ''))
    expect(missing({ scan_text: scan }, decodeVector(gs1, vector))).toEqual([])
  })

  it('refuses what a symbol cannot hold', () => {
    expect(writeScanData({ symbology: 'EAN13', message: '2112345678901' })).toBeUndefined()
    expect(writeScanData({ symbology: 'DataBarLimited', message: '^0125012345678904' })).toBeUndefined()
    expect(writeScanData({ symbology: 'GS1_128_CCA', message: 'PLAIN' })).toBeUndefined()
  })
})
