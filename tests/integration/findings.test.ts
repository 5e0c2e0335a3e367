import { afterEach, expect, test } from 'vitest'
import { startBenchHost, type BenchHost } from '../../electron/host/test-support/bench-host.ts'
import { bindOnBench } from '../../electron/host/test-support/bind-on-bench.ts'
import { families } from '../../native/drivers/fiscal-register/index.ts'

let bench: BenchHost
afterEach(() => bench.close())

const giveDocuments = families.filter(({ manifest }) => manifest.capabilities.includes('read-documents'))

test.each(giveDocuments.map(({ manifest }) => manifest.id))(
  'a storage of the bench, read through %s, has nothing against it',
  async (family) => {
    bench = await startBenchHost({ benchOptions: { families: { 'fiscal-register': family } } })
    await bindOnBench(bench, 'fiscal-register')
    await bench.run(bench.client.fiscalLog.startReading())
    await bench.run(bench.host.services.fiscalLog.settled())
    const [storage] = await bench.client.fiscalLog.storages()
    expect(storage).toMatchObject({ missingCount: 0 })
    expect(storage?.documentCount).toBeGreaterThan(50)
    expect(await bench.client.fiscalLog.findings({ storageId: storage?.storageId ?? '' })).toEqual([])
  },
)
