import fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCode } from './read-code.ts'

const read = (text: string, aim?: string) => readCode(new TextEncoder().encode(text), aim)

describe('what a scanned code is', () => {
  it('a marking code with its parts in place', () => {
    const code = read('0103041094787443215Qbag!\u001D93Zjqw', ']d2')
    expect(code.content).toBe('marking-code')
    expect(code.text).toBe('0103041094787443215Qbag!␝93Zjqw')
    expect(code.parts.map(({ name, value }) => [name, value])).toEqual([
      ['01', '03041094787443'],
      ['21', '5Qbag!'],
      ['93', 'Zjqw'],
    ])
    for (const { start, length, name, value } of code.parts)
      expect(code.text.slice(start, start + length)).toBe(name + value)
    expect(code.problems).toEqual([])
    expect(code.symbology?.id).toBe('gs1-data-matrix')
  })

  it('a code whose separator was lost says so and keeps its parts in place', () => {
    const code = read('0103041094787443215Qbag!93Zjqw')
    expect(code.normalized).toBe('0103041094787443215Qbag!\u001D93Zjqw')
    expect(code.problems).toHaveLength(1)
    expect(code.parts.map(({ start, length }) => code.text.slice(start, start + length))).toEqual([
      '0103041094787443',
      '215Qbag!',
      '93Zjqw',
    ])
  })

  it('a pack, a goods bar code, a receipt, a stamp, GS1 data and a text', () => {
    expect(read('04601653035829H;dV)bFABVUdGVz').content).toBe('marking-code')
    expect(read('4606203090785').content).toBe('ean')
    expect(read('4606203090784').problems).toHaveLength(1)
    expect(read('t=20180425T2054&s=182.41&fn=8710000101563436&i=9576&fp=2295327241&n=1').content).toBe('receipt-qr')
    expect(read('20N0000152419RAYLTL37TX31219019004460R96J2Z9KXYLKRCWGQOUOIUDYXVY6MCW').content).toBe('excise-stamp')
    expect(read('00123456789012345675').content).toBe('gs1')
    expect(read('10ABC', ']C1').content).toBe('gs1')
    expect(read('Hello, world').content).toBe('text')
    expect(read('').content).toBe('text')
  })

  it('a receipt typed under the Russian layout is read and the layout is told', () => {
    const code = read('е=20180425Е2054?ы=182ю41?ат=8710000101563436?ш=9576?аз=2295327241?т=1')
    expect(code.content).toBe('receipt-qr')
    expect(code.problems.map(({ en }) => en)).toEqual(['typed under the Russian keyboard layout'])
  })

  it('a stamp in lower case is a spoiled stamp, not a text', () => {
    const code = read('20n0000152419raylTL37TX31219019004460R96J2Z9KXYLKRCWGQOUOIUDYXVY6MCW')
    expect([code.content, code.problems.length]).toEqual(['excise-stamp', 1])
  })

  it('glued codes are told and not sent on', () => {
    const milk = '0103041094787443215Qbag!\u001D93Zjqw'
    for (const text of [milk + milk, '04601653035829H;dV)bFABVUdGVz'.repeat(2), '46062030907854606203090785']) {
      const code = read(text)
      expect(code.problems.map(({ en }) => en)).toContain('two codes glued: scan one at a time')
      expect(code.normalized).toBeUndefined()
    }
  })

  it('goods from abroad with a serial number and a date are GS1 data', () => {
    expect(read('010460780959150817271231\u001D21ABC', ']d2').content).toBe('gs1')
    expect(read('010460780959150821ABCDEF1\u001D17271231', ']d2').content).toBe('gs1')
  })

  it('mistakes of scanners are mended and told', () => {
    const sound = '010464007801637221AgqLybqxM9MbR\u001D91FFD0\u001D92dGVzdL31KAYL0YT6592MjmW7a2HkF3IY+muf2pVSKdQ='
    for (const mark of ['|', '~', ']', '<GS>', '{GS}', '\\x1d', '<0x1D>', '~1']) {
      expect(read(sound.replaceAll('\u001D', mark)).normalized).toBe(sound)
    }
    expect(read(sound.replaceAll('\u001D', '')).normalized).toBe(sound)
    expect(read('"01046700190342882151aj""K>X+mFcP\u001D93dGVz"').normalized).toBe(
      '01046700190342882151aj"K>X+mFcP\u001D93dGVz',
    )
    expect(read(sound.replace('dGVz', 'DgvZ')).normalized).toBeUndefined()
    expect(read(sound.slice(0, 40)).normalized).toBeUndefined()
  })

  it('any bytes get an answer whose parts lie within the text', () => {
    fastCheck.assert(
      fastCheck.property(
        fastCheck.uint8Array({ maxLength: 600 }),
        fastCheck.constantFrom(undefined, ']d2', ']Q1'),
        (bytes, aim) => {
          const code = readCode(bytes, aim)
          for (const { start, length } of code.parts) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(start + length).toBeLessThanOrEqual(code.text.length)
          }
        },
      ),
    )
  })

  it('damaged marking codes get an answer', () => {
    const sample =
      '010463003546359221Jty945YpbLtBA\u001D2406402\u001D91ffd0\u001D92lhADfVvvYK1hulPfYg42Yv5fNlSTxqLtP7JEvbMnyTkT7ljcNK6d/Z1qGzMEIdb2qqDFYiAGUE2ssqXiNICCcg=='
    fastCheck.assert(
      fastCheck.property(
        fastCheck.nat(sample.length),
        fastCheck.nat(sample.length),
        fastCheck.string({ maxLength: 4 }),
        (from, to, put) => {
          const code = read(sample.slice(0, Math.min(from, to)) + put + sample.slice(Math.max(from, to)))
          for (const { start, length } of code.parts) expect(start + length).toBeLessThanOrEqual(code.text.length)
        },
      ),
    )
  })
})
