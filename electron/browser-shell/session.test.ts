import { describe, expect, test } from 'vitest'
import { Session } from './session.ts'

function numbered() {
  let next = 1
  return new Session('token', () => `cookie-${next++}`)
}

describe('a session of the browser shell', () => {
  test('is given to the first who shows the token, and goes on by its cookie, as after a reload', () => {
    const session = numbered()
    expect(session.enter({ token: 'token', cookie: undefined })).toEqual({ allowed: true, cookie: 'cookie-1' })
    expect(session.enter({ token: undefined, cookie: 'cookie-1' })).toEqual({ allowed: true })
    expect(session.enter({ token: 'token', cookie: 'cookie-1' })).toEqual({ allowed: true })
  })

  test.each([
    ['nothing', undefined, undefined],
    ['a wrong token', 'other', undefined],
    ['a wrong cookie', undefined, 'cookie-9'],
    ['a wrong token with the right cookie', 'other', 'cookie-1'],
    ['an empty cookie', undefined, ''],
  ])('is refused to %s', (_what, token, cookie) => {
    const session = numbered()
    session.enter({ token: 'token', cookie: undefined })
    expect(session.enter({ token, cookie })).toEqual({ allowed: false })
  })

  test('is refused to a second browser while the first is connected, and given to it afterwards', async () => {
    const session = numbered()
    session.enter({ token: 'token', cookie: undefined })
    const [first, second] = [session.connected(), session.connected()]
    expect(session.enter({ token: 'token', cookie: undefined }).allowed).toBe(false)
    first()
    first()
    expect(session.enter({ token: 'token', cookie: undefined }).allowed).toBe(false)
    const free = session.untilFree(60_000)
    second()
    await free
    expect(session.enter({ token: 'token', cookie: undefined })).toEqual({ allowed: true, cookie: 'cookie-2' })
    expect(session.enter({ token: undefined, cookie: 'cookie-1' })).toEqual({ allowed: false })
  })
})
