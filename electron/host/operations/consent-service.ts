import { randomUUID } from 'node:crypto'
import type { DeviceCheck } from '../../../native/drivers/check.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import { authorise, type Authorisation, type Effect } from '../../../native/foundation/operation.ts'
import type { Consent } from '../../contract/checks.ts'
import { HostFailure } from '../host-failure.ts'

/** A person has this long to read what they agree to. */
const validity = 5 * 60_000
const mostOpen = 50

/** Operations that no check performs and that need consent all the same. */
const ownOperations: Readonly<Record<string, Effect>> = {
  'settings.write': 'setting',
  'settings.undo': 'setting',
  'register.set-clock': 'setting',
  'register.write-table': 'setting',
  'register.open-shift': 'fiscal',
  'register.close-shift': 'fiscal',
  'register.close-storage': 'fiscal',
  'register.register-storage': 'fiscal',
}

type Subject = Consent['subject']

/**
 * Consents of a person to one operation each. A consent is prepared to be shown; giving its id back is the press of the
 * button. It serves once, for the subject it was prepared for, and not for long. This is the only place that authorises.
 */
export class ConsentService {
  readonly #clock: Clock
  readonly #effects: ReadonlyMap<string, Effect>
  readonly #open = new Map<string, { consent: Consent; until: number }>()

  constructor(clock: Clock, checks: readonly DeviceCheck[]) {
    this.#clock = clock
    this.#effects = new Map([
      ...Object.entries(ownOperations),
      ...checks.flatMap((check): [string, Effect][] =>
        check.operation === undefined ? [] : [[check.operation, check.effect]],
      ),
    ])
  }

  request(operation: string, subject: Subject): Consent {
    const effect = this.#effects.get(operation)
    if (!effect) throw new HostFailure('host.bad-request', { field: 'operation', problem: operation })
    if (Object.keys(subject).length > 20)
      throw new HostFailure('host.bad-request', { field: 'subject', problem: 'too many' })
    this.#expire()
    if (this.#open.size >= mostOpen) throw new HostFailure('host.too-many', { what: 'consents' })
    const consent: Consent = {
      consentId: randomUUID(),
      operation,
      effect,
      subject,
      expiresAt: new Date(this.#clock.civil().getTime() + validity).toISOString(),
    }
    this.#open.set(consent.consentId, { consent, until: this.#clock.now() + validity })
    return consent
  }

  /**
   * Uses a consent up. `about` names what the operation is going to be done to: the consent must have said the same.
   * Throws `consent.required` where there is none for this, `consent.expired` where it is too old.
   */
  use(
    consentId: string | undefined,
    operation: string,
    about: Subject = {},
  ): { consent: Consent; authorisation: Authorisation } {
    const held = consentId === undefined ? undefined : this.#open.get(consentId)
    if (!held || held.consent.operation !== operation || !speaksOf(held.consent.subject, about)) {
      throw new HostFailure('consent.required', { operation })
    }
    this.#open.delete(held.consent.consentId)
    if (held.until < this.#clock.now()) throw new HostFailure('consent.expired', { operation })
    return { consent: held.consent, authorisation: authorise(operation, held.consent.effect) }
  }

  /** Expired ones are kept a while, so that a late press is answered with the right reason. */
  #expire(): void {
    const now = this.#clock.now()
    for (const [id, { until }] of this.#open) if (until + validity < now) this.#open.delete(id)
  }
}

function speaksOf(subject: Subject, about: Subject): boolean {
  return Object.entries(about).every(([name, value]) => subject[name] === value)
}
