/**
 * Where a key takes the person in a list of `count` rows of which `page` fit on the screen; `undefined` for a key that
 * does not move. Nothing chosen yet is −1.
 */
export function indexAfter(key: string, active: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined
  const last = count - 1
  const from = Math.min(active, last)
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, from + 1)
    case 'ArrowUp':
      return Math.max(0, from - 1)
    case 'PageDown':
      return Math.min(last, Math.max(0, from) + Math.max(1, page - 1))
    case 'PageUp':
      return Math.max(0, from - Math.max(1, page - 1))
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
