import { spoilExchangesOf } from './register-exchanges.ts'

/** An answer bears the id of its question, so several faults at once spoil no question either. */
spoilExchangesOf('pirit', { severalFaults: () => true })
