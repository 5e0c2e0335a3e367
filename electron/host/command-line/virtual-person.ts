import { sampleSheet } from '../../../native/drivers/scanner/sample-sheet.ts'
import type { CheckRun } from '../../contract/checks.ts'
import type { HostClient } from '../rpc/serve.ts'

/** At the virtual bench a check may wait for hands that are not there. These do what the check asks for. */
export function startVirtualPerson(client: HostClient): { see(run: CheckRun): void; leave(): void } {
  let current: CheckRun | undefined
  const act = () => {
    if (current?.state === 'running') void help(client, current).catch(() => {})
  }
  // Slower than a scanner that sends a code twice, which a check would rightly complain of.
  const timer = setInterval(act, 900)
  return {
    see(run) {
      const asksAnew = current?.runId !== run.runId || current.interaction !== run.interaction
      current = run
      if (asksAnew) setTimeout(act, 150)
    },
    leave: () => clearInterval(timer),
  }
}

async function help(client: HostClient, { checkId, interaction }: CheckRun): Promise<void> {
  if (interaction === 'put-weight') await client.bench.control({ role: 'scale', name: 'put-weight', value: 1235 })
  if (interaction === 'clear-pan') await client.bench.control({ role: 'scale', name: 'clear-pan' })
  if (interaction === 'scan-sample')
    await client.bench.control({ role: 'scanner', name: 'scan', value: sampleFor(checkId) })
  if (interaction === 'close-cover') await client.bench.control({ role: 'fiscal-register', name: 'close-cover' })
  if (interaction === 'load-paper') await client.bench.control({ role: 'fiscal-register', name: 'load-paper' })
}

function sampleFor(checkId: string): string {
  if (checkId === 'scanner.data-matrix') return sampleSheet.dataMatrix.replaceAll('\u001d', '␝')
  return checkId === 'scanner.letters' ? sampleSheet.letters : sampleSheet.ean13
}
