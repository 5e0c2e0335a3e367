import { spoilExchangesOf } from './register-exchanges.ts'

spoilExchangesOf('pirit')
