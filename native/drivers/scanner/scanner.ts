import type { OperationContext } from '../../foundation/operation.ts'
import type { DeviceIdentity } from '../role.ts'

/** A code as it came, and what its bytes say. */
export interface Scan {
  /** The code's own bytes: prefix, AIM identifier, suffix and terminator are gone; every GS (1Dh) is kept. */
  readonly bytes: Uint8Array
  /** Everything that came over the line for this code. */
  readonly raw: Uint8Array
  /** Clock's milliseconds when its last byte came. */
  readonly at: number
  readonly aimIdentifier: string | undefined
  /** `ean-13`, `data-matrix`, `gs1-data-matrix`, `qr`, `pdf417`, …; `undefined` where nothing tells. */
  readonly symbology: string | undefined
  readonly terminator: 'cr' | 'lf' | 'cr-lf' | 'tab' | 'etx' | 'silence'
  /** The device sent more than the line's limit or bytes that no code holds. */
  readonly damaged: boolean
}

export const scannerCapabilities = ['aim-identifier', 'trigger', 'beep', 'configure-aim'] as const
export type ScannerCapability = (typeof scannerCapabilities)[number]

/** A scanner speaks when a person pulls its trigger, so it is listened to rather than asked. */
export interface Scanner {
  readonly capabilities: ReadonlySet<ScannerCapability>
  identify(context: OperationContext): Promise<DeviceIdentity>
  /** Calls `listener` with every code until the returned function is called. */
  listen(listener: (scan: Scan) => void): () => void
}
