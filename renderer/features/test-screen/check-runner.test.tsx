import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Check } from '../../../electron/contract/checks.ts'
import { show, startFixture } from '../../test-support/render.tsx'
import { CheckRunner } from './check-runner.tsx'
import { useChecks } from './use-checks.ts'

let host: ReturnType<typeof startFixture>
beforeEach(() => {
  window.sessionStorage.clear()
  host = startFixture()
})
afterEach(() => host.close())

function Runner({ id }: { readonly id: string }) {
  const check = useChecks().data?.find((candidate) => candidate.id === id)
  return check ? <CheckRunner check={check} /> : null
}

describe('a check', () => {
  test('runs, asks the person what only a person sees, and says its verdict', async () => {
    await show(<Runner id="fiscal-register.print-text" />)
    await userEvent.click(await screen.findByRole('button', { name: 'Начать проверку' }))
    expect(await screen.findByText('Идёт проверка')).toBeDefined()
    await userEvent.click(await screen.findByRole('button', { name: 'Да, получилось' }))
    expect(await screen.findByText('пройдена')).toBeDefined()
    expect(screen.getByText('Ответ дал человек.')).toBeDefined()
    const link = screen.getByRole('link', { name: 'Показать обмен с устройством' })
    expect(link.getAttribute('href')).toMatch(/first=4&last=12|last=12&first=4/)
  })

  test('that a person stops is stopped', async () => {
    await show(<Runner id="scale.weigh" />)
    await userEvent.click(await screen.findByRole('button', { name: 'Начать проверку' }))
    await userEvent.click(await screen.findByRole('button', { name: 'Прервать проверку' }))
    expect(await screen.findByText('прервана')).toBeDefined()
  })

  test('that changes a setting does nothing before the consent', async () => {
    await show(<Runner id="fiscal-register.set-clock" />)
    await userEvent.click(await screen.findByRole('button', { name: 'Начать проверку' }))
    await screen.findByRole('alertdialog')
    expect(host.fixture.checks.runs.size).toBe(0)
    await userEvent.click(screen.getByRole('button', { name: 'Отменить' }))
    expect(host.fixture.checks.runs.size).toBe(0)
    await userEvent.click(screen.getByRole('button', { name: 'Начать проверку' }))
    const dialog = await screen.findByRole('alertdialog')
    await waitFor(() => expect(dialog.querySelectorAll('button:not([disabled])')).toHaveLength(2))
    await userEvent.click([...dialog.querySelectorAll('button')].at(-1)!)
    await waitFor(() => expect(host.fixture.checks.runs.size).toBe(1))
  })

  test('that cannot run says why and offers no button', async () => {
    const check: Check = {
      id: 'payment-terminal.check',
      role: 'payment-terminal',
      effect: 'read',
      interaction: 'none',
      required: true,
      needsConsent: false,
      unavailable: 'device-does-not-work',
    }
    await show(<CheckRunner check={check} />)
    expect(screen.getByText('сначала устройство должно ответить')).toBeDefined()
    expect(screen.queryByRole('button')).toBeNull()
  })

  test('is found again after the window was loaded anew', async () => {
    const first = await show(<Runner id="scale.weigh" />)
    await userEvent.click(await screen.findByRole('button', { name: 'Начать проверку' }))
    await screen.findByText('Идёт проверка')
    await act(async () => first.unmount())
    await show(<Runner id="scale.weigh" />)
    expect(await screen.findByRole('button', { name: 'Прервать проверку' })).toBeDefined()
  })
})
