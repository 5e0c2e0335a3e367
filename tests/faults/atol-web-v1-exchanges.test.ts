import { spoilExchangesOf } from './register-exchanges.ts'

/** The earlier server, as the newer one in atol-web-exchanges.test.ts. */
spoilExchangesOf('atol-web', {
  only: 'v1',
  possible: ({ kind, mask }) => kind !== 'corrupt' || mask === 0xff,
  inTurn: process.env['FAULT_KINDS'] !== 'all',
})
