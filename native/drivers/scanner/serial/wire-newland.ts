import { CodecError } from '../../../codecs/codec-error.ts'
import type { Value } from './wire.ts'

const commands: readonly (readonly [pattern: RegExp, meaning: (found: string) => string])[] = [
  [/^AIDENA1$/u, () => 'transmit AIM ID prefix'],
  [/^AIDENA0$/u, () => 'do not transmit AIM ID prefix'],
  [/^TSUENA1$/u, () => 'enable terminating suffix'],
  [/^TSUENA0$/u, () => 'disable terminating suffix'],
  [/^TSUSET([0-9A-F]+)$/iu, (found) => `suffix = ${found}`],
  [/^ILLSCN0$/u, () => 'light off'],
  [/^ILLSCN1$/u, () => 'light on'],
  [/^ORTSET(\d+)$/u, (found) => `read timeout = ${found} ms`],
  [/^QRYSYS$/u, () => 'query product information'],
]

const statuses: Readonly<Record<string, string>> = { '\u0006': 'ACK', '\u0015': 'NAK', '\u0005': 'ENQ' }
const statusMeanings: Readonly<Record<string, string>> = { ACK: 'ok', NAK: 'error', ENQ: 'unknown command' }

/** `7E 01 30 30 30 30`, `@` or `#`, commands, `;`, `03`; answers start with `02` and carry a status before the semicolon. */
export function decodeUnified(text: string): Value {
  const match = /^([~\u0002])\u00010000([@#][^]*;)\u0003$/u.exec(text)
  if (!match) {
    if (/^[~\u0002]\u00010000/u.test(text)) throw new CodecError('decode.truncated', text.length, 'no ; 03 at the end')
    throw new CodecError('decode.marker', 0, 'no 7E 01 30 30 30 30')
  }
  const [, start, body = ''] = match
  const scope = body.startsWith('#') ? 'temporary' : 'permanent'
  const status = statuses[body.slice(-2, -1)]
  const inner = body.slice(1, status === undefined ? -1 : -2)
  const value: Value = {
    text: body.replace(/[\u0005\u0006\u0015](?=;$)/u, ''),
    meaning: `${scope}: ${inner.split(';').map(describe).join('; ')}`,
  }
  if (start === '\u0002')
    Object.assign(value, {
      reply: true,
      status: status ?? null,
      status_meaning: status === undefined ? null : (statusMeanings[status] ?? null),
    })
  return value
}

function describe(command: string): string {
  for (const [pattern, meaning] of commands) {
    const match = pattern.exec(command)
    if (match) return meaning(match[1] ?? '')
  }
  return command
}

const nls: Readonly<Record<string, string>> = {
  '0006010': 'enable programming by commands',
  '0006000': 'disable programming by commands',
  '0001000': 'all defaults',
  '0001010': 'disable all symbologies',
  '0001020': 'enable all symbologies',
  '0302000': 'trigger mode',
}

/** The older text set: `NLS` and seven digits; `?` asks whether somebody is there, `ESC 0` and `ESC 1` stop and start. */
export function decodeNls(text: string): Value {
  if (text === '\u001B0') return { meaning: 'stop scan, reply 06' }
  if (text === '\u001B1') return { meaning: 'start scan, reply 06' }
  if (text === '?') return { ascii: text, meaning: 'is a scanner there', reply: '!' }
  if (text === '!') return { ascii: text, meaning: 'a scanner is there' }
  if (text === '\u0006') return { meaning: 'ok' }
  if (text === '\u0015') return { meaning: 'error' }
  const match = /^NLS(\d{7});$/u.exec(text)
  if (!match) throw new CodecError('decode.marker', 0, 'not NLS and seven digits')
  return { ascii: text, meaning: nls[match[1] ?? ''] ?? null, reply: '06 ok / 15 error' }
}
