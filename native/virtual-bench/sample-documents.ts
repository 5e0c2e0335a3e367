import { fromHexadecimal } from '../codecs/hexadecimal.ts'
import { walkTlv } from '../codecs/ffd/tlv-reader.ts'
import type { GeneratedDocument } from '../codecs/ffd/generator/storage-life.ts'

/**
 * Requisites that other programs wrote, byte for byte as published (the same bytes stand in `tests/vectors/fiscal-data-tlv.json`):
 * a receipt's industry and operational requisites, a buyer's mail, and a position with a marked good. The simulated storage
 * carries them in some of its receipts, so that the log shows more than what our own generator thinks of.
 */
const publishedRequisites = [
  'f6041500f704010000f804040044415441f90404007faa3b61',
  'ed044100ee040300303031ef040a0031302e30392e32303231f004070032333433323433f1041d0088a4313d87ada0e7312688a4323d87ada0e7322688a4333d87ada0e733',
  'f0030b006e7978406d61696c2e7275',
  'f0030c002b3739303036303038303730',
  'c8042600c9040f008e8e8e2022928f8c20a3e0e3afaf2293040f00382d3932362d3132332d34352d3637',
].map(fromHexadecimal)

/** Every so many-th receipt carries one. */
const interval = 9

/** Puts published requisites into some receipts, before their sign, which stands last. */
export function adoptSampleDocuments(life: readonly GeneratedDocument[]): GeneratedDocument[] {
  let receipts = 0
  return life.map((document) => {
    if (document.tlv[0] !== 3 || ++receipts % interval !== 0) return document
    const requisite = publishedRequisites[(receipts / interval) % publishedRequisites.length] as Uint8Array
    return { ...document, tlv: insertBeforeSign(document.tlv, requisite) }
  })
}

function insertBeforeSign(tlv: Uint8Array, requisite: Uint8Array): Uint8Array {
  const elements = [...walkTlv(tlv, 4)]
  const signAt = elements.find(({ tag }) => tag === 1077)?.offset ?? tlv.length
  const adopted = new Uint8Array(tlv.length + requisite.length)
  adopted.set(tlv.subarray(0, signAt))
  adopted.set(requisite, signAt)
  adopted.set(tlv.subarray(signAt), signAt + requisite.length)
  const bodyLength = adopted.length - 4
  adopted[2] = bodyLength & 0xff
  adopted[3] = bodyLength >> 8
  return adopted
}
