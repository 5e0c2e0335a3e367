import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { PaperLine } from '../../../contract/fiscal-log.ts'
import { renderPdf } from '../../reports/render-pdf.ts'
import type { Store } from '../../store/store.ts'
import { readDetail } from '../document-detail.ts'
import type { ExportedBytes } from './exported-bytes.ts'

/** Points; a tape is 80 mm wide and its printer leaves 4 mm on either side. */
const width = (80 / 25.4) * 72
const margin = (4 / 25.4) * 72
/** A page of PDF ends at 14400 points. A tape that may be longer is cut into pages. */
const longestTape = 700
const pageHeight = 14_000

/** A document as its paper, 80 mm wide and as long as it needs, with its QR. Throws `host.not-found`. */
export async function exportPaper(store: Store, documentId: number): Promise<ExportedBytes> {
  const { paper, row } = await readDetail(store, documentId)
  const bytes = await renderPdf(tape(paper, `ФД ${row.number}`))
  return { fileName: `fd-${row.storageId}-${row.number}.pdf`, bytes, count: 1 }
}

function tape(lines: readonly PaperLine[], title: string): TDocumentDefinitions {
  return {
    info: { title, creator: 'Stykovka' },
    pageSize: { width, height: lines.length > longestTape ? pageHeight : 'auto' },
    pageMargins: [margin, margin, margin, margin],
    defaultStyle: { font: 'Roboto', fontSize: 8, lineHeight: 1.1 },
    content: lines.map(line),
  }
}

/** The font has no «≡», which stands before a total on a tape. */
function printable(text: string): string {
  return text.replaceAll('≡', '=')
}

function line(paper: PaperLine): Content {
  switch (paper.kind) {
    case 'text':
      return {
        text: paper.text || ' ',
        alignment: paper.align === 'centre' ? 'center' : paper.align,
        bold: paper.bold,
        fontSize: paper.wide ? 12 : 8,
      }
    case 'pair':
      return {
        columns: [
          { width: '*', text: paper.left, bold: paper.bold },
          { width: 'auto', text: printable(paper.right), bold: paper.bold, alignment: 'right' },
        ],
        columnGap: 6,
      }
    case 'rule':
      return {
        canvas: [{ type: 'line', x1: 0, y1: 2, x2: width - 2 * margin, y2: 2, lineWidth: 0.5, dash: { length: 2 } }],
        margin: [0, 1, 0, 3],
      }
    case 'qr':
      return { qr: paper.text, fit: 100, alignment: 'center', margin: [0, 6, 0, 0] }
  }
}
