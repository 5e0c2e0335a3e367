import { LineFaults, type CommonFault } from '../../shared/simulator/line-faults.ts'

export type OneShotFault = CommonFault | 'damaged-answer'

/** Noise of this machine stands in front of whatever it says. */
export class Faults extends LineFaults<OneShotFault> {}
