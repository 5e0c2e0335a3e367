import type { DocumentKind, DocumentSummary, FfdElement, FixedDocument } from '../../../native/codecs/ffd/index.ts'
import type { PaperLine } from '../../contract/fiscal-log.ts'

/** Titles as the law has them on paper. */
const titles: Readonly<Record<DocumentKind, string>> = {
  registration: 'ОТЧЁТ О РЕГИСТРАЦИИ',
  'registration-change': 'ОТЧЁТ ОБ ИЗМЕНЕНИИ ПАРАМЕТРОВ РЕГИСТРАЦИИ',
  'shift-opening': 'ОТЧЁТ ОБ ОТКРЫТИИ СМЕНЫ',
  'settlement-report': 'ОТЧЁТ О СОСТОЯНИИ РАСЧЁТОВ',
  receipt: 'КАССОВЫЙ ЧЕК',
  'receipt-correction': 'КАССОВЫЙ ЧЕК КОРРЕКЦИИ',
  'strict-form': 'БСО',
  'strict-form-correction': 'БСО КОРРЕКЦИИ',
  'shift-closing': 'ОТЧЁТ О ЗАКРЫТИИ СМЕНЫ',
  'storage-closing': 'ОТЧЁТ О ЗАКРЫТИИ ФИСКАЛЬНОГО НАКОПИТЕЛЯ',
  'operator-confirmation': 'ПОДТВЕРЖДЕНИЕ ОПЕРАТОРА',
  unknown: 'ФИСКАЛЬНЫЙ ДОКУМЕНТ',
}
const operations = ['', 'ПРИХОД', 'ВОЗВРАТ ПРИХОДА', 'РАСХОД', 'ВОЗВРАТ РАСХОДА']

/** Tags that the head, the items, the totals and the foot of a receipt show in their own way. */
const headTags = [1048, 1009, 1187, 1018]
const totalTags = [1031, 1081, 1215, 1216, 1217, 1102, 1103, 1104, 1105, 1106, 1107, 1055]
const footTags = [1060, 1037, 1041, 1040, 1077]
const shownApart = new Set([...headTags, ...totalTags, ...footTags, 1059, 1020, 1012, 1054, 1038, 1042, 1021])
const mostLines = 2_000

/** A document as lines of a paper tape, from its decoded tree; of a document that kept only its sums, what there is. */
export function layOutPaper(
  summary: DocumentSummary,
  elements: readonly FfdElement[],
  fixed: FixedDocument | undefined,
  qrText: string | undefined,
): PaperLine[] {
  const lines = isReceipt(summary.kind) ? receiptLines(summary, elements) : reportLines(summary, elements)
  if (elements.length === 0 && fixed) lines.push(...fixedLines(fixed))
  lines.push({ kind: 'rule' }, ...elements.filter(({ tag }) => footTags.includes(tag)).map(pairOf))
  if (qrText !== undefined) lines.push({ kind: 'qr', text: qrText })
  return lines.slice(0, mostLines)
}

function receiptLines(summary: DocumentSummary, elements: readonly FfdElement[]): PaperLine[] {
  return [
    ...head(elements),
    centre(titles[summary.kind], true),
    centre(operations[summary.operation ?? 0] ?? ''),
    ...requisites(summary),
    { kind: 'rule' },
    ...elements.filter(({ tag }) => tag === 1059).flatMap(itemLines),
    { kind: 'rule' },
    { kind: 'pair', left: 'ИТОГ', right: `≡${money(summary.sum)}`, bold: true },
    ...elements.filter(({ tag }) => totalTags.includes(tag)).map(pairOf),
    ...rest(elements),
  ]
}

function reportLines(summary: DocumentSummary, elements: readonly FfdElement[]): PaperLine[] {
  return [
    ...head(elements),
    centre(titles[summary.kind], true),
    ...requisites(summary),
    { kind: 'rule' },
    ...rest(elements),
  ]
}

function head(elements: readonly FfdElement[]): PaperLine[] {
  return headTags
    .flatMap((tag) => elements.filter((element) => element.tag === tag))
    .map((element) => centre(element.tag === 1018 ? `ИНН ${element.text.trim()}` : element.text, element.tag === 1048))
}

