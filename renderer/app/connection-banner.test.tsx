import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { setConnectionState } from '../rpc/connection-state.ts'
import { show } from '../test-support/render.tsx'
import { ConnectionBanner } from './connection-banner.tsx'

const quiet = { at: undefined, dismiss: () => undefined }

beforeEach(() => setConnectionState({ kind: 'connected' }))
afterEach(() => {
  vi.useRealTimers()
  setConnectionState({ kind: 'connecting' })
})

describe('the line to the host', () => {
  test('is not spoken of while it holds', async () => {
    await show(<ConnectionBanner restart={quiet} />)
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.queryByRole('status')).toBeNull()
  })

  test('that broke is said to have broken, since when', async () => {
    await show(<ConnectionBanner restart={quiet} />)
    const since = new Date(2026, 10, 23, 14, 5, 9).getTime()
    await act(async () => setConnectionState({ kind: 'lost', since, attempt: 1 }))
    expect(screen.getByRole('alert').textContent).toContain('с 14:05:09')
  })

  test('that was refused tells what to do', async () => {
    await show(<ConnectionBanner restart={quiet} />)
    await act(async () => setConnectionState({ kind: 'refused' }))
    expect(screen.getByRole('alert').textContent).toContain('Закройте другое окно')
  })

  test('a first connection has three seconds before anything is said', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    setConnectionState({ kind: 'connecting' })
    await show(<ConnectionBanner restart={quiet} />)
    expect(screen.queryByRole('alert')).toBeNull()
    await act(async () => vi.advanceTimersByTime(3_100))
    expect(screen.getByRole('alert').textContent).toContain('ещё не ответила')
  })

  test('a host that was started anew is told of', async () => {
    await show(<ConnectionBanner restart={{ ...quiet, at: new Date(2026, 10, 23, 14, 6).toISOString() }} />)
    expect(screen.getByRole('status').textContent).toContain('перезапустилась в 14:06')
  })
})
