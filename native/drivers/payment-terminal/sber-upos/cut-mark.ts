/** A mark as pinpad.ini and people write it: characters, or codes as `\x01`, or codes as `1,83`. */
export function unescapeText(text: string): string {
  if (/^\d{1,3}(?:\s*,\s*\d{1,3})*$/u.test(text)) {
    return text
      .split(',')
      .map((code) => String.fromCharCode(Number(code)))
      .join('')
  }
  return text.replace(/\\x([0-9A-Fa-f]{2})/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
