import type { CodecErrorCode } from '../../native/codecs/codec-error.ts'
import type { DocumentKind as NativeDocumentKind } from '../../native/codecs/ffd/document.ts'
import type { Interaction as NativeInteraction } from '../../native/drivers/check.ts'
import type { Role as NativeRole } from '../../native/drivers/role.ts'
import type { FailureCode } from '../../native/foundation/failure-codes.ts'
import type { Effect as NativeEffect, NextStep as NativeNextStep } from '../../native/foundation/operation.ts'
import type { LinkAddress as NativeLinkAddress } from '../../native/transports/link-address.ts'
import type { ErrorCode } from '../contract/error-catalogue.ts'
import type { DocumentKind } from '../contract/fiscal-log.ts'
import type { Effect, Interaction, LinkAddress, NextStep, Role } from '../contract/vocabulary.ts'

/**
 * The contract imports nothing of `native/`, so both spell the shared words out. Here the compiler proves that they are
 * the same words: a line turns red as soon as one side gains a word that the other does not have.
 */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
type Covers<All, Part> = [Part] extends [All] ? true : never

export const vocabularyProof: {
  roles: Same<Role, NativeRole>
  effects: Same<Effect, NativeEffect>
  interactions: Same<Interaction, NativeInteraction>
  nextSteps: Same<NextStep, NativeNextStep>
  documentKinds: Same<DocumentKind, NativeDocumentKind>
  linkAddresses: Covers<NativeLinkAddress, LinkAddress>
  failureCodes: Covers<ErrorCode, FailureCode>
  codecErrorCodes: Covers<ErrorCode, CodecErrorCode>
} = {
  roles: true,
  effects: true,
  interactions: true,
  nextSteps: true,
  documentKinds: true,
  linkAddresses: true,
  failureCodes: true,
  codecErrorCodes: true,
}
