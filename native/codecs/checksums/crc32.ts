const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb8_8320 : remainder >>> 1
  return remainder >>> 0
})

/** CRC-32 of zip (reflected 04C11DB7h, initial and final FFFFFFFFh), over the pieces one after the other. */
export function crc32(...pieces: readonly Uint8Array[]): number {
  let sum = 0xffff_ffff
  for (const piece of pieces) for (const byte of piece) sum = (table[(sum ^ byte) & 0xff] as number) ^ (sum >>> 8)
  return (sum ^ 0xffff_ffff) >>> 0
}
