import bwipjs from 'bwip-js/node'
import { toHexadecimal } from '../../../native/codecs/hexadecimal.ts'
import {
  decodeDocument,
  decodeFixedDocument,
  receiptQrText,
  summariseDocument,
  type FfdElement,
  type FixedDocument,
} from '../../../native/codecs/ffd/index.ts'
import type { DocumentDetail, DocumentRow, Finding, TagNode } from '../../contract/fiscal-log.ts'
import { describeFailure } from '../describe-failure.ts'
import { HostFailure } from '../host-failure.ts'
import { chooseParts, type StoredPart } from './derive/document-parts.ts'
import type { StoredFinding } from '../store/operations/findings.ts'
import type { StoredRow } from '../store/operations/document-queries.ts'
import type { Store } from '../store/store.ts'
import { layOutPaper } from './paper.ts'

/** One document in every form: paper, tags, bytes, QR. What cannot be decoded is named and the bytes are shown all the same. */
export async function readDetail(store: Store, documentId: number): Promise<DocumentDetail> {
  const row = await store.run('documents.row', { documentId })
  if (!row) throw new HostFailure('host.not-found', { what: `document ${documentId}` })
  const key = { storageId: row.storage_id, number: row.number }
  const stored = await store.run('documents.parts', key)
  const findings = await store.run('findings.ofDocument', key)
  return describeDetail(toRow(row), stored, findings.map(toFinding))
}

function describeDetail(row: DocumentRow, stored: readonly StoredPart[], findings: Finding[]): DocumentDetail {
  const parts = chooseParts(stored)
  const summary = summariseDocument(parts)
  const elements = parts.tlv ? decodeDocument(parts.tlv).elements : []
  const qrText = receiptQrText({ ...summary, storageSerialNumber: summary.storageSerialNumber ?? row.storageId })
  let fixed: FixedDocument | undefined
  let failure: DocumentDetail['failure']
  try {
    fixed = parts.fixed && decodeFixedDocument(parts.fixed)
  } catch (error) {
    failure = describeFailure(error)
  }
  return {
    row,
    paper: layOutPaper(summary, elements, fixed, qrText),
    tags: [
      ...elements.map((element) => toNode(element)),
      ...(parts.confirmation
        ? decodeDocument(parts.confirmation).elements.map((element) => outside(toNode(element)))
        : []),
    ],
    bytes: stored.map(({ part, bytes, read_at, hash, previous_hash }) => ({
      part,
      hex: toHexadecimal(bytes),
      readAt: read_at,
      hash,
      previousHash: previous_hash,
    })),
    qr:
      qrText === undefined
        ? undefined
        : { text: qrText, svg: bwipjs.toSVG({ bcid: 'qrcode', text: qrText, scale: 3 }) },
    findings,
    failure,
  }
}

/** Elements of the confirmation stand in bytes of their own: their places mean nothing in the document's. */
function outside(node: TagNode): TagNode {
  return { ...node, offset: -1, children: node.children.map(outside) }
}

function toNode(element: FfdElement): TagNode {
  return {
    tag: element.tag,
    name: { ...element.name },
    type: element.type,
    text: element.text,
    meaning: element.meaning && { ...element.meaning },
    offset: element.offset,
    length: element.length,
    known: element.known,
    problem: element.problem,
    children: element.children.map(toNode),
  }
}

export function toRow(stored: StoredRow): DocumentRow {
  return {
    documentId: stored.document_id,
    storageId: stored.storage_id,
    number: stored.number,
    kind: stored.kind as DocumentRow['kind'],
    time: stored.time ?? undefined,
    shiftNumber: stored.shift_number ?? undefined,
    receiptNumber: stored.receipt_number ?? undefined,
    operation: stored.operation ?? undefined,
    sum: stored.sum ?? undefined,
    cash: stored.cash ?? undefined,
    cashless: stored.cashless ?? undefined,
    prepayment: stored.prepayment ?? undefined,
    credit: stored.credit ?? undefined,
    consideration: stored.consideration ?? undefined,
    cashier: stored.cashier ?? undefined,
    fiscalSign: stored.fiscal_sign ?? undefined,
    itemCount: stored.item_count,
    firstItem: stored.first_item ?? undefined,
    confirmed: stored.confirmed !== 0,
    complete: stored.complete !== 0,
    imported: stored.imported !== 0,
    findingCount: stored.finding_count,
  }
}

export function toFinding(stored: StoredFinding): Finding {
  return {
    rule: stored.rule,
    severity: stored.severity,
    storageId: stored.storage_id,
    number: stored.number ?? undefined,
    data: JSON.parse(stored.data) as Finding['data'],
    source: stored.source,
  }
}
