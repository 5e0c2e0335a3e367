import { decodeDocument, summariseDocument } from '../../../native/codecs/ffd/index.ts'
import { looksLikeReceiptQr, parseReceiptQr } from '../../../native/codecs/receipt-qr/receipt-qr.ts'
import { compareReceiptQr } from '../../../native/judgement/index.ts'
import type { Finding } from '../../contract/fiscal-log.ts'
import { chooseParts } from '../fiscal-log/derive/document-parts.ts'
import { toFinding } from '../fiscal-log/document-detail.ts'
import { HostFailure } from '../host-failure.ts'
import type { Store } from '../store/store.ts'
import { text } from '../texts/russian-texts.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { withStore } from './log-commands.ts'
import type { Output } from './output.ts'
import type { CommonOptions } from './session.ts'

/**
 * Finds the document of a receipt's QR code in the log and compares the two. Ends with `wrong` where the log has no such
 * document, where they differ, or where the document itself has failures.
 */
export function logReceiptCommand(qr: string, options: CommonOptions, output: Output): Promise<ExitCode> {
  return withStore(options, async (store) => {
    const receipt = parseReceiptQr(qr)
    if (!looksLikeReceiptQr(qr) || 'field' in receipt)
      throw new HostFailure('host.bad-request', {
        field: 'qr',
        problem: 'field' in receipt ? receipt.why : 'no receipt',
      })
    const place = { storageId: receipt.storageNumber, number: receipt.documentNumber }
    const found = await compare(store, qr, place)
    if (options.json) output.json({ ...place, ...found })
    else for (const line of describe(place, found)) output.line(line)
    const wrong =
      !found.found || found.differences.length > 0 || found.findings.some(({ severity }) => severity === 'failure')
    return wrong ? exitCodes.wrong : exitCodes.fine
  })
}

interface Comparison {
  readonly found: boolean
  readonly differences: readonly { readonly field: string; readonly qr: string; readonly document: string }[]
  readonly findings: readonly Finding[]
}

async function compare(store: Store, qr: string, place: { storageId: string; number: number }): Promise<Comparison> {
  const stored = await store.run('documents.parts', place)
  if (stored.length === 0) return { found: false, differences: [], findings: [] }
  const parts = chooseParts(stored)
  const summary = summariseDocument(parts, parts.tlv && decodeDocument(parts.tlv))
  const differences = compareReceiptQr(qr, {
    ...summary,
    storageSerialNumber: summary.storageSerialNumber ?? place.storageId,
  })
  const findings = await store.run('findings.ofDocument', place)
  return { found: true, differences: 'field' in differences ? [] : differences, findings: findings.map(toFinding) }
}

function describe(
  place: { storageId: string; number: number },
  { found, differences, findings }: Comparison,
): string[] {
  if (!found) return [text('commandLine.receipt.absent', place)]
  return [
    text(differences.length === 0 ? 'commandLine.receipt.same' : 'commandLine.receipt.differs', place),
    ...differences.map((difference) => `  ${text('commandLine.receipt.difference', { ...difference })}`),
    ...findings.map(({ rule }) => `  ${text(`findings.${rule}.title`)}`),
  ]
}
