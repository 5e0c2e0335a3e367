import { ORPCError } from '@orpc/client'
import { afterEach, expect, test } from 'vitest'
import { setConnectionState } from './connection-state.ts'
import { failureOf } from './failure-of.ts'

afterEach(() => setConnectionState({ kind: 'connecting' }))

test('what the host says is passed on as it is', () => {
  const data = { code: 'link.busy', data: { path: 'COM4' } }
  expect(failureOf(new ORPCError('FAILURE', { data }))).toEqual(data)
})

test('a failure that is not of the catalogue becomes one that is', () => {
  expect(failureOf(new ORPCError('FAILURE', { data: { code: 'made.up', data: {} } })).code).toBe('host.internal')
  expect(failureOf(new ORPCError('BAD_REQUEST')).code).toBe('host.bad-request')
  setConnectionState({ kind: 'connected' })
  expect(failureOf(new Error('x')).code).toBe('host.internal')
  expect(failureOf('text').code).toBe('host.internal')
  expect(failureOf(new DOMException('gone', 'AbortError')).code).toBe('operation.cancelled')
})

test('a call that broke with the line says that the line broke', () => {
  setConnectionState({ kind: 'lost', since: 0, attempt: 1 })
  expect(failureOf(new Error('closed')).code).toBe('host.disconnected')
})
