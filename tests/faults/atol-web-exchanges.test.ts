import { spoilExchangesOf } from './register-exchanges.ts'

/**
 * HTTP is spoken over TCP, which checks its bytes, and has no checksum of its own: a digit that became another digit nobody could tell.
 * All that can be told from lengths, lines, UTF-8 and JSON is tried all the same; one kind of fault at a byte, because an exchange is
 * a thousand bytes of much the same words (all kinds with FAULT_KINDS=all).
 */
spoilExchangesOf('atol-web', {
  only: 'v2',
  possible: ({ kind, mask }) => kind !== 'corrupt' || mask === 0xff,
  inTurn: process.env['FAULT_KINDS'] !== 'all',
})
