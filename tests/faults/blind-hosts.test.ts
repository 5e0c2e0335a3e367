import { expect, test } from 'vitest'
import { beep } from '../../native/drivers/fiscal-register/atol/commands/actions.ts'
import { encodePacket, START } from '../../native/drivers/fiscal-register/atol/link-v3/packet.ts'
import * as task from '../../native/drivers/fiscal-register/atol/link-v3/task.ts'
import type { RegisterSimulator } from '../../native/drivers/fiscal-register/shared/simulator/register-simulator.ts'
import { simulatedLink } from '../../native/drivers/fiscal-register/shared/simulator/simulated-link.ts'
import { xReport } from '../../native/drivers/fiscal-register/shtrih-m/commands/receipts.ts'
import { encodeFrame } from '../../native/drivers/fiscal-register/shtrih-m/link-v1/frame.ts'
import { playRegister, registerVariants } from '../../native/drivers/fiscal-register/test-support/played-register.ts'
import { sleep } from '../../native/foundation/clock.ts'
import { DeviceFailure } from '../../native/foundation/device-failure.ts'
import type { Outcome } from '../../native/foundation/operation.ts'
import type { SimulatedClock } from '../../native/foundation/simulated-clock.ts'
import type { ByteLink } from '../../native/transports/byte-link.ts'
import { faultyLink } from '../../native/transports/faulty-link.ts'
import { judge, perform, type Exchange, type Played } from './every-byte.ts'

/** Hosts as they are written in a hurry, so that the judge is seen to find them out. */

type Host = (link: ByteLink, clock: SimulatedClock) => Promise<Outcome<void>>

/** No ENQ, and the same frame again if no answer comes. */
async function sameFrameAgain(link: ByteLink, clock: SimulatedClock): Promise<Outcome<void>> {
  let heard: number[] = []
  link.subscribe((bytes) => heard.push(...bytes))
  for (let attempt = 0; attempt < 3; attempt++) {
    heard = []
    await link.write(encodeFrame(xReport.encode({ password: 30 })))
    await sleep(clock, 3_000)
    if (heard.join().includes([2, 3, 0x40, 0].join())) return { state: 'done', value: undefined }
  }
  return { state: 'not-done', failure: new DeviceFailure('link.timeout') }
}

/** The same task under another id if no answer comes. */
async function sameTaskAgain(link: ByteLink, clock: SimulatedClock): Promise<Outcome<void>> {
  let heard: number[] = []
  link.subscribe((bytes) => heard.push(...bytes))
  for (let tid = 1; tid <= 3; tid++) {
    heard = []
    const command = { code: task.Add, flags: task.flag.needResult, tid, command: beep.encode({}, '0000') } as const
    await link.write(encodePacket({ id: tid, data: task.encodeBufferCommand(command) }))
    await sleep(clock, 3_000)
    if (heard[0] === START) return { state: 'done', value: undefined }
  }
  return { state: 'not-done', failure: new DeviceFailure('link.timeout') }
}

async function findingsOf(label: string, exchange: Exchange<RegisterSimulator>, host: Host): Promise<string[]> {
  const variant = registerVariants().find((one) => one.label === label)
  if (!variant) throw new Error(`no ${label}`)
  const play = (): Played<RegisterSimulator> => {
    const { clock, simulator, machine, connect } = playRegister(variant)
    return { clock, simulator, executed: machine.executed, connect }
  }
  const clean = await perform(play, exchange)
  const findings: string[] = []
  for (const at of [0, 1, 2, 3]) {
    const { clock, simulator, executed } = play()
    const fault = { direction: 'from-device', at, kind: 'drop' } as const
    const result = await clock.runUntilSettled(host(faultyLink(simulatedLink(simulator, clock), clock, fault), clock))
    findings.push(judge({ result, executed: Object.fromEntries(executed) }, clean, fault) ?? 'nothing')
  }
  return findings
}

test('a host that sends its frame again is found out', async () => {
  const findings = await findingsOf('shtrih-m v1', { run: (register) => register.printXReport({}) }, sameFrameAgain)
  expect(findings).toContain('x-report was executed 2 times')
})

test('a host that adds its task again is found out', async () => {
  const findings = await findingsOf('atol v3', { run: (register) => register.beep({}) }, sameTaskAgain)
  expect(findings).toContain('beep was executed 2 times')
})
