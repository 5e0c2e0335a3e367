import { numberFor, switchFor } from '../../control-value.ts'
import type { DeviceFamily } from '../../device-family.ts'
import type { DeviceSimulator, SimulatorControl } from '../../device-simulator.ts'
import { SimulatedPlatform } from '../simulated-platform.ts'
import { ack, dc1, encodeWeightFrame, enq, nak } from './frame.ts'

const fault = (name: string, ru: string, en: string): SimulatorControl => ({
  name,
  label: { ru, en },
  kind: 'fault',
  parameter: { kind: 'yes-no', default: true },
})

const controls: readonly SimulatorControl[] = [
  {
    name: 'put-weight',
    label: { ru: 'Положить груз', en: 'Put a load' },
    kind: 'action',
    parameter: { kind: 'number', unit: { ru: 'г', en: 'g' }, minimum: 0, maximum: 20_000, default: 1235 },
  },
  { name: 'clear-pan', label: { ru: 'Снять груз', en: 'Clear the pan' }, kind: 'action' },
  fault('vibration', 'Вибрация', 'Vibration'),
  fault('silence', 'Не отвечать', 'Stay silent'),
  fault('busy', 'Отвечать NAK', 'Answer NAK'),
  fault('bad-checksum', 'Портить контрольную сумму', 'Spoil the checksum'),
  fault('split-reply', 'Отвечать по частям', 'Split the reply'),
]

const additions: Readonly<Record<string, string>> = {
  'Gprov1\r\n': 'prov=CASMProV1\r\n',
  'Gsern\r\n': 'sern=20B31623\r\n',
}

/** Plays a scale with CAS's protocol and Mertech's additions. */
export const createSimulator: DeviceFamily<'scale'>['createSimulator'] = ({ clock, random }) => {
  const platform = new SimulatedPlatform(clock, random)
  const faults = { silence: false, busy: false, 'bad-checksum': false, 'split-reply': false }
  const lines = new Set<(bytes: Uint8Array) => void>()

  function control(name: string, value?: string | number | boolean): void {
    if (name === 'put-weight') return platform.put(numberFor(controls, name, value) * 1000)
    if (name === 'clear-pan') return platform.put(0)
    if (name === 'vibration') {
      platform.shaking = switchFor(controls, name, value)
      return
    }
    if (!Object.hasOwn(faults, name)) throw new RangeError(`The scale has no control called ${name}`)
    faults[name as keyof typeof faults] = switchFor(controls, name, value)
  }

  function weightFrame(): Uint8Array {
    if (platform.overloaded) return encodeWeightFrame('F', 'F', 'FFFFFF', 'kg')
    const grams = Math.abs(platform.net) / 1000
    const text = (grams / 1000).toFixed(3).padStart(6, '0')
    const frame = encodeWeightFrame(platform.stable ? 'S' : 'U', platform.net < 0 ? '-' : ' ', text, 'kg')
    return faults['bad-checksum'] ? frame.map((byte, index) => (index === 12 ? byte ^ 0x3c : byte)) : frame
  }

  function transmit(send: (bytes: Uint8Array) => void, bytes: Uint8Array): void {
    const half = faults['split-reply'] ? Math.ceil(bytes.length / 2) : bytes.length
    clock.schedule(8, () => {
      if (!lines.has(send)) return
      send(bytes.subarray(0, half))
      if (half < bytes.length) clock.schedule(20, () => lines.has(send) && send(bytes.subarray(half)))
    })
  }

  function press(heard: string): Uint8Array | undefined {
    if (heard.endsWith('<ZK>\t')) platform.zero()
    if (heard.endsWith('<TK>\t') && platform.stable) platform.tare = platform.gross
    const question = Object.keys(additions).find((text) => heard.endsWith(text))
    return question === undefined
      ? undefined
      : Uint8Array.from(additions[question] ?? '', (character) => character.charCodeAt(0))
  }

  const simulator: DeviceSimulator = {
    kind: 'bytes',
    controls,
    control,
    get state() {
      return { load: platform.gross / 1000, stable: platform.stable, overload: platform.overloaded, ...faults }
    },
    attach(send) {
      lines.add(send)
      let heard = ''
      return {
        receive(bytes) {
          if (faults.silence) return
          for (const byte of bytes) {
            if (byte === enq) transmit(send, Uint8Array.of(faults.busy ? nak : ack))
            else if (byte === dc1) transmit(send, weightFrame())
            else {
              heard = (heard + String.fromCharCode(byte)).slice(-16)
              const reply = press(heard)
              if (reply) transmit(send, reply)
            }
          }
        },
        detach: () => lines.delete(send),
      }
    },
  }
  return simulator
}
