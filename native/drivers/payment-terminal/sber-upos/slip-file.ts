/** What stands in the file `p`: the slip to print, usually in two copies. */
export interface SlipFile {
  readonly copies: readonly string[]
  /** What stood between the copies. */
  readonly cutMark: string | undefined
}

/** Both are met as factory settings of `PrinterEnd`. */
const usualMarks = ['\u0001', '~S']
/** No slip is longer; more is a file of something else. */
const mostCopies = 10

/** Splits a slip file into its copies, at the usual cut marks and at the one that pinpad.ini sets. */
export function parseSlipFile(text: string, ownMark = ''): SlipFile {
  const marks = ownMark === '' ? usualMarks : [ownMark, ...usualMarks]
  const cutMark = marks.find((mark) => text.includes(mark))
  const pieces = marks.reduce((parts, mark) => parts.flatMap((part) => part.split(mark)), [text])
  const copies = pieces.map(withoutBlankEdges).filter((copy) => copy !== '')
  return { copies: copies.slice(0, mostCopies), cutMark }
}

/** Lines of a copy from the first to the last that has something on it. */
function withoutBlankEdges(text: string): string {
  const lines = text.split(/\r\n?|\n/u).map((line) => line.trimEnd())
  const first = lines.findIndex((line) => line !== '')
  const last = lines.findLastIndex((line) => line !== '')
  return first < 0 ? '' : lines.slice(first, last + 1).join('\n')
}

export interface SlipFields {
  readonly terminal: string | undefined
  readonly merchant: string | undefined
  readonly retrievalReference: string | undefined
  readonly authorisationCode: string | undefined
  readonly approved: boolean
}

/** Reads what a slip says of the operation. For people and doubts only: what was approved is told by the file `e`. */
export function readSlip(slip: string): SlipFields {
  const find = (label: RegExp) => label.exec(slip)?.[1]
  return {
    terminal: find(/^[ \t]*Терминал:?[ \t]+(\S+)/imu),
    merchant: find(/^[ \t]*(?:Мерчант|Предприятие):?[ \t]+(\S+)/imu),
    retrievalReference: find(/^[ \t]*(?:Номер ссылки|RRN):?[ \t]+(\S+)/imu),
    authorisationCode: find(/^[ \t]*Код авторизации:?[ \t]+(\S+)/imu),
    approved: /(?<![\p{L}])ОДОБРЕНО(?![\p{L}])/iu.test(slip) && !/НЕ ОДОБРЕНО|ОТКАЗАНО/iu.test(slip),
  }
}