function requisites({ shiftNumber, receiptNumber, time, cashier }: DocumentSummary): PaperLine[] {
  const lines: PaperLine[] = []
  if (time !== undefined) lines.push({ kind: 'pair', left: 'Дата и время', right: readableTime(time), bold: false })
  if (shiftNumber !== undefined) lines.push({ kind: 'pair', left: 'Смена', right: String(shiftNumber), bold: false })
  if (receiptNumber !== undefined)
    lines.push({ kind: 'pair', left: 'Чек за смену', right: String(receiptNumber), bold: false })
  if (cashier !== undefined) lines.push({ kind: 'pair', left: 'Кассир', right: cashier, bold: false })
  return lines
}

function itemLines(item: FfdElement): PaperLine[] {
  const text = (tag: number) => item.children.find((child) => child.tag === tag)?.text ?? ''
  const lines: PaperLine[] = [
    { kind: 'text', text: text(1030), align: 'left', bold: false, wide: false },
    { kind: 'pair', left: `${text(1023)} × ${text(1079)}`, right: `=${text(1043)}`, bold: false },
  ]
  const shown = new Set([1030, 1023, 1079, 1043])
  return [...lines, ...item.children.filter(({ tag }) => !shown.has(tag)).flatMap((child) => elementLines(child, 1))]
}

function rest(elements: readonly FfdElement[]): PaperLine[] {
  return elements.filter(({ tag }) => !shownApart.has(tag)).flatMap((element) => elementLines(element, 0))
}

function elementLines(element: FfdElement, depth: number): PaperLine[] {
  const indent = '\u2003'.repeat(depth)
  if (element.children.length === 0)
    return [{ kind: 'pair', left: indent + element.name.ru, right: valueOf(element), bold: false }]
  return [
    { kind: 'text', text: indent + element.name.ru, align: 'left', bold: depth === 0, wide: false },
    ...element.children.flatMap((child) => elementLines(child, depth + 1)),
  ]
}

function fixedLines(fixed: FixedDocument): PaperLine[] {
  return Object.entries({
    ...fixed.fields,
    number: fixed.number,
    fiscalSign: String(fixed.fiscalSign).padStart(10, '0'),
  }).map(([left, value]) => ({
    kind: 'pair',
    left: fixedNames[left] ?? left,
    right: left === 'sum' && typeof value === 'number' ? money(value) : String(value),
    bold: false,
  }))
}

const fixedNames: Readonly<Record<string, string>> = {
  number: 'ФД',
  fiscalSign: 'ФПД',
  operation: 'Признак расчёта',
  sum: 'Сумма',
  shift: 'Смена',
  inn: 'ИНН',
  rnm: 'РН ККТ',
  unconfirmed: 'Непереданных документов',
  firstDate: 'Дата первого непереданного',
}

function pairOf(element: FfdElement): PaperLine {
  return { kind: 'pair', left: element.name.ru, right: valueOf(element), bold: false }
}

function valueOf(element: FfdElement): string {
  return element.meaning?.ru ?? element.text
}

function centre(text: string, bold = false): PaperLine {
  return { kind: 'text', text, align: 'centre', bold, wide: false }
}

function isReceipt(kind: DocumentKind): boolean {
  return (
    kind === 'receipt' || kind === 'strict-form' || kind === 'receipt-correction' || kind === 'strict-form-correction'
  )
}

/** Kopecks as they are printed: `1 234,56`. */
export function money(kopecks: number | undefined): string {
  if (kopecks === undefined) return ''
  const sign = kopecks < 0 ? '-' : ''
  const absolute = Math.abs(kopecks)
  const roubles = String(Math.floor(absolute / 100)).replace(/\B(?=(\d{3})+$)/gu, '\u00a0')
  return `${sign}${roubles},${String(absolute % 100).padStart(2, '0')}`
}

/** `2026-11-23T12:30` as `23.11.2026 12:30`. */
export function readableTime(time: string): string {
  const [date = '', clock = ''] = time.split('T')
  return `${date.split('-').toReversed().join('.')} ${clock.slice(0, 5)}`
}
