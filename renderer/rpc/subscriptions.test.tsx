import { act, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { show, startFixture } from '../test-support/render.tsx'
import { live, useLive } from './subscriptions.ts'

function Version() {
  return <p>{useLive(live.logChanges)?.version ?? 'nothing yet'}</p>
}

let host: ReturnType<typeof startFixture>
afterEach(() => host.close())

test('the newest item is on screen, for every viewer, over one stream', async () => {
  host = startFixture()
  await show(
    <>
      <Version />
      <Version />
    </>,
  )
  expect(await screen.findAllByText('1')).toHaveLength(2)
  await act(async () => host.fixture.changes.set({ version: 7 }))
  expect(await screen.findAllByText('7')).toHaveLength(2)
})

test('a stream is opened again on the next line', async () => {
  host = startFixture()
  await show(<Version />)
  await screen.findByText('1')
  await act(async () => host.close())
  host = startFixture()
  host.fixture.changes.set({ version: 42 })
  expect(await screen.findByText('42', {}, { timeout: 5_000 })).toBeDefined()
})
