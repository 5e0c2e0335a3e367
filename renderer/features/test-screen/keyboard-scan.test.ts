import { describe, expect, test } from 'vitest'
import { createKeyboardScanGuard } from './keyboard-scan.ts'

function typing() {
  const scans: string[] = []
  const reached: string[] = []
  const guard = createKeyboardScanGuard(({ text }) => scans.push(text))
  let now = 1_000
  const press = (key: string, gap: number, modifiers: { ctrlKey?: boolean } = {}) => {
    now += gap
    let swallowed = false
    const swallow = () => {
      swallowed = true
    }
    guard.handle(
      {
        key,
        ctrlKey: false,
        altKey: false,
        metaKey: false,
        preventDefault: swallow,
        stopPropagation: swallow,
        ...modifiers,
      },
      now,
    )
    if (!swallowed) reached.push(key)
  }
  return { scans, reached, press }
}

describe('while a code is awaited', () => {
  test('nothing that a scanner types reaches a button, its Enter least of all', () => {
    const { scans, reached, press } = typing()
    for (const key of '4600439931256') press(key, 6)
    press('Enter', 6)
    expect(scans).toEqual(['4600439931256'])
    expect(reached).toEqual([])
  })

  test('spaces and tabs inside a code do not either', () => {
    const { scans, reached, press } = typing()
    for (const key of 'AB CD') press(key, 10)
    press('Tab', 10)
    expect(scans).toEqual(['AB CD'])
    expect(reached).toEqual([])
  })

  test('a person still presses the button that has the focus', () => {
    const { scans, reached, press } = typing()
    press('Tab', 500)
    press('Enter', 400)
    press(' ', 400)
    press('Escape', 300)
    expect(reached).toEqual(['Tab', 'Enter', ' ', 'Escape'])
    expect(scans).toEqual([])
  })

  test('shortcuts are left alone', () => {
    const { reached, press } = typing()
    press('c', 5, { ctrlKey: true })
    expect(reached).toEqual(['c'])
  })

  test('a slow typist is no scanner', () => {
    const { scans, press } = typing()
    for (const key of '12345') press(key, 200)
    press('Enter', 200)
    expect(scans).toEqual([])
  })

  test('two codes are two codes', () => {
    const { scans, press } = typing()
    for (const code of ['1111', '2222']) {
      for (const [index, key] of [...code].entries()) press(key, index === 0 ? 900 : 5)
      press('Enter', 5)
    }
    expect(scans).toEqual(['1111', '2222'])
  })
})
