import { LineFaults, type CommonFault } from '../../shared/simulator/line-faults.ts'

export type OneShotFault = CommonFault | 'wrong-code' | 'busy-50h' | 'break-58h'

/** Noise of this machine is stray FFh around control bytes, as the network models send them. */
export class Faults extends LineFaults<OneShotFault> {}
