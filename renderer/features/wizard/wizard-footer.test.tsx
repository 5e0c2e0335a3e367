import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { show, startFixture } from '../../test-support/render.tsx'
import { useWizard } from './use-wizard.ts'
import { WizardFooter } from './wizard-footer.tsx'

let host: ReturnType<typeof startFixture>
beforeEach(() => {
  host = startFixture()
})
afterEach(() => host.close())

function Footer() {
  const actions = useWizard()
  return actions.query.data ? <WizardFooter wizard={actions.query.data} actions={actions} /> : null
}
const next = () => screen.findByRole('button', { name: /Далее/ })

describe('«Далее»', () => {
  test('is off with its reasons in words, which the button itself carries', async () => {
    await show(<Footer />)
    const button = await next()
    expect(button).toHaveProperty('disabled', true)
    const reason = document.getElementById(button.getAttribute('aria-describedby')!)!
    expect(reason.textContent).toContain('Дальше пока нельзя.')
    expect(reason.textContent).toContain('Укажите ИНН.')
    expect(reason.textContent).toContain('Укажите, кто устанавливает.')
  })

  test('closes the step once nothing is missing', async () => {
    host.fixture.wizard.saveShop({ taxpayerNumber: '7707083893', installerName: 'Петров' })
    await show(<Footer />)
    await userEvent.click(await next())
    await waitFor(() => expect(host.fixture.wizard.get().step).toBe('system'))
  })
})

describe('a device that is not there', () => {
  test('is skipped with a reason, and can be taken back', async () => {
    host.fixture.wizard.go('scanner')
    await show(<Footer />)
    await userEvent.click(await screen.findByRole('button', { name: 'Этого устройства нет' }))
    await userEvent.click(screen.getByRole('radio', { name: 'Другая причина' }))
    const confirm = screen.getByRole('button', { name: 'Пропустить' })
    expect(confirm).toHaveProperty('disabled', true)
    await userEvent.type(screen.getByRole('textbox', { name: 'Причина своими словами' }), 'сломался кабель')
    await userEvent.click(confirm)
    await waitFor(() =>
      expect(host.fixture.wizard.get().skipped).toEqual([{ role: 'scanner', reason: 'сломался кабель' }]),
    )
    await userEvent.click(await screen.findByRole('button', { name: 'Всё-таки подключить' }))
    await waitFor(() => expect(host.fixture.wizard.get().skipped).toEqual([]))
  })
})
