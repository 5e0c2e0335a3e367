/** Bytes as text: UTF-8 where they are that, else one character a byte (a scanner in an 8-bit mode). */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return latinTextOf(bytes)
  }
}

/** One character a byte, so that positions in the text are positions in the bytes. */
export function latinTextOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/** UTF-8 of `text`. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
