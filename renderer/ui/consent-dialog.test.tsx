import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { show, startFixture } from '../test-support/render.tsx'
import { ConsentDialog } from './consent-dialog.tsx'

let host: ReturnType<typeof startFixture>
beforeEach(() => {
  host = startFixture()
})
afterEach(() => {
  vi.useRealTimers()
  host.close()
})

const request = { operation: 'settings.write', subject: { path: 'C:\\1c.json' } }

describe('a consent', () => {
  test('names what it is about and gives its id once, when the button is pressed', async () => {
    const onConsent = vi.fn<(value?: unknown) => void>()
    const onClose = vi.fn<(value?: unknown) => void>()
    await show(<ConsentDialog request={request} onClose={onClose} onConsent={onConsent} />)
    expect(await screen.findByText(/C:\\1c\.json/)).toBeDefined()
    expect(screen.getByText('Меняет настройку')).toBeDefined()
    expect(onConsent).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: 'Записать' }))
    expect(onConsent).toHaveBeenCalledOnce()
    expect(onConsent.mock.calls[0]![0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(onClose).toHaveBeenCalledOnce()
  })

  test('is refused by «Отменить», by Esc, and by the default focus', async () => {
    const onConsent = vi.fn<(value?: unknown) => void>()
    const onClose = vi.fn<(value?: unknown) => void>()
    await show(<ConsentDialog request={request} onClose={onClose} onConsent={onConsent} />)
    await screen.findByText(/C:\\1c\.json/)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Отменить' }))
    await userEvent.keyboard('{Enter}')
    await userEvent.keyboard('{Escape}')
    expect(onConsent).not.toHaveBeenCalled()
    expect(onClose).toHaveBeenCalled()
  })

  test('that is too old has to be asked for again', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    await show(<ConsentDialog request={request} onClose={() => undefined} onConsent={() => undefined} />)
    await screen.findByText(/C:\\1c\.json/)
    await act(async () => vi.advanceTimersByTime(61_000))
    expect(screen.getByText(/Вопрос устарел/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Записать' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Спросить ещё раз' })).toBeDefined()
  })
})
