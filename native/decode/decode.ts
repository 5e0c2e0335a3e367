import { CodecError, type CodecErrorCode } from '../codecs/codec-error.ts'
import { fromHexadecimal } from '../codecs/hexadecimal.ts'
import type { DecodedField, DecodedValue, Direction } from '../codecs/wire-format.ts'
import { findFormat } from './formats.ts'

export interface DecodeRequest {
  /** A device family, a dialect of one, or `ffd-tlv`, `fn-document`, `gs1`, `marking-code`, `receipt-qr`. */
  readonly family: string
  readonly direction?: string | undefined
  /** The command that an answer belongs to, where the answer does not say. */
  readonly command?: string | undefined
  readonly hex?: string | undefined
  readonly text?: string | undefined
}

export type DecodeAnswer =
  | {
      readonly ok: true
      readonly name: string
      readonly decoded: DecodedValue
      readonly fields: readonly DecodedField[]
    }
  | {
      readonly ok: false
      readonly error: { readonly code: CodecErrorCode; readonly offset: number; readonly message: string }
    }

/** More than any message of any protocol here; a pasted log of megabytes is a mistake worth naming. */
const longest = 1024 * 1024

/**
 * Reads pasted bytes as a message of a family. Never throws: what cannot be read is answered with the code, the place and
 * the reason. A text is taken as UTF-8 (`␝` stands for GS, as people copy it from a screen).
 */
export function decodeText(request: DecodeRequest): DecodeAnswer {
  try {
    const named = findFormat(request.family)
    if (!named) throw new CodecError('decode.unknown', 0, `no family is called ${JSON.stringify(request.family)}`)
    const message = named.format.decode({
      bytes: readBytes(request),
      direction: readDirection(request.direction),
      command: request.command,
      dialect: named.dialect,
    })
    const decoded = message.bare ? (Object.values(message.value)[0] ?? null) : message.value
    return { ok: true, name: message.name, decoded, fields: message.fields }
  } catch (error) {
    if (error instanceof CodecError)
      return { ok: false, error: { code: error.code, offset: error.offset, message: error.detail } }
    // A codec that throws anything else has a defect; the person who pasted the bytes still gets an answer.
    return {
      ok: false,
      error: { code: 'decode.value', offset: 0, message: error instanceof Error ? error.message : String(error) },
    }
  }
}

function readBytes({ hex, text }: DecodeRequest): Uint8Array {
  if (hex === undefined && text === undefined) throw new CodecError('decode.empty', 0, 'neither hex nor text was given')
  if ((hex ?? text ?? '').length > 2 * longest) throw new CodecError('decode.length', longest, 'more than a mebibyte')
  return hex === undefined ? new TextEncoder().encode(text?.replaceAll('␝', '\u001d')) : fromHexadecimal(hex)
}

/** How published traces spell the two directions, besides our own words. */
const toDevice = /^(?:to-device|encode|(?:host|client|POS|scan)->\S+)$/u
const fromDevice =
  /^(?:from-device|n\/a|both|scan|transcript|DLL<->POS|(?:device|driver|server|service|terminal|program)->\S+)$/u

function readDirection(text = 'from-device'): Direction {
  if (toDevice.test(text)) return 'to-device'
  if (fromDevice.test(text)) return 'from-device'
  throw new CodecError('decode.unknown', 0, `no direction: ${text}`)
}
