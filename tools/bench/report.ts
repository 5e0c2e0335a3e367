/** One line of the table: what was measured, what it is compared with, and how many times more it takes. */
export interface Measure {
  readonly what: string
  readonly measured: string
  readonly floor: string
  /** Measured by floor; a share of the floor where `aim` begins with «≥». */
  readonly ratio: number
  readonly aim: string
}

/** Shortest of several runs, in milliseconds: what else the machine did only ever adds. */
export function shortest(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  }
  return best
}

export function microseconds(milliseconds: number): string {
  return `${(milliseconds * 1000).toFixed(2)} µs`
}

export function inMilliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`
}

export function printTable(measures: readonly Measure[]): void {
  const rows = [
    ['what', 'measured', 'floor', 'ratio', 'aim'],
    ...measures.map(({ what, measured, floor, ratio, aim }) => [what, measured, floor, ratio.toFixed(2), aim]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
}
