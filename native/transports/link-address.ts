export interface SerialSettings {
  readonly baudRate: number
  readonly dataBits: 7 | 8
  readonly parity: 'none' | 'even' | 'odd'
  readonly stopBits: 1 | 2
}

/** Where a device is reached. An address is not an identity: ports are renumbered when a cable is replugged. */
export type LinkAddress =
  | { readonly kind: 'serial'; readonly path: string; readonly settings: SerialSettings }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'program'; readonly directory: string; readonly program: string }

export type LinkKind = LinkAddress['kind']

/** The form that people read: `COM4, 115200 8N1`, `192.168.137.111:7778`, `C:\sc552 loadparm.exe`. */
export function describeAddress(address: LinkAddress): string {
  switch (address.kind) {
    case 'serial': {
      const { baudRate, dataBits, parity, stopBits } = address.settings
      return `${address.path}, ${baudRate} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`
    }
    case 'tcp':
      return `${address.host}:${address.port}`
    case 'program':
      return `${address.directory} ${address.program}`
  }
}
