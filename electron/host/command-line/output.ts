import { ORPCError } from '@orpc/client'
import { failureSchema, type Failure } from '../../contract/error-catalogue.ts'
import { describeFailure } from '../describe-failure.ts'
import { text } from '../texts/russian-texts.ts'

/** Where a command writes: results to standard output, everything else to standard error. */
export interface Output {
  line(text: string): void
  json(value: unknown): void
  /** Raw text or bytes, as they are. Resolves when they are taken. */
  write(content: string | Uint8Array): Promise<void>
  note(text: string): void
}

export function streamOutput(stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream): Output {
  const write = (content: string | Uint8Array) => new Promise<void>((resolve) => stdout.write(content, () => resolve()))
  return {
    line: (content) => void write(`${content}\n`),
    json: (value) => void write(`${JSON.stringify(value, undefined, 2)}\n`),
    write,
    note: (content) => void stderr.write(`${content}\n`),
  }
}

export function failureOf(error: unknown): Failure {
  const parsed = error instanceof ORPCError ? failureSchema.safeParse(error.data) : undefined
  return parsed?.success ? parsed.data : describeFailure(error)
}

/** What happened, what to do, and the code in brackets. */
export function failureText(failure: Failure): string {
  const what = text(`errors.${failure.code}.what`, failure.data)
  const todo = text(`errors.${failure.code}.todo`, failure.data)
  return `${what} ${todo} (${failure.code})`
}

/** Columns with two spaces between them; the last one is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, cell.length)),
    [],
  )
  return rows.map((row) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '),
  )
}
