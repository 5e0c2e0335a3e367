import { bytesOf } from '../../../codecs/text-bytes.ts'
import { numberFor, switchFor, textFor } from '../../control-value.ts'
import type { DeviceFamily } from '../../device-family.ts'
import type { DeviceSimulator, SimulatorControl } from '../../device-simulator.ts'
import { samples } from './samples.ts'

const fault = (name: string, ru: string, en: string): SimulatorControl => ({
  name,
  label: { ru, en },
  kind: 'fault',
  parameter: { kind: 'yes-no', default: true },
})

const terminators: Readonly<Record<string, readonly number[]>> = {
  CR: [0x0d],
  LF: [0x0a],
  'CR LF': [0x0d, 0x0a],
  TAB: [0x09],
  ETX: [0x03],
  нет: [],
}

const controls: readonly SimulatorControl[] = [
  {
    name: 'scan',
    label: { ru: 'Отсканировать', en: 'Scan' },
    kind: 'action',
    parameter: { kind: 'text', default: samples[0].value, samples },
  },
  {
    name: 'aim',
    label: { ru: 'Передавать идентификатор AIM', en: 'Send the AIM identifier' },
    kind: 'action',
    parameter: { kind: 'yes-no', default: true },
  },
  {
    name: 'terminator',
    label: { ru: 'Завершать код символом', en: 'End a code with' },
    kind: 'action',
    parameter: {
      kind: 'text',
      default: 'CR',
      samples: Object.keys(terminators).map((value) => ({
        label: { ru: value, en: value === 'нет' ? 'none' : value },
        value,
      })),
    },
  },
  {
    name: 'brand',
    label: { ru: 'Отвечать на запросы как', en: 'Answer queries as' },
    kind: 'action',
    parameter: {
      kind: 'text',
      default: 'Newland',
      samples: ['Newland', 'Honeywell'].map((value) => ({ label: { ru: value, en: value }, value })),
    },
  },
  {
    name: 'pause',
    label: { ru: 'Пауза между частями кода', en: 'Pause between the pieces of a code' },
    kind: 'fault',
    parameter: { kind: 'number', unit: { ru: 'мс', en: 'ms' }, minimum: 0, maximum: 250, default: 40 },
  },
  fault('drop-separators', 'Терять разделители GS', 'Drop the GS separators'),
  fault('split', 'Передавать код по частям', 'Send a code in pieces'),
  fault('double', 'Передавать код дважды', 'Send a code twice'),
  fault('glue', 'Склеивать два кода', 'Glue two codes together'),
  fault('half', 'Передавать половину кода', 'Send half a code'),
  fault('swap-case', 'Менять регистр букв', 'Swap the letter case'),
  fault('deaf', 'Не отвечать на запросы', 'Ignore queries'),
]

/** How the two makers' menus are asked for the revision, and what they answer. */
const brands: Readonly<Record<string, { readonly question: string; readonly reply: string }>> & {
  readonly Newland: { readonly question: string; readonly reply: string }
} = {
  Newland: {
    question: '~\u00010000#QRYSYS;\u0003',
    reply:
      '\u0002\u00010000#QRYSYSProduct Name: EM3080\r\nFirmware Version: V1.02.003\r\nSerial Number: TR0000001\r\n\u0006;\u0003',
  },
  Honeywell: {
    question: '\u0016M\rREVINF.',
    reply: 'REVINFProduct Name: Xenon 1900\r\nSoftware Revision: BA000100\r\nSerial Number: TR0000001\r\n\u0006.',
  },
}

/** Plays a 2D scanner in COM mode that answers the revision query of its maker. */
export const createSimulator: DeviceFamily<'scanner'>['createSimulator'] = ({ clock }) => {
  const options = { aim: false, terminator: 'CR', pause: 15, brand: 'Newland' }
  const faults = {
    'drop-separators': false,
    split: false,
    double: false,
    glue: false,
    half: false,
    'swap-case': false,
    deaf: false,
  }
  const lines = new Set<(bytes: Uint8Array) => void>()
  let scans = 0

  function control(name: string, value?: string | number | boolean): void {
    switch (name) {
      case 'scan':
        return scan(textFor(controls, name, value))
      case 'aim':
        options.aim = switchFor(controls, name, value)
        return
      case 'pause':
        options.pause = numberFor(controls, name, value)
        return
      case 'terminator': {
        const chosen = textFor(controls, name, value)
        if (!(chosen in terminators)) throw new RangeError(`No terminator is called ${chosen}`)
        options.terminator = chosen
        return
      }
      case 'brand': {
        const chosen = textFor(controls, name, value)
        if (!(chosen in brands)) throw new RangeError(`No maker is called ${chosen}`)
        options.brand = chosen
        return
      }
      default:
        if (!Object.hasOwn(faults, name)) throw new RangeError(`The scanner has no control called ${name}`)
        faults[name as keyof typeof faults] = switchFor(controls, name, value)
    }
  }

  function scan(text: string): void {
    scans++
    const code = text.replaceAll('␝', '\u001D')
    const message = wrap(spoil(code), options.aim ? aimOf(code) : '')
    const whole = faults.glue ? [...wrap(spoil(code), options.aim ? aimOf(code) : '', false), ...message] : message
    send(Uint8Array.from(whole))
    if (faults.double) clock.schedule(120, () => send(Uint8Array.from(whole)))
  }

  function spoil(code: string): string {
    let spoilt = faults['drop-separators'] ? code.replaceAll('\u001D', '') : code
    if (faults['swap-case'])
      spoilt = spoilt.replace(/[a-z]/giu, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      )
    return faults.half ? spoilt.slice(0, Math.ceil(spoilt.length / 2)) : spoilt
  }

  function wrap(code: string, aim: string, terminated = true): number[] {
    return [...bytesOf(aim + code), ...(terminated ? (terminators[options.terminator] ?? []) : [])]
  }

  function send(bytes: Uint8Array): void {
    const size = faults.split ? 7 : bytes.length
    for (let offset = 0, piece = 0; offset < bytes.length; offset += size, piece++) {
      const part = bytes.subarray(offset, offset + size)
      clock.schedule(piece * (faults.split ? options.pause : 0), () => {
        for (const line of lines) line(part)
      })
    }
  }

  function answer(heard: string): string | undefined {
    if (faults.deaf) return undefined
    const { question, reply } = brands[options.brand] ?? brands.Newland
    return heard.includes(question) ? reply : undefined
  }

  const simulator: DeviceSimulator = {
    kind: 'bytes',
    controls,
    control,
    get state() {
      return { ...options, ...faults, scans }
    },
    attach(transmit) {
      lines.add(transmit)
      let heard = ''
      return {
        receive(bytes) {
          heard = (heard + String.fromCharCode(...bytes)).slice(-64)
          const reply = answer(heard)
          if (reply === undefined) return
          heard = ''
          clock.schedule(20, () => lines.has(transmit) && transmit(bytesOf(reply)))
        },
        detach: () => lines.delete(transmit),
      }
    },
  }
  return simulator
}

/** What the symbol is that such a code is printed in. */
function aimOf(code: string): string {
  if (/^\d{13}$/u.test(code)) return ']E0'
  if (/^\d{8}$/u.test(code)) return ']E4'
  if (/^01\d{14}21/u.test(code)) return ']d2'
  if (code.length === 68 && /^\d\d[NА-Я]/u.test(code)) return ']L2'
  return code.length === 150 ? ']d1' : ']Q1'
}
