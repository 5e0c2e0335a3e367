import { modelFlag } from '../modes.ts'

/** What kind of machine is played. Data only: the behaviours read it. */
export interface MachineCapabilities {
  readonly title: string
  readonly model: number
  readonly protocolVersion: number
  readonly protocolSubversion: number
  /** Two characters and the build, as 11h gives them. */
  readonly softwareVersion: string
  readonly softwareBuild: number
  readonly softwareDate: string
  readonly modelFlags: bigint
  readonly printWidthDots: number
  readonly fonts: readonly { readonly width: number; readonly height: number }[]
  readonly factoryNumber: string
  readonly linkLayers: readonly ('v1' | 'v2')[]
  /** Milliseconds. */
  readonly lineTime: number
  readonly reportTime: number
}

export const standardCapabilities: MachineCapabilities = {
  title: 'ШТРИХ-М-01Ф',
  model: 250,
  protocolVersion: 1,
  protocolSubversion: 14,
  softwareVersion: 'C3',
  softwareBuild: 41_770,
  softwareDate: '2021-08-20',
  modelFlags:
    modelFlag.cutter |
    modelFlag.drawerSensor |
    modelFlag.variableLengthTexts |
    modelFlag.linkV2 |
    modelFlag.lastPrintResult |
    modelFlag.errorText,
  printWidthDots: 576,
  fonts: [
    { width: 12, height: 24 },
    { width: 12, height: 19 },
    { width: 9, height: 17 },
  ],
  factoryNumber: '0000000000000001',
  linkLayers: ['v1', 'v2'],
  lineTime: 20,
  reportTime: 600,
}
