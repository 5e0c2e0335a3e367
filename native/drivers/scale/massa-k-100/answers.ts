import { decodeSingleByte } from '../../../codecs/single-byte-text.ts'
import { CodecError } from '../../../codecs/codec-error.ts'
import { divisions } from './commands.ts'

/** `ACK_MASSA` (24h) and `ACK_WEIGHT` (10h): the weight counts divisions. */
export interface WeightAnswer {
  readonly weight: number
  readonly divisionCode: number
  /** Milligrams of one unit; `undefined` for a code that the protocol does not know. */
  readonly division: number | undefined
  /** 1 steady, 0 moving; any other value in `ACK_WEIGHT` is an overload. */
  readonly stable: number
  readonly net: boolean | undefined
  readonly zero: boolean | undefined
  /** Tare in divisions; short answers have none. */
  readonly tare: number | undefined
}

/** Reads the data of `ACK_MASSA`: 8 bytes without the tare, 12 with it. Throws CodecError. */
export function readMassa(data: Uint8Array): WeightAnswer {
  if (data.length !== 8 && data.length !== 12)
    throw new CodecError('decode.length', 6, `ACK_MASSA of ${data.length + 1} bytes`)
  const view = viewOf(data)
  const divisionCode = view.getUint8(4)
  return {
    weight: view.getInt32(0, true),
    divisionCode,
    division: divisions[divisionCode],
    stable: view.getUint8(5),
    net: view.getUint8(6) === 1,
    zero: view.getUint8(7) === 1,
    tare: data.length === 12 ? view.getInt32(8, true) : undefined,
  }
}

/** Reads the data of `ACK_WEIGHT`. Throws CodecError. */
export function readWeight(data: Uint8Array): WeightAnswer {
  if (data.length !== 6) throw new CodecError('decode.length', 6, `ACK_WEIGHT of ${data.length + 1} bytes`)
  const view = viewOf(data)
  const divisionCode = view.getUint8(4)
  return {
    weight: view.getInt32(0, true),
    divisionCode,
    division: divisions[divisionCode],
    stable: view.getUint8(5),
    net: undefined,
    zero: undefined,
    tare: undefined,
  }
}

export interface NameAnswer {
  readonly id: number
  readonly name: string
}

/** Reads the data of `ACK_NAME`: number u32 LE, then the name in CP1251, ended by CR LF. Throws CodecError. */
export function readName(data: Uint8Array): NameAnswer {
  if (data.length < 4) throw new CodecError('decode.length', 6, `ACK_NAME of ${data.length + 1} bytes`)
  return { id: viewOf(data).getUint32(0, true), name: (lines(data.subarray(4))[0] ?? '').trim() }
}

export const parameterNames = [
  'max',
  'min',
  'e',
  't',
  'fixation',
  'calibration_code',
  'firmware_version',
  'firmware_checksum',
] as const
export type ScaleParameters = Readonly<Partial<Record<(typeof parameterNames)[number], string>>>

/** Reads the data of `ACK_SCALE_PAR`: eight texts in CP1251, each ended by CR LF. */
export function readParameters(data: Uint8Array): ScaleParameters {
  const texts = lines(data)
  return Object.fromEntries(
    parameterNames.flatMap((name, index) => (texts[index] === undefined ? [] : [[name, texts[index].trim()]])),
  )
}

/** `ACK_UDP_POLL`: firmware version at bytes 4 and 5 after the command, serial number u32 LE behind it. */
export function readPoll(data: Uint8Array): { readonly firmware: string; readonly serialNumber: number } | undefined {
  if (data.length < 9) return undefined
  const view = viewOf(data)
  return { firmware: `${view.getUint8(4)}.${view.getUint8(3)}`, serialNumber: view.getUint32(5, true) }
}

function lines(bytes: Uint8Array): string[] {
  const texts = decodeSingleByte(bytes, 'windows-1251').split(/\r\n?|\n/u)
  if (texts.at(-1) === '') texts.pop()
  return texts
}

function viewOf(data: Uint8Array): DataView {
  return new DataView(data.buffer, data.byteOffset, data.byteLength)
}
