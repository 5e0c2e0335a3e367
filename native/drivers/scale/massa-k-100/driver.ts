import { CodecError } from '../../../codecs/codec-error.ts'
import { DeviceFailure, isFailure } from '../../../foundation/device-failure.ts'
import type { OperationContext } from '../../../foundation/operation.ts'
import type { DriverEnvironment } from '../../device-family.ts'
import type { DeviceIdentity } from '../../role.ts'
import type { Scale, ScaleRange, WeightReading } from '../scale.ts'
import { readMassa, readName, readParameters, readWeight, type ScaleParameters, type WeightAnswer } from './answers.ts'
import { commands } from './commands.ts'
import { Exchange, refusal } from './exchange.ts'
import { parseRange } from './range.ts'

/** Setting that chooses which request the weight is read with. */
export const protocols = ['100', '1c'] as const
export type Protocol = (typeof protocols)[number]

export function createDriver({ access, clock, settings }: DriverEnvironment): Scale {
  if (access.kind !== 'bytes') throw new DeviceFailure('operation.wrong-argument', { access: access.kind })
  return new MassaKScale(new Exchange(access.link, clock), settings['protocol'] === '1c' ? '1c' : '100')
}

class MassaKScale implements Scale {
  readonly capabilities = new Set(['weight', 'zero', 'tare', 'clear-tare', 'name', 'range'] as const)
  readonly #exchange: Exchange
  readonly #protocol: Protocol

  constructor(exchange: Exchange, protocol: Protocol) {
    this.#exchange = exchange
    this.#protocol = protocol
  }

  async identify(context: OperationContext): Promise<DeviceIdentity> {
    const named = await this.#read(commands.GET_NAME, commands.ACK_NAME, readName, context)
    const parameters = await this.#parameters(context)
    return {
      vendor: 'МАССА-К',
      model: named?.name || undefined,
      serialNumber: named ? String(named.id) : undefined,
      firmware: parameters?.firmware_version,
      facts: factsOf(parameters),
    }
  }

  async readWeight({ signal }: OperationContext): Promise<WeightReading> {
    const answer =
      this.#protocol === '1c'
        ? await this.#exchange.read({ command: commands.GET_WEIGHT, signal }, [commands.ACK_WEIGHT])
        : await this.#exchange.read({ command: commands.GET_MASSA, signal }, [commands.ACK_MASSA])
    if (answer.kind === 'error') return readingOfError(answer.code)
    const read = answer.command === commands.ACK_WEIGHT ? readWeight : readMassa
    return readingOf(decoded(() => read(answer.data)))
  }

  async readRange(context: OperationContext): Promise<ScaleRange> {
    return parseRange((await this.#parameters(context)) ?? {})
  }

  /** A lost answer is not a failure yet: a scale whose zero mark is on was zeroed. */
  async zero(context: OperationContext): Promise<void> {
    const answer = await this.#sendOnce(
      commands.SET_ZERO,
      undefined,
      [commands.ACK_SET],
      context,
      (reading) => reading.zero,
    )
    if (answer?.kind !== 'error') return
    if (answer.code === 0x07) throw refusal(answer.code)
    throw new DeviceFailure('scale.zero-refused', refusal(answer.code).data)
  }

  async tare(milligrams: number | 'present-load', context: OperationContext): Promise<void> {
    const before = await this.readWeight(context)
    const division = before.divisionMilligrams ?? 1000
    const wanted = milligrams === 'present-load' ? presentLoad(before) : milligrams
    if (!Number.isSafeInteger(wanted) || wanted < 0)
      throw new DeviceFailure('operation.wrong-argument', { milligrams: wanted })
    const units = Math.round(wanted / division)
    const data = new Uint8Array(4)
    new DataView(data.buffer).setInt32(0, units, true)
    const expected = [commands.ACK_SET_TARE, commands.NACK_TARE]
    const answer = await this.#sendOnce(commands.SET_TARE, data, expected, context, ({ net, tareMilligrams }) => {
      return tareMilligrams === undefined ? net === units > 0 : tareMilligrams === units * division
    })
    if (answer?.kind === 'error') throw refusal(answer.code)
    if (answer?.command === commands.NACK_TARE) throw new DeviceFailure('scale.tare-refused')
  }

  /**
   * Sends a command with an effect, never twice. If its answer is lost, the scale is asked whether it took effect;
   * `undefined` means that it did.
   */
  async #sendOnce(
    command: number,
    data: Uint8Array | undefined,
    expected: readonly number[],
    context: OperationContext,
    tookEffect: (reading: WeightReading) => boolean,
  ) {
    const { signal } = context
    try {
      return await this.#exchange.send({ command, signal, ...(data ? { data } : {}) }, expected)
    } catch (error) {
      if (!isFailure(error, 'link.timeout', 'link.garbled')) throw error
      if (tookEffect(await this.readWeight(context))) return undefined
      throw error
    }
  }

  /** Absent on models without the command. */
  #parameters(context: OperationContext): Promise<ScaleParameters | undefined> {
    return this.#read(commands.GET_SCALE_PAR, commands.ACK_SCALE_PAR, readParameters, context)
  }

  async #read<T>(
    command: number,
    expected: number,
    read: (data: Uint8Array) => T,
    { signal }: OperationContext,
  ): Promise<T | undefined> {
    const answer = await this.#exchange.read({ command, signal }, [expected])
    if (answer.kind === 'answer') return decoded(() => read(answer.data))
    if (answer.code === 0x07) return undefined
    throw refusal(answer.code)
  }
}

function presentLoad({ milligrams, tareMilligrams = 0, stable, condition }: WeightReading): number {
  if (condition === 'overload') throw new DeviceFailure('scale.overload')
  if (milligrams === undefined) throw new DeviceFailure('scale.fault')
  if (!stable) throw new DeviceFailure('scale.unstable')
  return milligrams + tareMilligrams
}

function readingOf({ weight, division, stable, net = false, zero, tare }: WeightAnswer): WeightReading {
  if (division === undefined) throw new DeviceFailure('device.wrong-answer', { field: 'division' })
  const overload = stable > 1
  return {
    milligrams: overload ? undefined : weight * division,
    divisionMilligrams: division,
    stable: stable === 1,
    zero: zero ?? (weight === 0 && stable === 1),
    net,
    tareMilligrams: tare === undefined ? undefined : tare * division,
    condition: overload ? 'overload' : 'normal',
    unit: 'kg',
  }
}

function readingOfError(code: number): WeightReading {
  if (code !== 0x08 && code !== 0x17 && code !== 0x19) throw refusal(code)
  return {
    milligrams: undefined,
    divisionMilligrams: undefined,
    stable: false,
    zero: false,
    net: false,
    tareMilligrams: undefined,
    condition: code === 0x08 ? 'overload' : 'fault',
    unit: 'kg',
  }
}

function factsOf(parameters: ScaleParameters = {}): DeviceIdentity['facts'] {
  const named = [
    ['Max', parameters.max],
    ['Min', parameters.min],
    ['e', parameters.e],
    ['T', parameters.t],
    ['firmware checksum', parameters.firmware_checksum],
  ] as const
  return named.flatMap(([name, value]) => (value ? [{ name, value }] : []))
}

function decoded<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof CodecError) throw new DeviceFailure('device.wrong-answer', { detail: error.detail })
    throw error
  }
}
