interface Part {
  readonly start: number
  readonly length: number
}

export interface CodePiece {
  readonly text: string
  /** Index of the part that it belongs to; `undefined` between parts. */
  readonly part: number | undefined
}

/** Cuts a code along its parts. Parts that overlap or reach beyond the text are cut to what is left. */
export function splitByParts(text: string, parts: readonly Part[]): CodePiece[] {
  const ordered = parts
    .map(({ start, length }, part) => ({ start, end: start + length, part }))
    .toSorted((a, b) => a.start - b.start)
  const pieces: CodePiece[] = []
  let position = 0
  for (const { start, end, part } of ordered) {
    const from = Math.max(start, position)
    const to = Math.min(end, text.length)
    if (from >= to) continue
    if (from > position) pieces.push({ text: text.slice(position, from), part: undefined })
    pieces.push({ text: text.slice(from, to), part })
    position = to
  }
  if (position < text.length) pieces.push({ text: text.slice(position), part: undefined })
  return pieces
}
