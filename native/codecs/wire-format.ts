/** Which way bytes travel. */
export type Direction = 'to-device' | 'from-device'

export type DecodedValue =
  string | number | boolean | null | readonly DecodedValue[] | { readonly [name: string]: DecodedValue }

/** A part of a message and the bytes it was read from, so that a screen can light them up. */
export interface DecodedField {
  readonly name: string
  readonly value: DecodedValue
  /** First byte, counted from the start of the frame. */
  readonly offset: number
  readonly length: number
  /** What the value means, where the protocol gives it a meaning. */
  readonly meaning?: { readonly ru: string; readonly en: string } | undefined
}

/** A whole message as people read it: the vendor's name, the value as JSON, and the fields with their bytes. */
export interface DecodedMessage {
  /** The vendor's name of the command or answer: `10h short status`, `GET_MASSA`, `ENQ`. */
  readonly name: string
  readonly value: { readonly [name: string]: DecodedValue }
  readonly fields: readonly DecodedField[]
  /** The message is a list or a bare value, which `value` holds as its only member. */
  readonly bare?: boolean
}

export interface WireInput {
  readonly direction: Direction
  readonly bytes: Uint8Array
  /** The command that an answer belongs to, where the answer itself does not say (vendor's spelling or code). */
  readonly command?: string | undefined
  /** A dialect of the family (`shtrih-v2`, `upos-wire`), where the bytes do not tell it. */
  readonly dialect?: string | undefined
}

/** A piece of a byte stream: a whole frame or control byte, or bytes that fit nothing (never dropped in silence). */
export interface StreamPiece {
  readonly kind: 'frame' | 'discarded'
  readonly bytes: Uint8Array
  /** Why the bytes were discarded. */
  readonly reason?: string | undefined
}

/** Cuts one direction of a recorded stream into pieces. Bounded: never keeps more than one longest frame. */
export interface StreamCutter {
  push(bytes: Uint8Array): StreamPiece[]
  /** What is left at the end of the recording, as discarded bytes. */
  flush(): StreamPiece[]
}

/** How a family's bytes are read outside of an exchange: by the traffic screen, the command line and support. */
export interface WireFormat {
  /** Decodes one frame or message. Throws CodecError. */
  decode(input: WireInput): DecodedMessage
  createCutter(direction: Direction): StreamCutter
  /** Bytes on their way to the device with what nobody may read later (a password) turned into stars, as many as there were. */
  mask?(bytes: Uint8Array): Uint8Array
  /** Names besides the family's own under which the command line knows these bytes: `massak-100`, `shtrih-v1`. */
  readonly dialects: readonly string[]
}
