/** What kind of machine is played. Data only: the behaviours read it. */
export interface MachineCapabilities {
  readonly model: number
  readonly serialNumber: string
  readonly firmwareId: number
  readonly firmware: string
  /** Milliseconds. */
  readonly lineTime: number
  readonly charactersPerLine: number
  /** Пирит 2Ф gives extended errors without their text. */
  readonly errorTexts: boolean
  /** Documents of the storage as the manual describes them, or as the vendor's library reads them. */
  readonly documentForm: 'manual' | 'library'
  /** Before the start of work nothing but state, clock and storage is told. */
  readonly sleepsSoundly: boolean
}

export const standardCapabilities: MachineCapabilities = {
  model: 5,
  serialNumber: '0502560012345',
  firmwareId: 665,
  firmware: '665.4.14',
  lineTime: 20,
  charactersPerLine: 48,
  errorTexts: true,
  documentForm: 'manual',
  sleepsSoundly: false,
}
