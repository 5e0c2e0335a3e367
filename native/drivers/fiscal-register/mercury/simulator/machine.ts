import { PlayedMachine, type SimulatorEnvironment } from '../../shared/simulator/played-machine.ts'

/** The played register behind the service. */
export class Machine extends PlayedMachine<'set-clock' | 'bring-money' | 'withdraw-money'> {
  readonly model = 'Меркурий-185Ф'
  readonly serialNumber = '185000001234'
  /** Kopecks in the drawer. */
  cash = 0
  /** Says only what it must, so that every byte of an exchange can be spoiled. */
  brief = false
  /** Lines that wait for one with `forcePrint`. */
  waitingLines: string[] = []
  /** A marking code that was checked and neither taken nor turned down. */
  markingCode: string | undefined

  constructor(environment: SimulatorEnvironment & { readonly lineTime?: number }) {
    super({ lineTime: 20, ...environment })
  }

  override powerCycle(): void {
    super.powerCycle()
    this.waitingLines = []
    this.markingCode = undefined
  }
}
