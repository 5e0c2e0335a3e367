import { describe, expect, it } from 'vitest'
import { markingCode } from '../../native/codecs/marking/wire.ts'
import { formatReceiptQr, parseReceiptQr } from '../../native/codecs/receipt-qr/receipt-qr.ts'
import { receiptQr } from '../../native/codecs/receipt-qr/wire.ts'
import { decodeVector, missing, readVectors, type Vector } from './superset.ts'

const files = ['marking-codes.json', 'marking-negative.json', 'marking-cis.json', 'marking-egais.json', 'marking-tag1162.json']

/**
 * One layout serves many groups, so these vectors' group comes from the goods card. The code must only allow it: the
 * group stands among those that the layout is used by.
 */
const groupFromGoodsCard: Readonly<Record<string, string>> = {
  'water-crpt': 'water',
  'bio-crpt': 'bio',
  'antiseptic-crpt': 'antiseptic',
  'wheelchairs-crpt': 'wheelchairs',
  'beer-7-gs-after-01': 'beer',
  'keg-7': 'beer',
}
/** The check code of this sample is a placeholder of 12 characters: no layout has it, so nothing can be said of a group. */
const placeholder = 'lp-crpt'

function expectedOf(vector: Vector): Readonly<Record<string, unknown>> {
  const { group, ...rest } = vector.decoded
  if (vector.id === placeholder) return { ...rest, family: null, problems: ['check-code-length'] }
  return vector.id in groupFromGoodsCard ? rest : { ...rest, ...(group === undefined ? {} : { group }) }
}

describe.each(files)('%s', (file) => {
  const vectors = readVectors(file)
  it.each(vectors)('$id', (vector) => {
    const decoded = decodeVector(markingCode, vector)
    expect(missing(expectedOf(vector), decoded)).toEqual([])
    const group = groupFromGoodsCard[vector.id]
    if (group !== undefined) expect(decoded['groups']).toContain(group)
  })

  it('notices a wrong expectation', () => {
    for (const vector of vectors) {
      expect(missing({ text: 1, input: 1, text_length: -1 }, decodeVector(markingCode, vector))).not.toEqual([])
    }
  })
})

describe('marking-receipt-qr.json', () => {
  const vectors = readVectors('marking-receipt-qr.json')
  it.each(vectors)('$id', (vector) => {
    expect(missing(vector.decoded, decodeVector(receiptQr, vector))).toEqual([])
  })
  it('notices a wrong expectation', () => {
    for (const vector of vectors) expect(missing({ valid: 'maybe' }, decodeVector(receiptQr, vector))).toHaveLength(1)
  })
})

describe('QR codes of fiscal-data-ids.json', () => {
  const { vectors } = readVectors('fiscal-data-ids.json') as unknown as { vectors: (Vector & { kind: string })[] }
  const codes = vectors.filter(({ kind }) => kind === 'qr').map((vector) => ({ ...vector, protocol: 'qr', direction: 'scan' }))
  it.each(codes)('$id', (vector) => {
    expect(missing(vector.decoded, decodeVector(receiptQr, vector))).toEqual([])
    const read = parseReceiptQr(vector.text ?? '')
    // An exact sum without kopecks is written with them.
    if (!('why' in read)) expect(formatReceiptQr(read)).toBe(vector.text?.replace('s=100&', 's=100.00&'))
  })
})
