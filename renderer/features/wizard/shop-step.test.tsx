import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ShopDraft, Wizard } from '../../../electron/contract/wizard.ts'
import { show } from '../../test-support/render.tsx'
import { draftOf, valuesOf } from './shop-form.ts'
import { ShopStep } from './shop-step.tsx'

const wizard = (shop: ShopDraft, problems: Record<string, string> = {}): Wizard => ({
  id: 'w',
  step: 'shop',
  steps: [],
  shop,
  problems,
  skipped: [],
  startedAt: '2026-11-23T10:00:00Z',
  updatedAt: '2026-11-23T10:00:00Z',
})
const save = vi.fn<(shop: ShopDraft) => Promise<void>>()
const organisation = () => screen.getByRole('textbox', { name: 'Организация или ИП' })
let user: ReturnType<typeof userEvent.setup>

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
  save.mockReset().mockResolvedValue()
})
afterEach(() => vi.useRealTimers())

describe('what is typed', () => {
  test('is kept at a pause of the typing, once', async () => {
    await show(<ShopStep wizard={wizard({ till: 'Касса 1' })} save={save} />)
    await user.type(organisation(), 'ООО')
    await act(async () => vi.advanceTimersByTime(600))
    expect(save).toHaveBeenCalledOnce()
    expect(save.mock.calls[0]![0]).toMatchObject({ organisation: 'ООО', till: 'Касса 1' })
    expect(screen.getByText('Введённое сохранено.')).toBeDefined()
  })

  test('is kept when the step is left before the pause', async () => {
    const { unmount } = await show(<ShopStep wizard={wizard({})} save={save} />)
    await user.type(organisation(), 'ИП')
    unmount()
    expect(save.mock.lastCall![0]).toMatchObject({ organisation: 'ИП' })
  })

  test('is said not to be kept when the host does not answer, and is told again', async () => {
    save.mockRejectedValueOnce(new Error('no host'))
    await show(<ShopStep wizard={wizard({})} save={save} />)
    await user.type(organisation(), 'А')
    await act(async () => vi.advanceTimersByTime(600))
    expect(screen.getByText(/Пока не сохранено/)).toBeDefined()
    await user.type(organisation(), 'Б')
    await act(async () => vi.advanceTimersByTime(600))
    expect(save.mock.lastCall![0]).toMatchObject({ organisation: 'АБ' })
    expect(screen.getByText('Введённое сохранено.')).toBeDefined()
  })
})

describe('a problem', () => {
  test('is told of the value that has it, not of what is being typed', async () => {
    const judged = wizard({ taxpayerNumber: '7701234567' }, { taxpayerNumber: 'taxpayer-number-checksum' })
    await show(<ShopStep wizard={judged} save={save} />)
    expect(screen.getByText(/Контрольная цифра ИНН не сходится/)).toBeDefined()
    await user.type(screen.getByRole('textbox', { name: 'ИНН' }), '{Backspace}')
    expect(screen.queryByText(/Контрольная цифра/)).toBeNull()
  })

  test('of an empty field waits until somebody has been there', async () => {
    await show(<ShopStep wizard={wizard({}, { organisation: 'organisation-missing' })} save={save} />)
    expect(screen.queryByText(/Укажите организацию/)).toBeNull()
    await user.click(organisation())
    await user.tab()
    expect(screen.getByText(/Укажите организацию/)).toBeDefined()
  })
})

test('a draft goes into the form and comes back', () => {
  const draft: ShopDraft = { organisation: 'ООО', posSoftware: 'frontol', roles: ['scale', 'fiscal-register'] }
  expect(draftOf(valuesOf(draft))).toEqual({ ...draft, roles: ['fiscal-register', 'scale'] })
  expect(draftOf(valuesOf({}))).toEqual({ roles: ['fiscal-register', 'scanner', 'scale', 'payment-terminal'] })
})
