import type { LinkedPart } from './import-file.ts'

/**
 * Parts in the order in which they were chained: from the log's own last hash on, so that a log that is imported into an
 * empty one comes out with the very same chain. What follows nothing known keeps the order of the file.
 */
export function inChainOrder(parts: readonly LinkedPart[], head: string): LinkedPart[] {
  const following = new Map<string, LinkedPart>()
  for (const part of parts) if (part.link) following.set(part.link.previousHash, part)
  const ordered = new Set<LinkedPart>()
  const follow = (hash: string) => {
    for (let next = following.get(hash); next?.link && !ordered.has(next); next = following.get(next.link.hash))
      ordered.add(next)
  }
  follow(head)
  const ends = new Set(parts.map(({ link }) => link?.hash))
  for (const part of parts) {
    if (ordered.has(part)) continue
    // A run of the chain whose beginning is not in the file starts at its own first record.
    if (part.link && ends.has(part.link.previousHash)) continue
    ordered.add(part)
    if (part.link) follow(part.link.hash)
  }
  for (const part of parts) ordered.add(part)
  return [...ordered]
}
