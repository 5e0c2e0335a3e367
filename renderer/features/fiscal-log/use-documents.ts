import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { DocumentFilter, DocumentRow } from '../../../electron/contract/fiscal-log.ts'
import { api } from '../../rpc/client.ts'

export const pageSize = 100

export interface Documents {
  /** `undefined` until the first answer. */
  readonly total: number | undefined
  /** The row, or `undefined` while its page is on the way. */
  rowAt(index: number): DocumentRow | undefined
  /** Tell which rows are on screen: their pages are asked for. */
  show(first: number, last: number): void
  readonly error: unknown
  readonly isFetching: boolean
  retry(): void
}

/** A list of any length of which only the pages on screen are in memory. */
export function useDocuments(filter: DocumentFilter): Documents {
  const [pages, setPages] = useState<readonly number[]>([0])
  // The first page stays asked for: it carries the total for everything else.
  const wanted = pages.includes(0) ? pages : [0, ...pages]
  const results = useQueries({
    queries: wanted.map((page) =>
      api.fiscalLog.query.queryOptions({
        input: { filter, offset: page * pageSize, limit: pageSize },
        staleTime: 60_000,
        gcTime: 30_000,
        ...(page === 0 && { placeholderData: keepPreviousData }),
      }),
    ),
  })
  const first = results[0]
  const total = first?.data?.total
  const show = useCallback((from: number, to: number) => {
    const next: number[] = []
    for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page += 1) next.push(page)
    setPages((before) =>
      before.length === next.length && before.every((page, index) => page === next[index]) ? before : next,
    )
  }, [])
  return {
    total,
    rowAt: (index) => results[wanted.indexOf(Math.floor(index / pageSize))]?.data?.rows[index % pageSize],
    show,
    error: results.find(({ error }) => error)?.error,
    isFetching: first?.isPlaceholderData ?? false,
    retry: () => {
      for (const result of results) if (result.isError) void result.refetch()
    },
  }
}
