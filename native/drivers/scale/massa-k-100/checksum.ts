/**
 * Checksum of «Протокол 100»: polynomial 1021h, start 0, most significant bit first. Unlike CRC-16/XMODEM the register is
 * not run on for two more zero bytes at the end, so the sum of one byte is that byte itself.
 */
export function checksum(body: Uint8Array): number {
  let sum = 0
  for (const byte of body) sum = table(sum >> 8) ^ ((sum << 8) & 0xffff) ^ byte
  return sum
}

function table(high: number): number {
  let value = high << 8
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000 ? ((value << 1) ^ 0x1021) & 0xffff : value << 1
  return value
}
