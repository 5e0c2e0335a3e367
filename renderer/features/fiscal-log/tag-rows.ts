import type { TagNode } from '../../../electron/contract/fiscal-log.ts'

export interface TagRow {
  readonly node: TagNode
  readonly depth: number
}

/** The tree as rows, parents before their children. */
export function flattenTags(nodes: readonly TagNode[], depth = 0): TagRow[] {
  return nodes.flatMap((node) => [{ node, depth }, ...flattenTags(node.children, depth + 1)])
}

/** Row of the innermost element that holds a byte. */
export function rowAtByte(rows: readonly TagRow[], offset: number): number | undefined {
  const index = rows.findLastIndex(({ node }) => offset >= node.offset && offset < node.offset + node.length)
  return index < 0 ? undefined : index
}
