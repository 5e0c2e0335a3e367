import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { rowOf } from '../../rpc/fixture/fiscal-log.ts'
import { show } from '../../test-support/render.tsx'
import { DocumentList } from './document-list.tsx'
import type { Documents } from './use-documents.ts'

const total = 18_422
const height = 480

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(height)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height)
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(total * 48)
  HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, options?: ScrollToOptions | number) {
    this.scrollTop = typeof options === 'object' ? (options.top ?? 0) : 0
    fireEvent.scroll(this)
  }
})
afterAll(() => vi.restoreAllMocks())

const opened = vi.fn<(documentId: number) => void>()
const shown = vi.fn<(first: number, last: number) => void>()

function List({ missing = () => false }: { readonly missing?: (index: number) => boolean }) {
  const [selected, setSelected] = useState<number>()
  const documents: Documents = {
    total,
    rowAt: (index) => (missing(index) ? undefined : rowOf(total - index)),
    show: shown,
    error: undefined,
    isFetching: false,
    retry: () => undefined,
  }
  return (
    <DocumentList
      documents={documents}
      text=""
      filtered={false}
      selectedId={selected}
      onText={() => undefined}
      onOpen={(id) => {
        opened(id)
        setSelected(id)
      }}
    />
  )
}

describe('a list of 18 422 documents', () => {
  test('has only the rows on screen, and tells which of how many each is', async () => {
    await show(<List />)
    const rows = screen.getAllByRole('option')
    expect(rows.length).toBeLessThan(40)
    expect(rows[0]!.getAttribute('aria-setsize')).toBe(String(total))
    expect(rows[0]!.getAttribute('aria-posinset')).toBe('1')
    expect(shown).toHaveBeenCalledWith(0, expect.any(Number))
  })

  test('is walked by keyboard alone, from end to end', async () => {
    await show(<List />)
    screen.getByRole('listbox').focus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    expect(opened).toHaveBeenLastCalledWith(total - 1)
    await userEvent.keyboard('{PageDown}')
    expect(opened).toHaveBeenLastCalledWith(total - 1 - 9)
    await userEvent.keyboard('{End}')
    expect(opened).toHaveBeenLastCalledWith(1)
    const active = screen.getByRole('listbox').getAttribute('aria-activedescendant')!
    expect(document.getElementById(active)!.getAttribute('aria-selected')).toBe('true')
    await userEvent.keyboard('{Home}')
    expect(opened).toHaveBeenLastCalledWith(total)
  })

  test('opens a row that was reached before it came when it is there', async () => {
    opened.mockClear()
    const list = await show(<List missing={(index) => index > 50} />)
    screen.getByRole('listbox').focus()
    await userEvent.keyboard('{End}')
    expect(opened).not.toHaveBeenCalled()
    expect(screen.getAllByText('Загружается…').length).toBeGreaterThan(0)
    list.unmount()
  })

  test('is searched after `/`, from anywhere but a field', async () => {
    await show(<List />)
    screen.getByRole('listbox').focus()
    await userEvent.keyboard('/')
    const field = screen.getByRole('searchbox', { name: 'Поиск по журналу' })
    expect(document.activeElement).toBe(field)
    await userEvent.keyboard('1/2')
    expect(field).toHaveProperty('value', '1/2')
    await userEvent.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(screen.getByRole('listbox'))
  })
})
