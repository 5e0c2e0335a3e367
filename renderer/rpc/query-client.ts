import { QueryClient } from '@tanstack/react-query'
import { errorCatalogue } from '../../electron/contract/error-catalogue.ts'
import { failureOf } from './failure-of.ts'

/** The only store of what the host said. Nothing is retried that the catalogue does not call retryable. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The host is on this machine; the browser's idea of being online says nothing of it.
        networkMode: 'always',
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 1 && errorCatalogue[failureOf(error).code].retryable,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
