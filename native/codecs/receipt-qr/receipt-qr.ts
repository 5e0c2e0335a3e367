/** What the QR code of a Russian receipt says; format of the Federal Tax Service. */
export interface ReceiptQr {
  /** Local time, `YYYY-MM-DDThh:mm` or with `:ss`. */
  readonly time: string
  readonly kopecks: number
  /** Number of the fiscal storage, 16 digits. */
  readonly storageNumber: string
  readonly documentNumber: number
  /** Fiscal sign, unsigned 32 bits. */
  readonly fiscalSign: number
  /** 1 sale, 2 refund of sale, 3 purchase, 4 refund of purchase. */
  readonly operation: 1 | 2 | 3 | 4
}

export type ReceiptQrField = 'dateTime' | 'sum' | 'fn' | 'fd' | 'fpd' | 'operation'

/** What is wrong with a receipt's QR code. */
export interface ReceiptQrProblem {
  readonly field: ReceiptQrField
  readonly why: string
}

/** True if the text can only be meant as a receipt's QR code. */
export function looksLikeReceiptQr(text: string): boolean {
  return /(?:^|&)t=/u.test(text) && /&s=|^s=/u.test(text) && /&fn=|^fn=/u.test(text) && text.length <= 200
}

/** Reads a receipt's QR code. Fields are found by name: their order is not held to. */
export function parseReceiptQr(text: string): ReceiptQr | ReceiptQrProblem {
  const fields = new Map(
    text
      .trim()
      .split('&')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const),
  )
  const time = timeOf(fields.get('t') ?? '')
  if (time === undefined) return { field: 'dateTime', why: 'not a date and time' }

  const sum = fields.get('s') ?? ''
  if (sum.includes(',')) return { field: 'sum', why: 'decimal comma' }
  const amount = /^(\d{1,12})(?:\.(\d{1,2}))?$/u.exec(sum)
  if (!amount) return { field: 'sum', why: 'not a sum' }
  const kopecks = Number(amount[1]) * 100 + Number((amount[2] ?? '').padEnd(2, '0'))

  const storageNumber = fields.get('fn') ?? ''
  if (!/^\d{16}$/u.test(storageNumber)) return { field: 'fn', why: 'not 16 digits' }
  const documentNumber = wholeNumber(fields.get('i'), 0xffff_ffff)
  if (documentNumber === undefined) return { field: 'fd', why: 'not a document number' }
  const fiscalSign = wholeNumber(fields.get('fp'), 0xffff_ffff)
  if (fiscalSign === undefined) return { field: 'fpd', why: 'not a 32-bit number' }
  const operation = wholeNumber(fields.get('n'), 4)
  if (operation !== 1 && operation !== 2 && operation !== 3 && operation !== 4)
    return { field: 'operation', why: 'not 1 to 4' }
  return { time, kopecks, storageNumber, documentNumber, fiscalSign, operation }
}

/** Writes the QR code's text: seconds only if the time has them, kopecks always, no zeros before the fiscal sign. */
export function formatReceiptQr({
  time,
  kopecks,
  storageNumber,
  documentNumber,
  fiscalSign,
  operation,
}: ReceiptQr): string {
  const sum = `${Math.trunc(kopecks / 100)}.${String(kopecks % 100).padStart(2, '0')}`
  const stamp = time.replaceAll('-', '').replaceAll(':', '')
  return `t=${stamp}&s=${sum}&fn=${storageNumber}&i=${documentNumber}&fp=${fiscalSign}&n=${operation}`
}

function timeOf(text: string): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?$/u.exec(text)
  if (!match) return undefined
  const [, year = '', month = '', day = '', hour = '', minute = '', second] = match
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  if (!real || Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined
  return `${year}-${month}-${day}T${hour}:${minute}${second === undefined ? '' : `:${second}`}`
}

function wholeNumber(text: string | undefined, maximum: number): number | undefined {
  if (text === undefined || !/^\d{1,10}$/u.test(text)) return undefined
  const number = Number(text)
  return number <= maximum ? number : undefined
}
