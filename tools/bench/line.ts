import { createShtrihDriver } from '../../native/drivers/fiscal-register/shtrih-m/driver.ts'
import { ShtrihSimulator } from '../../native/drivers/fiscal-register/shtrih-m/simulator.ts'
import { seededRandom } from '../../native/foundation/random.ts'
import { SimulatedClock } from '../../native/foundation/simulated-clock.ts'
import { createShopSeed } from '../../native/virtual-bench/shop.ts'
import { SimulatedLine } from '../../native/virtual-bench/simulated-line.ts'
import type { ByteLink } from '../../native/transports/byte-link.ts'
import type { Measure } from './report.ts'

const baudRate = 115_200
const documentCount = 60

/**
 * Reading documents over a line of 115200 baud in simulated time. The protocol asks and answers in turn, so the line's
 * theoretical maximum is the time that the bytes of its frames take, one after the other, with no pause between them.
 */
export async function measureLine(): Promise<Measure[]> {
  const measures: Measure[] = []
  for (const linkLayer of ['v1', 'v2'] as const) measures.push(await measure(linkLayer))
  return measures
}

async function measure(linkLayer: 'v1' | 'v2'): Promise<Measure> {
  const clock = new SimulatedClock()
  const random = seededRandom(20_261_123)
  const seed = createShopSeed(clock, random, documentCount)
  const simulator = new ShtrihSimulator({ clock, random, seed })
  const line = new SimulatedLine(simulator, clock, { path: 'bench', hostBaudRate: baudRate, deviceBaudRate: baudRate })
  const counted = countBytes(line.link)
  const register = createShtrihDriver({
    access: { kind: 'bytes', link: counted.link },
    clock,
    settings: { linkLayer },
  })
  await clock.runUntilSettled(register.readStorage({}))
  const [start, before] = [clock.now(), counted.bytes()]
  let read = 0
  for (let number = 1; number <= documentCount; number++) {
    const { tlv } = await clock.runUntilSettled(register.readDocument(number, {}))
    read += tlv?.length ?? 0
  }
  const elapsed = clock.now() - start
  const onLine = ((counted.bytes() - before) * 10_000) / baudRate
  return {
    what: `line ${baudRate}, ${linkLayer}, ${documentCount} documents`,
    measured: `${(elapsed / 1000).toFixed(1)} s, ${Math.round((read * 1000) / elapsed)} bytes of documents a second`,
    floor: `${(onLine / 1000).toFixed(1)} s`,
    ratio: onLine / elapsed,
    aim: '≥ 0.95',
  }
}

function countBytes(link: ByteLink): { link: ByteLink; bytes(): number } {
  let bytes = 0
  link.subscribe((heard) => void (bytes += heard.length))
  return {
    bytes: () => bytes,
    link: {
      ended: link.ended,
      subscribe: (listener) => link.subscribe(listener),
      close: () => link.close(),
      write: async (written) => {
        bytes += written.length
        await link.write(written)
      },
    },
  }
}
