import type { DevicesSnapshot } from '../../../electron/contract/devices.ts'

/** Whether the register that is connected has a storage that it can ask about marking codes. */
export function canCheckMarking(devices: DevicesSnapshot | undefined): boolean {
  const register = devices?.bindings.find(({ role }) => role === 'fiscal-register')
  return register?.health !== 'fails' && (register?.capabilities.includes('check-marking') ?? false)
}
