import { z } from 'zod'
import { describeAddress } from '../../../native/transports/link-address.ts'
import { deviceIdentitySchema, type Binding } from '../../contract/devices.ts'
import {
  linkAddressSchema,
  roleSchema,
  settingValuesSchema,
  type Role,
  type SettingValues,
} from '../../contract/vocabulary.ts'
import type { DeviceFamily } from '../../../native/drivers/device-family.ts'
import { HostFailure } from '../host-failure.ts'

/** Which device fills a role, as it is kept. `portIdentity` finds it again after its cable was put into another socket. */
const storedBindingSchema = z.object({
  role: roleSchema,
  familyId: z.string(),
  address: linkAddressSchema,
  portIdentity: z.string().optional(),
  settings: settingValuesSchema,
  identity: deviceIdentitySchema.optional(),
  lastSeenAt: z.string().optional(),
})
export type StoredBinding = z.infer<typeof storedBindingSchema>

export function parseBinding(body: string): StoredBinding | undefined {
  try {
    return storedBindingSchema.parse(JSON.parse(body))
  } catch {
    return undefined
  }
}

/** Checks values against the family's form. Fields that are not given get their default. Throws `host.bad-request`. */
export function checkSettings(family: DeviceFamily, values: SettingValues): SettingValues {
  const fields = new Map(family.manifest.settings.map((field) => [field.name, field]))
  for (const name of Object.keys(values)) if (!fields.has(name)) throw wrong(name, 'unknown')
  const checked: SettingValues = {}
  for (const [name, field] of fields) {
    const value = values[name] ?? field.default
    if (field.kind === 'yes-no' && typeof value !== 'boolean') throw wrong(name, 'yes-no')
    if (field.kind === 'text' && (typeof value !== 'string' || value.length > field.maximumLength))
      throw wrong(name, 'text')
    if (field.kind === 'choice' && !field.options.some((option) => option.value === value)) throw wrong(name, 'choice')
    if (
      field.kind === 'whole-number' &&
      !(Number.isInteger(value) && Number(value) >= field.minimum && Number(value) <= field.maximum)
    ) {
      throw wrong(name, 'whole-number')
    }
    checked[name] = value
  }
  return checked
}

function wrong(field: string, problem: string): HostFailure {
  return new HostFailure('host.bad-request', { field: `settings.${field}`, problem })
}

/** Settings for a screen: secret ones are there, but empty. */
export function withoutSecrets(family: DeviceFamily | undefined, values: SettingValues): SettingValues {
  const secret = new Set(
    family?.manifest.settings.filter((field) => field.kind === 'text' && field.secret).map((field) => field.name),
  )
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, secret.has(name) ? '' : value]))
}

/** A secret that comes back empty is the one that is kept already. */
export function withKeptSecrets(
  family: DeviceFamily,
  values: SettingValues,
  kept: SettingValues | undefined,
): SettingValues {
  const merged = { ...values }
  for (const field of family.manifest.settings) {
    if (field.kind !== 'text' || !field.secret) continue
    if (merged[field.name] === '' && kept?.[field.name] !== undefined) merged[field.name] = kept[field.name] as string
  }
  return merged
}

export function unboundBinding(role: Role): Binding {
  return { role, health: 'not-checked', settings: {}, capabilities: [] }
}

export function describeBinding(
  stored: StoredBinding,
  family: DeviceFamily | undefined,
  live: Pick<Binding, 'health' | 'failure' | 'capabilities'>,
): Binding {
  return {
    role: stored.role,
    health: live.health,
    familyId: stored.familyId,
    familyName: family && { ...family.manifest.name },
    address: stored.address,
    addressText: describeAddress(stored.address),
    settings: withoutSecrets(family, stored.settings),
    identity: stored.identity,
    failure: live.failure,
    lastSeenAt: stored.lastSeenAt,
    capabilities: live.capabilities,
  }
}
