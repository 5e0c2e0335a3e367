import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Scan } from '../../../electron/contract/devices.ts'
import { show, startFixture } from '../../test-support/render.tsx'
import { ScannerInstrument } from './scanner-instrument.tsx'

let host: ReturnType<typeof startFixture>
beforeEach(() => {
  host = startFixture()
})
afterEach(() => host.close())

const scan: Scan = {
  id: 7,
  at: '2026-11-23T09:00:00.000Z',
  text: '0104600000000015215!abcD␝91EE06␝92c2ln',
  hex: '',
  content: 'marking-code',
  contentName: { ru: 'Код маркировки', en: 'Marking code' },
  parts: [],
  problems: [],
  terminator: '\r',
}
const name = 'Проверить код на кассе'

test('a marking code is checked at the register, on a press', async () => {
  await show(<ScannerInstrument scans={[scan]} canCheckMarking />)
  await userEvent.click(screen.getByRole('button', { name }))
  expect(await screen.findByText('Накопитель: код подлинный.')).toBeDefined()
  expect(screen.getByText('«Честный знак»: товар можно продать.')).toBeDefined()
})

test('what is no marking code, or has no register to ask, is not offered', async () => {
  const first = await show(<ScannerInstrument scans={[{ ...scan, content: 'ean' }]} canCheckMarking />)
  expect(screen.queryByRole('button', { name })).toBeNull()
  first.unmount()
  await show(<ScannerInstrument scans={[scan]} canCheckMarking={false} />)
  expect(screen.queryByRole('button', { name })).toBeNull()
})
