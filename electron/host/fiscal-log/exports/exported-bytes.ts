/** A file of bytes; `count` is how many documents it holds. */
export interface ExportedBytes {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly count: number
}

/** As it travels. */
export function asBase64({ fileName, bytes, count }: ExportedBytes): {
  fileName: string
  base64: string
  count: number
} {
  return { fileName, base64: Buffer.from(bytes).toString('base64'), count }
}
