const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hexadecimal of a part of `bytes`. */
export function hexadecimal(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = ''
  for (let index = start; index < end; index++) text += pairs[bytes[index] as number]
  return text
}
