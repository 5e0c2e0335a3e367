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
  const copies = pieces
    .map((copy) => copy.replace(/^(?:[ \t]*[\r\n]+)+|\s+$/gu, '').replace(/\r\n?/gu, '\n'))
    .filter((copy) => copy.trim() !== '')
  return { copies: copies.slice(0, mostCopies), cutMark }
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
    terminal: find(/^\s*Терминал:?\s+(\S+)/imu),
    merchant: find(/^\s*(?:Мерчант|Предприятие):?\s+(\S+)/imu),
    retrievalReference: find(/^\s*(?:Номер ссылки|RRN):?\s+(\S+)/imu),
    authorisationCode: find(/^\s*Код авторизации:?\s+(\S+)/imu),
    approved: /(?<![\p{L}])ОДОБРЕНО(?![\p{L}])/iu.test(slip) && !/НЕ\s+ОДОБРЕНО|ОТКАЗАНО/iu.test(slip),
  }
}
