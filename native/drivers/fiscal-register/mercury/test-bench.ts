import type { ByteLink } from '../../../transports/byte-link.ts'
import type { SettingValues } from '../../device-family.ts'
import { simulatedLink } from '../shared/simulator/simulated-link.ts'
import { playMachine } from '../shared/simulator/register-bench.ts'
import { decodeFrame } from './codec/frame.ts'
import { createMercuryDriver } from './driver.ts'
import { MercurySimulator } from './simulator.ts'

export type Request = Readonly<Record<string, unknown>>

/** The played service and a host whose requests are seen; `before` may do something to the service in front of one. */
export function bench(
  settings: SettingValues = {},
  before: (request: Request, simulator: MercurySimulator) => void = () => {},
) {
  const played = playMachine((environment) => new MercurySimulator(environment), createMercuryDriver, settings)
  const { clock, simulator, machine, connect, run } = played
  const requests: Request[] = []
  const line = simulatedLink(simulator, clock)
  const link: ByteLink = {
    ...line,
    write(bytes) {
      const request = decodeFrame(bytes).message?.value as Request
      requests.push(request)
      before(request, simulator)
      return line.write(bytes)
    },
  }
  const sent = () => requests.splice(0).map(({ command }) => command)
  return { clock, simulator, machine, register: connect(link), run, requests, sent, state: () => simulator.state }
}

/** A fault in front of the first request of a command. */
export function once(command: string, fault: string, value?: number) {
  let armed = true
  return (request: Request, simulator: MercurySimulator) => {
    if (!armed || request['command'] !== command) return
    armed = false
    simulator.control(fault, value)
  }
}
