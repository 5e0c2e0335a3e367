import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { detailOf } from '../../rpc/fixture/fiscal-log.ts'
import { show } from '../../test-support/render.tsx'
import { flattenTags, rowAtByte } from './tag-rows.ts'
import { TagsView } from './tags-view.tsx'

const receipt = detailOf(18_410)
const litBytes = () => document.querySelectorAll('[data-lit]').length
const tag = (name: RegExp) => screen.getByRole('treeitem', { name })

describe('tags over their bytes', () => {
  test('a tag that has the focus lights its bytes, tag and length included', async () => {
    await show(<TagsView document={receipt} />)
    expect(litBytes()).toBe(0)
    await userEvent.tab()
    expect(document.activeElement).toBe(tag(/Признак расчёта/))
    expect(litBytes()).toBe(5)
    await userEvent.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(tag(/Предмет расчёта/))
    expect(litBytes()).toBe(40)
    await userEvent.keyboard('{End}{ArrowUp}')
    expect(document.activeElement).toBe(tag(/Сумма расчёта/))
    expect(litBytes()).toBe(8)
  })

  test('a tag under the pointer goes before the one with the focus', async () => {
    await show(<TagsView document={receipt} />)
    await userEvent.tab()
    fireEvent.pointerEnter(tag(/Наименование предмета/))
    expect(litBytes()).toBe(20)
    expect(tag(/Наименование предмета/).getAttribute('aria-selected')).toBe('true')
    fireEvent.pointerLeave(screen.getByRole('tree'))
    expect(litBytes()).toBe(5)
  })

  test('a byte under the pointer lights the innermost element that holds it', async () => {
    await show(<TagsView document={receipt} />)
    const bytes = document.querySelectorAll('[role="group"] [class*="byte"]')
    fireEvent.pointerEnter(bytes[35]!)
    expect(tag(/Цена за единицу/).getAttribute('aria-selected')).toBe('true')
    expect(litBytes()).toBe(8)
    fireEvent.pointerEnter(bytes[1]!)
    expect(litBytes()).toBe(0)
  })

  test('levels of the tree are told', async () => {
    await show(<TagsView document={receipt} />)
    expect(tag(/Предмет расчёта/).getAttribute('aria-level')).toBe('1')
    expect(tag(/Цена за единицу/).getAttribute('aria-level')).toBe('2')
  })
})

test('bytes between elements belong to none', () => {
  const rows = flattenTags(receipt.tags)
  expect(rows.map(({ node }) => node.tag)).toEqual([1054, 1059, 1030, 1079, 1043, 1020, 1081])
  expect(rowAtByte(rows, 0)).toBeUndefined()
  expect(rowAtByte(rows, 9)).toBe(1)
  expect(rowAtByte(rows, 14)).toBe(2)
  expect(rowAtByte(rows, 10_000)).toBeUndefined()
})
