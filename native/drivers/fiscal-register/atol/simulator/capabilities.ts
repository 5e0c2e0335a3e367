/** What kind of machine is played. Data only: the behaviours read it. */
export interface MachineCapabilities {
  readonly name: string
  readonly model: number
  readonly protocol: number
  readonly firmware: {
    readonly major: number
    readonly minor: number
    readonly language: number
    readonly build: number
  }
  readonly serial: string
  readonly transports: readonly ('v2' | 'v3')[]
  /** Milliseconds. */
  readonly lineTime: number
  readonly reportTime: number
  /** Milliseconds from adding a task that prints to its result; the answer to Add is then «pending». */
  readonly printTask: number
  /** Refuses a date that moves forward until the same comes a second time. */
  readonly confirmsDate: boolean
  /** Order of the bytes of document numbers in A445h. */
  readonly documentNumbers: 'big-endian' | 'little-endian'
}

export const standardCapabilities: MachineCapabilities = {
  name: 'АТОЛ 91Ф',
  model: 82,
  protocol: 2,
  firmware: { major: 5, minor: 8, language: 0, build: 100 },
  serial: '00106101',
  transports: ['v3', 'v2'],
  lineTime: 20,
  reportTime: 600,
  printTask: 15,
  confirmsDate: true,
  documentNumbers: 'big-endian',
}
