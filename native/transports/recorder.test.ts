import { expect, test } from 'vitest'
import type { ByteLink } from './byte-link.ts'
import { recordLink, type RecordedEvent } from './recorder.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

test('what is hidden is hidden from the record alone', async () => {
  const written: string[] = []
  const events: RecordedEvent[] = []
  let hear: (bytes: Uint8Array) => void = () => {}
  const link: ByteLink = {
    write: async (bytes) => void written.push(new TextDecoder().decode(bytes)),
    subscribe(listener) {
      hear = listener
      return () => {}
    },
    ended: new Promise(() => {}),
    close: async () => {},
  }
  const stars = (bytes: Uint8Array) => bytes.map((byte) => (byte === 0x78 ? 0x2a : byte))
  const recorded = recordLink(link, (event) => events.push(event), 'likely', stars)
  await recorded.write(bytesOf('pass xx'))
  hear(bytesOf('xx'))
  expect(written).toEqual(['pass xx'])
  expect(events).toEqual([
    { event: 'opened' },
    { direction: 'to-device', bytes: bytesOf('pass **') },
    { direction: 'from-device', bytes: bytesOf('xx') },
  ])
})
