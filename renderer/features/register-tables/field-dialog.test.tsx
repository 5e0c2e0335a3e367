import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { registerTables } from '../../rpc/fixture/register-tables.ts'
import { show, startFixture } from '../../test-support/render.tsx'
import { TableView } from './table-view.tsx'

let host: ReturnType<typeof startFixture>
beforeEach(() => {
  host = startFixture()
})
afterEach(() => host.close())

const [mode, passwords] = registerTables

test('a field is changed after a consent that names the value', async () => {
  await show(<TableView table={mode!} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Изменить: НОМЕР КАССЫ' }))
  const field = await screen.findByLabelText('Новое значение')
  await userEvent.clear(field)
  await userEvent.type(field, '100')
  expect(screen.getByRole('button', { name: 'Изменить' })).toHaveProperty('disabled', true)
  await userEvent.clear(field)
  await userEvent.type(field, '7')
  await userEvent.click(screen.getByRole('button', { name: 'Изменить' }))
  expect(await screen.findByRole('heading', { name: 'Записать в таблицу кассы?' })).toBeDefined()
  await userEvent.click(await screen.findByRole('button', { name: 'Записать' }))
  expect(await screen.findByText('7')).toBeDefined()
})

test('a password is never shown', async () => {
  await show(<TableView table={passwords!} />)
  expect(await screen.findByText('скрыто')).toBeDefined()
})
