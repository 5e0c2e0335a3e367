import { PlayedMachine, type MachineEnvironment } from '../../shared/simulator/played-machine.ts'

/** The played register behind the driver. */
export class Machine extends PlayedMachine<'set-clock' | 'cash-in' | 'cash-out'> {
  readonly model = 'АТОЛ 30Ф'
  readonly serialNumber = '00106327428745'
  /** Kopecks in the drawer. */
  cash = 0
  /** Says only what it must, so that every byte of an exchange can be spoiled. */
  brief = false
  /** A marking code whose check was begun and neither accepted nor declined. */
  markingCode: string | undefined

  constructor(environment: Omit<MachineEnvironment, 'lineTime'> & { readonly lineTime?: number }) {
    super({ lineTime: 20, ...environment })
  }

  /** As the driver writes times. */
  zoned(time: string): string {
    return `${time.length === 16 ? `${time}:00` : time}+03:00`
  }

  override powerCycle(): void {
    super.powerCycle()
    this.markingCode = undefined
  }
}
