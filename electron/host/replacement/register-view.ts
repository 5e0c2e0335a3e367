import type {
  FiscalRegister,
  OperatorExchange,
  StorageStatus,
} from '../../../native/drivers/fiscal-register/fiscal-register.ts'
import type { Failure } from '../../contract/error-catalogue.ts'
import { describeFailure } from '../describe-failure.ts'
import type { DeviceService } from '../devices/device-service.ts'

/** What the register says of itself at this moment. */
export interface RegisterView {
  readonly storage: StorageStatus | undefined
  readonly exchange: OperatorExchange | undefined
  readonly serialNumber: string | undefined
  readonly capabilities: ReadonlySet<string>
  /** Why it could not be asked. */
  readonly failure: Failure | undefined
}

const nothing = { storage: undefined, exchange: undefined, serialNumber: undefined, capabilities: new Set<string>() }

/** Never throws: a register that is switched off while its storage is changed is the usual thing here. */
export async function viewRegister(devices: DeviceService): Promise<RegisterView> {
  const capabilities = new Set(devices.session('fiscal-register')?.capabilities ?? [])
  const { serialNumber } = devices.binding('fiscal-register').identity ?? {}
  try {
    const register: FiscalRegister = devices.driver('fiscal-register', 'operation')
    const storage = await register.readStorage({})
    const exchange =
      register.capabilities.has('operator-exchange') && storage.phase !== 'ready'
        ? await register.readOperatorExchange({})
        : undefined
    return { storage, exchange, serialNumber, capabilities: register.capabilities, failure: undefined }
  } catch (error) {
    return { ...nothing, serialNumber, capabilities, failure: describeFailure(error) }
  }
}
