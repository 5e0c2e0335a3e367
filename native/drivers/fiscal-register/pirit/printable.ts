import { CodecError } from '../../../codecs/codec-error.ts'
import { encodeCp866 } from '../../../codecs/ffd/cp866.ts'
import { wrongArgument } from './failures.ts'

/** «Строка: символы с кодами от 0x20 до 0xF0»: CP866 up to «Ё», so that «ё» and «№» are no more to be had than typographic marks. */
const highest = 0xf0
const lowest = 0x20

const substitutes: Readonly<Record<string, string>> = {
  ё: 'е',
  '№': 'N',
  '«': '"',
  '»': '"',
  '„': '"',
  '“': '"',
  '”': '"',
  '’': "'",
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
}

/** The text with what the machine lacks written as people would write it there. */
export const printable = (text: string): string =>
  text.replace(/[ё№«»„“”’–—…\u00a0]/gu, (character) => substitutes[character] ?? character)

/** Throws `encode.value` for a text that no command carries even so. */
export function checkText(text: string): void {
  const wrong = encodeCp866(printable(text)).findIndex((byte) => byte < lowest || byte > highest)
  if (wrong >= 0) throw new CodecError('encode.value', wrong, `no such character: ${text.charAt(wrong)}`)
}

/** A text of a command. Throws `operation.wrong-argument`. */
export function textArgument(argument: string, text: string, longest: number): string {
  const written = printable(text.trim())
  if (written.length > longest) throw wrongArgument(argument, `at most ${longest} characters`)
  try {
    checkText(text)
  } catch (error) {
    throw error instanceof CodecError ? wrongArgument(argument, error.detail) : error
  }
  return written
}

/** A text in lines of so many characters, cut between words. Throws `operation.wrong-argument`. */
export function linesArgument(argument: string, text: string, length: number, count: number): string[] {
  const lines: string[] = []
  let rest = textArgument(argument, text, length * count)
  while (rest.length > length) {
    const blank = rest.lastIndexOf(' ', length)
    lines.push(rest.slice(0, blank > 0 ? blank : length))
    rest = rest.slice(blank > 0 ? blank + 1 : length)
  }
  lines.push(rest)
  if (lines.length > count) throw wrongArgument(argument, `at most ${count} × ${length} characters`)
  return lines
}
