import { generateStorageLife, type GeneratedDocument } from '../../codecs/ffd/generator/storage-life.ts'
import { decodeDocument, summariseDocument } from '../../codecs/ffd/index.ts'
import { registrationNumber } from '../../codecs/ffd/identifiers.ts'
import { seededRandom } from '../../foundation/random.ts'
import { judgeDocument } from '../document/judge-document.ts'
import type { Finding } from '../finding.ts'
import { SequenceJudge } from '../sequence/judge-sequence.ts'
import type { SequenceRow } from '../sequence/row.ts'

const taxpayerNumber = '7707083893'
const registerSerialNumber = '0000000012345678'

export const storageId = '9999078900001234'

/** A life without a fault, of a shop that does everything as it should. */
export function cleanLife(
  until = '2026-11-23T14:20',
  documentCount = 120,
  storageSerialNumber = storageId,
  seed = 7,
): GeneratedDocument[] {
  return generateStorageLife({
    owner: {
      organisation: 'ООО "Учебный магазин"',
      address: 'Москва, Учебная улица, 1',
      taxpayerNumber,
      registrationNumber: registrationNumber('0000000005', taxpayerNumber, registerSerialNumber),
      registerSerialNumber,
      storageSerialNumber,
    },
    random: seededRandom(seed),
    until,
    documentCount,
    unsentCount: 5,
  })
}

export interface Parts {
  readonly number: number
  readonly tlv?: Uint8Array | undefined
  readonly fixed?: Uint8Array | undefined
  readonly confirmation?: Uint8Array | undefined
  readonly shortened?: boolean
}

/** What a single document contradicts. */
export function judge(parts: Parts, storage = storageId): readonly Finding[] {
  const text = parts.tlv && decodeDocument(parts.tlv)
  return judgeDocument({ ...parts, storageId: storage, summary: summariseDocument(parts, text), text })
}

export function rowOf(parts: Parts): SequenceRow {
  const summary = summariseDocument(parts)
  const elements = parts.tlv ? decodeDocument(parts.tlv).elements : []
  const payment = (tag: number) => {
    const value = elements.find((element) => element.tag === tag)?.value
    return typeof value === 'number' ? value : undefined
  }
  return {
    ...summary,
    prepayment: payment(1215),
    credit: payment(1216),
    consideration: payment(1217),
    number: parts.number,
    complete: parts.tlv !== undefined,
  }
}

/** What a row of documents contradicts, alone and in its order. */
export function judgeAll(documents: readonly Parts[], storage = storageId): Finding[] {
  const sequence = new SequenceJudge((number) => documents.find((document) => document.number === number)?.tlv)
  return documents.flatMap((document) => [...judge(document, storage), ...sequence.take(rowOf(document))])
}
