import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, cleanup, render, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { afterEach } from 'vitest'
import { startI18n } from '../i18n/i18n.ts'
import { usePort } from '../rpc/connect.ts'
import { setConnectionState } from '../rpc/connection-state.ts'
import { createFixture } from '../rpc/fixture/router.ts'
import { openFixturePort } from '../rpc/fixture/serve.ts'
import { createQueryClient } from '../rpc/query-client.ts'

afterEach(cleanup)

export type Fixture = ReturnType<typeof createFixture>

/** A host of memory that the client talks to until `close`. */
export function startFixture(): { fixture: Fixture; close: () => void } {
  const fixture = createFixture({ ticking: false })
  const port = openFixturePort(fixture)
  void usePort(port)
  return {
    fixture,
    close: () => {
      port.close()
      setConnectionState({ kind: 'connecting' })
    },
  }
}

/** Renders one component in Russian, inside everything that it may lean on. */
export async function show(
  content: ReactNode,
  queryClient: QueryClient = createQueryClient(),
): Promise<RenderResult & { queryClient: QueryClient }> {
  startI18n('ru')
  const root = createRootRoute()
  const place = createRoute({ getParentRoute: () => root, path: '/', component: () => content })
  const others = ['/check', '/traffic', '/setup', '/log'].map((path) =>
    createRoute({ getParentRoute: () => root, path }),
  )
  const router = createRouter({ routeTree: root.addChildren([place, ...others]), history: createMemoryHistory() })
  await router.load()
  return act(async () => {
    const result = render(
      <QueryClientProvider client={queryClient}>
        <I18nProvider locale="ru-RU">
          <RouterProvider router={router as never} />
        </I18nProvider>
      </QueryClientProvider>,
    )
    return Object.assign(result, { queryClient })
  })
}
