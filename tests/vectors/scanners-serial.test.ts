import { describe, expect, it } from 'vitest'
import { CodecError } from '../../native/codecs/codec-error.ts'
import { wire } from '../../native/drivers/scanner/serial/wire.ts'
import { decodeVector, missing, readVectors } from './superset.ts'

describe('scanners-serial.json', () => {
  const vectors = readVectors('scanners-serial.json')
  it.each(vectors)('$id', (vector) => {
    expect(missing(vector.decoded, decodeVector(wire, vector))).toEqual([])
  })

  it('notices another meaning in every vector', () => {
    for (const vector of vectors) {
      const wrong = Object.fromEntries(Object.keys(vector.decoded).map((name) => [name, 'something else']))
      expect(missing(wrong, decodeVector(wire, vector)).length).toBe(Object.keys(wrong).length)
    }
  })

  it('refuses bytes that are no message of the dialect', () => {
    for (const dialect of ['honeywell-serial', 'newland-unified', 'newland-nls', 'datalogic-host-cmd', 'ibm-usb-oem-label-id']) {
      expect(() => wire.decode({ bytes: Uint8Array.of(0xff, 0x00), dialect, direction: 'to-device' })).toThrow(CodecError)
    }
  })
})
