import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { show, startFixture } from '../../test-support/render.tsx'
import { ImportButton } from './import-button.tsx'

let fixture: ReturnType<typeof startFixture>
beforeEach(() => void (fixture = startFixture()))
afterEach(() => fixture.close())

async function choose(name: string, bytes = 700_000) {
  await show(<ImportButton />)
  const field = document.querySelector('input[type=file]') as HTMLInputElement
  await userEvent.upload(field, new File([new Uint8Array(bytes)], name))
}

describe('importing a file', () => {
  test('sends it whole, in pieces, and says what came of it', async () => {
    await choose('archive.fnc')
    expect(await screen.findByText(/Загружено 700\s000 документов\./u)).toBeTruthy()
    expect(screen.getByText('Ещё 2 документа уже были в журнале.')).toBeTruthy()
  })

  test('says where a damaged file breaks off', async () => {
    await choose('damaged.fnc', 100)
    expect(await screen.findByText(/Файл повреждён начиная с места 358/u)).toBeTruthy()
  })

  test('says in words that a file is of another kind', async () => {
    await choose('foreign.json', 100)
    expect(await screen.findByText(/не архив ФН и не выгрузка журнала/u)).toBeTruthy()
  })
})
