import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import { show } from '../test-support/render.tsx'
import { FailurePanel } from './states.tsx'

describe('a failure on screen', () => {
  test('says what, what to do, the code, and lets a person try again', async () => {
    const retry = vi.fn<(value?: unknown) => void>()
    await show(<FailurePanel failure={{ code: 'link.busy', data: { path: 'COM4' } }} onRetry={retry} />)
    expect(screen.getByText(/COM4/)).toBeDefined()
    expect(screen.getByText('Код: link.busy')).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: 'Повторить' }))
    expect(retry).toHaveBeenCalledOnce()
  })

  test('offers no retry where the catalogue says that it cannot help', async () => {
    await show(<FailurePanel failure={{ code: 'terminal.setup', data: {} }} onRetry={() => undefined} />)
    expect(screen.queryByRole('button', { name: 'Повторить' })).toBeNull()
  })

  test('names the next step of a doubt', async () => {
    await show(<FailurePanel failure={{ code: 'operation.in-doubt', data: {}, next: 'call-bank' }} />)
    expect(screen.getByText(/Позвоните в банк/)).toBeDefined()
  })
})
