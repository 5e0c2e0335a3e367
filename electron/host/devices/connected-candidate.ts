import { describeAddress } from '../../../native/transports/link-address.ts'
import type { Candidate } from '../../contract/devices.ts'
import { withoutSecrets, type StoredBinding } from './device-binding.ts'
import type { DeviceSession } from './device-session.ts'

/** A device in use is not searched for, because its port is taken; it stands among the found ones all the same. */
export function connectedCandidate(session: DeviceSession, stored: StoredBinding | undefined): Candidate | undefined {
  if (session.state !== 'connected' || !stored?.identity) return undefined
  return {
    id: `connected-${stored.role}`,
    role: stored.role,
    familyId: stored.familyId,
    address: stored.address,
    addressText: describeAddress(stored.address),
    portIdentity: stored.portIdentity ?? '',
    identity: stored.identity,
    certainty: 1,
    evidence: [{ ru: 'Подключено и отвечает', en: 'Connected and answers' }],
    settings: withoutSecrets(session.family, stored.settings),
  }
}
