/** What stands in the file `e`: the result of the operation for the program that asked. */
export interface ResultFile {
  readonly code: number
  readonly message: string
  readonly card: string | undefined
  readonly expiry: string | undefined
  readonly authorisationCode: string | undefined
  readonly operationNumber: string | undefined
  readonly cardType: string | undefined
  /** The card is of the bank that owns the terminal. */
  readonly own: boolean | undefined
  readonly terminalNumber: string | undefined
  /** `YYYY-MM-DDThh:mm:ss`, the terminal's local time. */
  readonly time: string | undefined
  readonly retrievalReference: string | undefined
  readonly cardHash: string | undefined
  readonly merchantNumber: string | undefined
  /** The first line was ended, so the code is whole. */
  readonly complete: boolean
}

/**
 * Reads the file `e`: the first line is the code and a text, parted by the first comma; the others have their meaning by
 * their number and may be missing. `undefined` if the first line is no code at all.
 */
export function parseResultFile(text: string): ResultFile | undefined {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u)
  const first = /^\s*(\d{1,5})(?:,(.*))?$/u.exec(lines[0] ?? '')
  if (!first) return undefined
  const line = (index: number) => lines[index]?.trim() || undefined
  const own = line(6)
  return {
    code: Number(first[1]),
    message: (first[2] ?? '').trim(),
    card: line(1),
    expiry: line(2),
    authorisationCode: line(3),
    operationNumber: line(4),
    cardType: line(5),
    own: own === undefined ? undefined : own === '1',
    terminalNumber: line(7),
    time: timeOf(line(8)),
    retrievalReference: line(9),
    cardHash: line(10),
    merchantNumber: line(13),
    complete: lines.length > 1,
  }
}

/** `return:<code>` that the program prints; on Linux the only status, for the exit status is 0 whatever happened. */
export function parseOutput(text: string): number | undefined {
  for (const line of text.split(/\r\n|\n|\r/u).toReversed()) {
    const match = /^return:\s*(\d{1,5})$/u.exec(line.trim())
    if (match) return Number(match[1])
  }
  return undefined
}

function timeOf(text: string | undefined): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/u.exec(text ?? '')
  return match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}` : undefined
}
