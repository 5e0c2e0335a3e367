import { ffdTlv, fnDocument } from '../codecs/ffd/wire.ts'
import { notificationArchive, storageArchive } from '../codecs/fn-archive/wire.ts'
import { gs1 } from '../codecs/gs1/wire.ts'
import { kkmserver } from '../codecs/kkmserver/wire.ts'
import { markingCode } from '../codecs/marking/wire.ts'
import { ofdExchange } from '../codecs/ofd/wire.ts'
import { receiptQr } from '../codecs/receipt-qr/wire.ts'
import type { WireFormat } from '../codecs/wire-format.ts'
import { allFamilies } from '../drivers/families.ts'

export interface NamedFormat {
  readonly format: WireFormat
  /** The dialect that the name stood for, if it was not the format's own name. */
  readonly dialect: string | undefined
}

const own: readonly (readonly [string, WireFormat])[] = [
  ...allFamilies.map(({ manifest, wire }) => [manifest.id, wire] as const),
  ['ffd-tlv', ffdTlv],
  ['fn-document', fnDocument],
  ['fn-archive', storageArchive],
  ['fn-notifications', notificationArchive],
  ['ofd', ofdExchange],
  ['gs1', gs1],
  ['marking-code', markingCode],
  ['receipt-qr', receiptQr],
  ['kkmserver', kkmserver],
]

const byName = new Map<string, NamedFormat>()
for (const [, format] of own) for (const dialect of format.dialects) byName.set(dialect, { format, dialect })
// A format's own name wins over another's dialect of the same spelling.
for (const [name, format] of own) byName.set(name, { format, dialect: undefined })

/** Everything that bytes can be read as, by the names that the command line takes. */
export function findFormat(name: string): NamedFormat | undefined {
  return byName.get(name)
}

/** Names of the formats with their dialects, for the command line's help. */
export function listFormats(): readonly { readonly name: string; readonly dialects: readonly string[] }[] {
  return own.map(([name, { dialects }]) => ({ name, dialects }))
}
