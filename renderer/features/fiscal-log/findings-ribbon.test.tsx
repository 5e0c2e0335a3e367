import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { show, startFixture } from '../../test-support/render.tsx'
import { FindingsRibbon } from './findings-ribbon.tsx'

let fixture: ReturnType<typeof startFixture>
beforeEach(() => void (fixture = startFixture()))
afterEach(() => fixture.close())

function Ribbon() {
  const [rule, setRule] = useState<string>()
  return <FindingsRibbon storageId="9999078900001234" rule={rule} onChange={setRule} />
}

test('a pressed finding says what it means, what to do and the norm', async () => {
  await show(<Ribbon />)
  const button = await screen.findByRole('button', { name: /Пропуск в номерах/u })
  expect(screen.queryByText(/нет документов с № 977 по № 994/u)).toBeNull()
  await userEvent.click(button)
  expect(await screen.findByText(/нет документов с № 977 по № 994/u)).toBeTruthy()
  expect(screen.getByText(/Прочитайте журнал ещё раз/u)).toBeTruthy()
  expect(screen.getByText(/тег 1040/u)).toBeTruthy()
})
