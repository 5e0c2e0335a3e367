import { CodecError } from '../../../../codecs/codec-error.ts'

/** What `read` reads, or what `otherwise` makes of bytes that it cannot. */
export function decodedOr<T, Otherwise>(read: () => T, otherwise: (error: CodecError) => Otherwise): T | Otherwise {
  try {
    return read()
  } catch (error) {
    if (error instanceof CodecError) return otherwise(error)
    throw error
  }
}
