import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { show, startFixture } from '../../test-support/render.tsx'
import { DecodedView } from './decoded-view.tsx'

let host: ReturnType<typeof startFixture>
beforeEach(() => {
  host = startFixture()
  host.fixture.traffic.tick()
})
afterEach(() => host.close())

const lit = () => [...document.querySelectorAll('[data-lit]')].map(({ textContent }) => textContent).join('')

test('a field lights its bytes under the pointer and with the focus', async () => {
  const entry = host.fixture.traffic.entries.find(({ name }) => name === 'CMD_ACK_MASSA')!
  await show(<DecodedView entry={entry} />)
  fireEvent.pointerEnter(await screen.findByRole('option', { name: /weight/ }))
  expect(lit()).toBe('D3040000')
  fireEvent.pointerLeave(screen.getByRole('listbox'))
  expect(lit()).toBe('')
  await userEvent.tab()
  expect(lit()).toBe('F855CE')
  await userEvent.keyboard('{ArrowDown}')
  expect(lit()).toBe('0D00')
})

test('a byte lights the field that holds it', async () => {
  const entry = host.fixture.traffic.entries.find(({ name }) => name === 'CMD_ACK_MASSA')!
  await show(<DecodedView entry={entry} />)
  await screen.findByRole('listbox')
  fireEvent.pointerEnter(document.querySelectorAll('[class*="byte"]')[17]!)
  expect(screen.getByRole('option', { name: /crc/ }).getAttribute('aria-selected')).toBe('true')
})
