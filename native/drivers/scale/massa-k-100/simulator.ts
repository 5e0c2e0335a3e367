import { encodeSingleByte } from '../../../codecs/single-byte-text.ts'
import { numberFor, switchFor } from '../../control-value.ts'
import type { DeviceFamily } from '../../device-family.ts'
import type { DeviceSimulator } from '../../device-simulator.ts'
import { commands, divisions } from './commands.ts'
import { encodeFrame, FrameReader, type Frame } from './frame.ts'
import { capacity, interval, SimulatedPlatform } from '../simulated-platform.ts'
import { controls } from './simulator-controls.ts'

const name = 'MK-15.2-RA21'
const number = 123_456
const parameters = ['15', '0.04', '0.005', '5', 'оп', '00001', '4.12', '1F3A']

/** Plays a МАССА-К МК-15 that speaks «Протокол 100» and «Протокол 1С». */
export const createSimulator: DeviceFamily<'scale'>['createSimulator'] = ({ clock, random }) => {
  const platform = new SimulatedPlatform(clock, random)
  const faults = {
    silent: false,
    loseByte: false,
    badChecksum: false,
    splitReply: false,
    strict: false,
    noWeighingModule: false,
    delay: 0,
  }
  let divisionCode = 1
  const lines = new Set<(bytes: Uint8Array) => void>()

  function control(name: string, value?: string | number | boolean): void {
    switch (name) {
      case 'put-weight':
        return platform.put(numberFor(controls, name, value) * 1000)
      case 'clear-pan':
        return platform.put(0)
      case 'division':
        divisionCode = numberFor(controls, name, value)
        return
      case 'vibration':
        platform.shaking = switchFor(controls, name, value)
        return
      case 'delay':
        faults.delay = numberFor(controls, name, value)
        return
      default: {
        const fault = faultNames[name]
        if (!fault) throw new RangeError(`The scale has no control called ${name}`)
        faults[fault] = switchFor(controls, name, value)
      }
    }
  }

  const faultNames: Readonly<
    Record<string, 'silent' | 'loseByte' | 'badChecksum' | 'splitReply' | 'strict' | 'noWeighingModule'>
  > = {
    silence: 'silent',
    'lose-byte': 'loseByte',
    'bad-checksum': 'badChecksum',
    'split-reply': 'splitReply',
    strict: 'strict',
    'no-weighing-module': 'noWeighingModule',
  }

  function answer({ command, data, checksumRight }: Frame): Uint8Array | undefined {
    // Scales in the field answer requests with a wrong checksum; some firmware does not.
    if (faults.strict && !checksumRight) return undefined
    switch (command) {
      case commands.UDP_POLL:
        return encodeFrame(commands.ACK_UDP_POLL, pollData())
      case commands.GET_NAME:
        return encodeFrame(commands.ACK_NAME, [...unsigned(number), ...encodeSingleByte(`${name}\r\n`, 'windows-1251')])
      case commands.GET_SCALE_PAR:
        return encodeFrame(
          commands.ACK_SCALE_PAR,
          encodeSingleByte(parameters.map((text) => `${text}\r\n`).join(''), 'windows-1251'),
        )
      case commands.GET_MASSA:
        return massa()
      case commands.GET_WEIGHT:
        return weight()
      case commands.SET_ZERO:
        if (faults.noWeighingModule) return encodeFrame(commands.ERROR, [0x17])
        return platform.zero() ? encodeFrame(commands.ACK_SET) : encodeFrame(commands.ERROR, [0x15])
      case commands.SET_TARE:
        return setTare(data)
      default:
        return encodeFrame(commands.ERROR, [0x07])
    }
  }

  function massa(): Uint8Array {
    if (faults.noWeighingModule) return encodeFrame(commands.ERROR, [0x17])
    if (platform.overloaded) return encodeFrame(commands.ERROR, [0x08])
    const flags = [divisionCode, Number(platform.stable), Number(platform.tare > 0), Number(platform.zeroed)]
    return encodeFrame(commands.ACK_MASSA, [...inUnits(platform.net), ...flags, ...inUnits(platform.tare)])
  }

  function weight(): Uint8Array {
    if (faults.noWeighingModule) return encodeFrame(commands.ERROR, [0x17])
    const stable = platform.overloaded ? 2 : Number(platform.stable)
    return encodeFrame(commands.ACK_WEIGHT, [...inUnits(platform.net), divisionCode, stable])
  }

  function setTare(data: Uint8Array): Uint8Array {
    if (data.length !== 4) return encodeFrame(commands.ERROR, [0x0a])
    const tare = new DataView(data.buffer, data.byteOffset, 4).getInt32(0, true) * unit()
    if (tare < 0 || tare > capacity || !platform.stable) return encodeFrame(commands.NACK_TARE)
    platform.tare = Math.round(tare / interval) * interval
    return encodeFrame(commands.ACK_SET_TARE)
  }

  const unit = () => divisions[divisionCode] ?? 1000
  const inUnits = (milligrams: number) => signed(Math.round(milligrams / unit()))

  function spoil(frame: Uint8Array): Uint8Array {
    if (faults.badChecksum) return frame.map((byte, index) => (index === frame.length - 1 ? byte ^ 0x5a : byte))
    return faults.loseByte ? frame.filter((_, index) => index !== 6) : frame
  }

  function transmit(send: (bytes: Uint8Array) => void, frame: Uint8Array): void {
    const bytes = spoil(frame)
    const half = faults.splitReply ? Math.ceil(bytes.length / 2) : bytes.length
    clock.schedule(faults.delay + 8, () => {
      if (!lines.has(send)) return
      send(bytes.subarray(0, half))
      if (half < bytes.length) clock.schedule(25, () => lines.has(send) && send(bytes.subarray(half)))
    })
  }

  const simulator: DeviceSimulator = {
    kind: 'bytes',
    controls,
    control,
    get state() {
      return {
        load: platform.gross / 1000,
        tare: platform.tare / 1000,
        stable: platform.stable,
        overload: platform.overloaded,
        ...faults,
      }
    },
    attach(send) {
      const reader = new FrameReader()
      lines.add(send)
      return {
        receive(bytes) {
          for (const piece of reader.push(bytes)) {
            const reply = piece.kind === 'frame' && !faults.silent ? answer(piece.frame) : undefined
            if (reply) transmit(send, reply)
          }
        },
        detach: () => lines.delete(send),
      }
    },
  }
  return simulator
}

/** 27 bytes of data: what matters of them is the firmware version and the number. */
function pollData(): number[] {
  const data = Array.from({ length: 26 }, () => 0)
  data.splice(3, 6, 12, 4, ...unsigned(number))
  return data
}

function signed(value: number): number[] {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setInt32(0, value, true)
  return [...bytes]
}

function unsigned(value: number): number[] {
  return signed(value | 0)
}
