import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { OperationContext } from '../../../foundation/operation.ts'
import type { DriverEnvironment } from '../../device-family.ts'
import type { DeviceIdentity } from '../../role.ts'
import type { Scale, ScaleCapability, ScaleRange, WeightReading } from '../scale.ts'
import { Exchange } from './exchange.ts'
import type { WeightFrame } from './frame.ts'
import { readWeight } from './weight.ts'

export function createDriver({ access, clock, settings }: DriverEnvironment): Scale {
  if (access.kind !== 'bytes') throw new DeviceFailure('operation.wrong-argument', { access: access.kind })
  return new CasScale(new Exchange(access.link, clock), settings['variant'] === 'mertech')
}

/** Mertech's additions to the protocol, as text: keys of the scale, and questions. */
const zeroKey = '<ZK>\t'
const tareKey = '<TK>\t'
const serialNumberQuestion = 'Gsern\r\n'
const protocolQuestion = 'Gprov1\r\n'

class CasScale implements Scale {
  readonly capabilities: ReadonlySet<ScaleCapability>
  readonly #exchange: Exchange
  readonly #additions: boolean

  constructor(exchange: Exchange, additions: boolean) {
    this.#exchange = exchange
    this.#additions = additions
    this.capabilities = new Set<ScaleCapability>(additions ? ['weight', 'zero', 'tare', 'name'] : ['weight'])
  }

  /** The protocol itself has no names; an answer to the weight request is all that proves the scale. */
  async identify(context: OperationContext): Promise<DeviceIdentity> {
    if (!this.#additions) {
      await this.readWeight(context)
      return { vendor: 'CAS', facts: [] }
    }
    const protocol = await this.#exchange.askText(protocolQuestion, context.signal)
    const serial = await this.#exchange.askText(serialNumberQuestion, context.signal)
    if (protocol === undefined && serial === undefined) throw new DeviceFailure('link.timeout')
    return {
      vendor: 'Mertech',
      serialNumber: serial?.replace(/^sern=/u, ''),
      facts: protocol === undefined ? [] : [{ name: 'protocol', value: protocol.replace(/^prov=/u, '') }],
    }
  }

  async readWeight({ signal }: OperationContext): Promise<WeightReading> {
    return readingOf(await this.#exchange.readWeight(signal))
  }

  async readRange(): Promise<ScaleRange> {
    return {
      maximumMilligrams: undefined,
      minimumMilligrams: undefined,
      divisionMilligrams: undefined,
      maximumTareMilligrams: undefined,
    }
  }

  async zero(context: OperationContext): Promise<void> {
    await this.#press(zeroKey, context)
    if (!(await this.#settled(context)).zero) throw new DeviceFailure('scale.zero-refused')
  }

  async tare(milligrams: number | 'present-load', context: OperationContext): Promise<void> {
    // The key takes what lies on the pan; a sum or a clearing cannot be asked for.
    if (milligrams !== 'present-load') throw new DeviceFailure('operation.not-supported', { operation: 'tare' })
    await this.#press(tareKey, context)
    if (!(await this.#settled(context)).zero) throw new DeviceFailure('scale.tare-refused')
  }

  /** A key has no answer of its own, so it is sent once and the weight tells what came of it. */
  async #press(key: string, { signal }: OperationContext): Promise<void> {
    if (!this.#additions) throw new DeviceFailure('operation.not-supported')
    await this.#exchange.askText(key, signal)
  }

  async #settled(context: OperationContext): Promise<WeightReading> {
    let reading = await this.readWeight(context)
    for (let attempt = 0; attempt < 20 && !reading.stable; attempt++) reading = await this.readWeight(context)
    return reading
  }
}

export function readingOf({ status, sign, weight, unit }: WeightFrame): WeightReading {
  const overload = status === 'F' || sign === 'F' || /^F+$/u.test(weight)
  const read = overload ? undefined : readWeight(weight, unit, sign === '-')
  if (!overload && !read) throw new DeviceFailure('device.wrong-answer', { weight, unit })
  const stable = status === 'S' && !overload
  return {
    milligrams: read?.milligrams,
    divisionMilligrams: read?.divisionMilligrams,
    stable,
    zero: stable && read?.milligrams === 0,
    net: false,
    tareMilligrams: undefined,
    condition: overload ? 'overload' : 'normal',
    unit: read?.unit ?? 'kg',
  }
}
