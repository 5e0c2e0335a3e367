import { CodecError } from '../../../codecs/codec-error.ts'
import type { Value } from './wire.ts'

/** Names of menu tags, as far as shops meet them. */
const tags: Readonly<Record<string, string>> = {
  CBR: 'Codabar',
  C39: 'Code 39',
  I25: 'Interleaved 2 of 5',
  C93: 'Code 93',
  '128': 'Code 128',
  GS1: 'GS1-128',
  E13: 'EAN-13',
  EA8: 'EAN-8',
  UPA: 'UPC-A',
  UPE: 'UPC-E',
  PDF: 'PDF417',
  IDM: 'Data Matrix',
  QRC: 'QR Code',
  AZT: 'Aztec',
  TER: 'terminal interface',
  PRE: 'prefix',
  SUF: 'suffix',
  DFM: 'data format',
  PLG: 'plug-in',
  REV: 'revision',
  BEP: 'beeper',
}

const answers: Readonly<Record<string, { readonly status: string; readonly meaning: string }>> = {
  '\u0006': { status: 'ACK', meaning: 'done' },
  '\u0005': { status: 'ENQ', meaning: 'unknown tag or subtag' },
  '\u0015': { status: 'NAK', meaning: 'known tag, value out of range' },
}

const triggers: Readonly<Record<string, string>> = {
  '\u0016T\r': 'trigger on',
  '\u0016U\r': 'trigger off',
  '\u0016\u0007\r': 'beep',
}

/** Menu commands `16 4D 0D …` of Honeywell and Youjie, and their answers: the echo with a status before each mark. */
export function decodeHoneywell(text: string): Value {
  const trigger = triggers[text]
  if (trigger !== undefined) return { meaning: trigger }
  if (text.startsWith('\u0016M\r')) return decodeCommand(text.slice(3))
  if (/[\u0006\u0005\u0015]/u.test(text)) return decodeAnswer(text)
  throw new CodecError('decode.marker', 0, 'neither a menu command nor an answer')
}

function decodeCommand(body: string): Value {
  const end = body.slice(-1)
  if (end !== '.' && end !== '!') throw new CodecError('decode.truncated', 3 + body.length, 'no full stop at the end')
  const commands = body.slice(0, -1).split(/[;,]/u)
  return {
    commands,
    storage: end === '.' ? 'permanent' : 'volatile',
    meaning: commands.map(describe).join('; '),
  }
}

function describe(command: string): string {
  const what = tags[command.slice(0, 3).toUpperCase()] ?? command.slice(0, 3)
  const mark = command.slice(-1)
  if (mark !== '?' && mark !== '^' && mark !== '*') return `set ${command}`
  const scope = command.length === 4 ? `all ${what} settings` : `${what} ${command.slice(3, -1)}`
  return { '?': `query ${scope}`, '^': `query default of ${scope}`, '*': `query range of ${scope}` }[mark]
}

function decodeAnswer(text: string): Value {
  const items = [...text.matchAll(/([^\u0006\u0005\u0015]*)([\u0006\u0005\u0015])[,;.!]?/gu)]
  const statuses = items.map((item) => answers[item[2] ?? '']?.status ?? '?')
  const [first = ''] = statuses
  const same = statuses.every((status) => status === first)
  const worst = items.find((item) => item[2] !== '\u0006')?.[2] ?? '\u0006'
  return {
    status: !same ? statuses.join(', ') : items.length > 1 ? `${first} for each item` : first,
    meaning: answers[worst]?.meaning ?? null,
    settings: settingsOf(items.map((item) => item[1] ?? '')),
  }
}

/** The first item names tag and subtag, the others the subtag only. */
function settingsOf(items: readonly string[]): Value {
  return Object.fromEntries(
    items.map((item, index) => {
      const setting = index === 0 && item.length > 3 ? item.slice(3) : item
      return [setting.slice(0, 3), setting.slice(3)]
    }),
  )
}
