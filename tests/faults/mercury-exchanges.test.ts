import { spoilExchangesOf } from './register-exchanges.ts'

/**
 * The family is spoken over TCP, which checks its bytes, and its messages have no checksum: a digit that became another digit nobody
 * could tell. All that can be told from the length, UTF-8 and JSON is tried all the same.
 */
spoilExchangesOf('mercury', {
  possible: ({ kind, mask }) => kind !== 'corrupt' || mask === 0xff,
  lacks: ['continuePrint'],
})
