import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'

interface PdfMaker {
  virtualfs: { writeFileSync(name: string, content: Buffer): void }
  setFonts(fonts: Record<string, Record<string, string>>): void
  setUrlAccessPolicy(allow: (url: string) => boolean): void
  setLocalAccessPolicy(allow: (path: string) => boolean): void
  createPdf(definition: TDocumentDefinitions): { getBuffer(): Promise<Buffer> }
}

const faces = {
  normal: 'Roboto-Regular.ttf',
  bold: 'Roboto-Medium.ttf',
  italics: 'Roboto-Italic.ttf',
  bolditalics: 'Roboto-MediumItalic.ttf',
}
let maker: Promise<PdfMaker> | undefined

/** Lays a document out as PDF with a font that has Cyrillic. Reads nothing from the network or the disk but that font. */
export async function renderPdf(definition: TDocumentDefinitions): Promise<Uint8Array> {
  maker ??= loadMaker()
  const buffer = await (await maker).createPdf(definition).getBuffer()
  return new Uint8Array(buffer)
}

async function loadMaker(): Promise<PdfMaker> {
  const module = (await import('pdfmake')) as unknown as { default: PdfMaker }
  const pdf = module.default
  const folder = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts/Roboto')
  for (const name of Object.values(faces)) pdf.virtualfs.writeFileSync(name, readFileSync(join(folder, name)))
  pdf.setFonts({ Roboto: faces })
  pdf.setUrlAccessPolicy(() => false)
  pdf.setLocalAccessPolicy(() => false)
  return pdf
}
