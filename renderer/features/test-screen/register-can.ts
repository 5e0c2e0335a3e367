import type { DevicesSnapshot } from '../../../electron/contract/devices.ts'

/** Whether the register that is connected has a capability. */
export function registerCan(devices: DevicesSnapshot | undefined, capability: string): boolean {
  const register = devices?.bindings.find(({ role }) => role === 'fiscal-register')
  return register?.health !== 'fails' && (register?.capabilities.includes(capability) ?? false)
}
