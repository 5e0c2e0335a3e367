export interface DifferenceLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Files for POS software have tens of lines; beyond this a difference is shown as everything out, everything in. */
const mostCells = 4_000_000

/** The difference between two texts, line by line: the longest common subsequence stays. */
export function lineDifference(before: string, after: string): DifferenceLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)]
  if (old.length * fresh.length > mostCells) {
    return [
      ...old.map((text) => ({ kind: 'removed' as const, text })),
      ...fresh.map((text) => ({ kind: 'added' as const, text })),
    ]
  }
  const lengths = commonLengths(old, fresh)
  const lines: DifferenceLine[] = []
  let [left, right] = [0, 0]
  while (left < old.length || right < fresh.length) {
    const [oldLine, freshLine] = [old[left], fresh[right]]
    if (oldLine !== undefined && oldLine === freshLine) {
      lines.push({ kind: 'same', text: oldLine })
      left++
      right++
    } else if (
      freshLine === undefined ||
      (oldLine !== undefined && at(lengths, left + 1, right) >= at(lengths, left, right + 1))
    ) {
      lines.push({ kind: 'removed', text: oldLine ?? '' })
      left++
    } else {
      lines.push({ kind: 'added', text: freshLine })
      right++
    }
  }
  return lines
}

function commonLengths(old: readonly string[], fresh: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1))
  for (let left = old.length - 1; left >= 0; left--) {
    for (let right = fresh.length - 1; right >= 0; right--) {
      const row = lengths[left] as Uint32Array
      row[right] =
        old[left] === fresh[right]
          ? at(lengths, left + 1, right + 1) + 1
          : Math.max(at(lengths, left + 1, right), at(lengths, left, right + 1))
    }
  }
  return lengths
}

function at(lengths: readonly Uint32Array[], left: number, right: number): number {
  return lengths[left]?.[right] ?? 0
}

function linesOf(text: string): string[] {
  if (text === '') return []
  const lines = text.split(/\r?\n/u)
  if (lines.at(-1) === '') lines.pop()
  return lines
}
