import { oc } from '@orpc/contract'
import { failureSchema } from './error-catalogue.ts'

/** Every procedure can fail in one way only: with an entry of the catalogue. */
export const procedure = oc.errors({ FAILURE: { status: 400, message: 'failure', data: failureSchema } })
