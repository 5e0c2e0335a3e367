import { readCode } from '../../../codecs/scanned-code/read-code.ts'
import { isFailure } from '../../../foundation/device-failure.ts'
import { LineConversation } from '../../line-conversation.ts'
import type { DeviceFamily, ProbeAnswer } from '../../device-family.ts'
import type { DeviceIdentity } from '../../role.ts'
import { ScanFramer } from './framer.ts'
import { identityQueries } from './queries.ts'

/**
 * Asks in the two ways that are known to change nothing. A scanner that only speaks when its trigger is pulled stays
 * silent; then a code that somebody scans in that moment is all the evidence there can be.
 */
export const probe: DeviceFamily<'scanner'>['probe'] = async ({ access, clock, patience, signal }) => {
  if (access.kind !== 'bytes') return undefined
  let scanned: ProbeAnswer | undefined
  const framer = new ScanFramer(
    clock,
    { prefix: new Uint8Array(), suffix: new Uint8Array(), terminator: 'auto' },
    ({ bytes, aimIdentifier }) => {
      if (aimIdentifier !== undefined || readCode(bytes).content !== 'text') scanned = scanEvidence()
    },
  )
  const stop = access.link.subscribe((bytes) => framer.push(bytes))
  const conversation = new LineConversation(access.link, clock)
  const timeout = Math.floor(patience / identityQueries.length)
  try {
    for (const query of identityQueries) {
      const heard: number[] = []
      try {
        const identity = await conversation.ask({
          bytes: query.bytes,
          timeout,
          signal,
          listen(piece) {
            if (heard.length < 4096) heard.push(...piece)
            return query.read(Uint8Array.from(heard))
          },
        })
        return answerOf(query.vendor, identity)
      } catch (error) {
        if (!isFailure(error, 'link.timeout', 'link.garbled')) throw error
      }
    }
    return scanned
  } finally {
    stop()
    framer.dispose()
  }
}

/** The answer has a frame of its own but no checksum. */
function answerOf(vendor: string, identity: DeviceIdentity): ProbeAnswer {
  const name = identity.model ?? vendor
  return {
    identity,
    certainty: 0.95,
    evidence: [
      { ru: `ответил на запрос версии ${vendor}: ${name}`, en: `answered the revision query of ${vendor}: ${name}` },
    ],
  }
}

function scanEvidence(): ProbeAnswer {
  return {
    identity: { facts: [] },
    certainty: 0.8,
    evidence: [{ ru: 'во время поиска пришёл отсканированный код', en: 'a scanned code came during the search' }],
  }
}
