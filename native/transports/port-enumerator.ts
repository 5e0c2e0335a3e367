import type { LinkAddress } from './link-address.ts'

export interface UsbIdentity {
  /** Four lower-case hexadecimal digits. */
  readonly vendorId: string
  readonly productId: string
  readonly serialNumber?: string | undefined
  readonly manufacturer?: string | undefined
  readonly product?: string | undefined
  /** Where it is plugged in, as far as the system tells. */
  readonly location?: string | undefined
}

/** A place where a device may answer: a serial port, a network address worth trying, a vendor's program that is installed. */
export interface PortDescription {
  /** Survives replugging where the device has a serial number: vendor, product, serial number or location, else the path. */
  readonly identity: string
  readonly kind: LinkAddress['kind'] | 'hid' | 'usb'
  /** `COM4`, `/dev/ttyACM0`, `192.168.137.111:7778`, `C:\sc552`. */
  readonly path: string
  /** Name of the program in `path`, for `program`. */
  readonly program?: string | undefined
  readonly usb?: UsbIdentity | undefined
}

/** Lists ports and tells when the list changes. A bus that cannot be listed yields a named gap, never an exception. */
export interface PortEnumerator {
  list(): Promise<PortListing>
  /** Calls `listener` with the new listing after something was plugged in or pulled out. */
  watch(listener: (listing: PortListing) => void): () => void
}

export interface PortListing {
  readonly ports: readonly PortDescription[]
  /** Buses that could not be listed, with the reason in the system's own words. */
  readonly gaps: readonly { readonly bus: 'serial' | 'hid' | 'usb'; readonly reason: string }[]
}
