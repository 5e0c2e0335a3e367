import { isFailure } from '../foundation/device-failure.ts'
import { throwIfCancelled } from '../foundation/clock.ts'
import type { DeviceFamily, ProbeAnswer, SettingValues } from '../drivers/device-family.ts'
import type { PortDescription } from '../transports/port-enumerator.ts'
import type { DiscoveryEnvironment, DiscoveryProgress, DiscoveryRequest, FoundDevice } from './discovery.ts'
import { openFamilyLink } from './open-family-link.ts'
import { planAttempts, type Attempt } from './plan.ts'

/** A silent device must not hold up a queue of people; a slow one answers within this time. */
const patience = 700

/** From here on a port is taken and needs no more tries: the device named itself. */
const certain = 0.8

/**
 * Looks for devices at every port that nobody uses. Ports are searched side by side, the tries at one port one after the
 * other. Reports each device as it is found. Throws nothing but `operation.cancelled`.
 */
export async function discover(environment: DiscoveryEnvironment, request: DiscoveryRequest): Promise<void> {
  const families = environment.families.filter(
    ({ manifest }) => request.roles.length === 0 || request.roles.includes(manifest.role),
  )
  const free = request.ports.filter(({ path }) => !request.busyPaths.has(path))
  const plans = free.map((port) => ({ port, attempts: planAttempts(port, families) }))
  const progress = new ProgressCounter(
    plans.reduce((total, { attempts }) => total + attempts.length, 0),
    request.progress,
  )
  await Promise.all(plans.map(({ port, attempts }) => searchPort(environment, request, port, attempts, progress)))
  throwIfCancelled(request.signal)
}

class ProgressCounter {
  #done = 0
  readonly #total: number
  readonly #report: (progress: DiscoveryProgress) => void

  constructor(total: number, report: (progress: DiscoveryProgress) => void) {
    this.#total = total
    this.#report = report
    report({ done: 0, total, current: undefined })
  }

  begin(attempt: Attempt): void {
    this.#report({
      done: this.#done,
      total: this.#total,
      current: { path: attempt.port.path, familyId: attempt.family.manifest.id },
    })
  }

  end(count: number): void {
    this.#done += count
    this.#report({ done: this.#done, total: this.#total, current: undefined })
  }
}

async function searchPort(
  environment: DiscoveryEnvironment,
  request: DiscoveryRequest,
  port: PortDescription,
  attempts: readonly Attempt[],
  progress: ProgressCounter,
): Promise<void> {
  let best: FoundDevice | undefined
  let tried = 0
  for (const attempt of attempts) {
    if (request.signal.aborted) return
    progress.begin(attempt)
    const result = await tryAttempt(environment, attempt, request.signal)
    tried++
    progress.end(1)
    if (result === 'port-unusable') break
    if (result && (!best || result.certainty > best.certainty)) best = result
    if (best && best.certainty >= certain) break
  }
  progress.end(attempts.length - tried)
  const found = best ?? guessByUsb(port, attempts)
  if (found && !request.signal.aborted) request.found(found)
}

/** The port cannot be opened at all: other families would fail just so. */
type Unusable = 'port-unusable'

async function tryAttempt(
  environment: DiscoveryEnvironment,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<FoundDevice | Unusable | undefined> {
  const { address, family } = attempt
  const common = { clock: environment.clock, settings: defaultSettings(family), patience, signal }
  try {
    if (address.kind === 'program') {
      const access = { kind: 'program', runner: environment.runner, address } as const
      return describe(attempt, await family.probe({ ...common, access }))
    }
    const link = await openFamilyLink(environment.opener, family, address, signal)
    try {
      return describe(attempt, await family.probe({ ...common, access: { kind: 'bytes', link } }))
    } finally {
      await link.close()
    }
  } catch (error) {
    if (isFailure(error, 'link.not-found', 'link.access-denied', 'link.busy', 'link.unreachable', 'link.lost'))
      return 'port-unusable'
    // Silence, garbage or a refusal: not this family. A defect of a probe must not end the search of the other ports.
    return undefined
  }
}

function describe(attempt: Attempt, answer: ProbeAnswer | undefined): FoundDevice | undefined {
  if (!answer) return undefined
  return {
    role: attempt.family.manifest.role,
    familyId: attempt.family.manifest.id,
    address: attempt.address,
    portIdentity: attempt.port.identity,
    identity: answer.identity,
    certainty: answer.certainty,
    evidence: answer.evidence,
    settings: { ...defaultSettings(attempt.family), ...answer.settings },
  }
}

/** A device that stays silent but whose USB id a family knows: named, and called a guess. */
function guessByUsb(port: PortDescription, attempts: readonly Attempt[]): FoundDevice | undefined {
  const { usb } = port
  if (!usb) return undefined
  for (const { family, address } of attempts) {
    const row = family.manifest.usb.find(
      ({ vendorId, productId }) => vendorId === usb.vendorId && productId === usb.productId,
    )
    if (!row || row.confidence === 'low') continue
    const id = `${usb.vendorId}:${usb.productId}`
    return {
      role: family.manifest.role,
      familyId: family.manifest.id,
      address,
      portIdentity: port.identity,
      identity: {
        model: row.model ?? usb.product,
        vendor: usb.manufacturer,
        serialNumber: usb.serialNumber,
        facts: [],
      },
      certainty: row.confidence === 'high' ? 0.6 : 0.4,
      evidence: [
        {
          ru: `USB-идентификатор ${id} принадлежит такому устройству; само устройство не ответило`,
          en: `USB id ${id} belongs to such a device; the device itself did not answer`,
        },
      ],
      settings: defaultSettings(family),
    }
  }
  return undefined
}

/** The settings of a family as its manifest proposes them. */
export function defaultSettings(family: DeviceFamily): SettingValues {
  return Object.fromEntries(family.manifest.settings.map((field) => [field.name, field.default]))
}
