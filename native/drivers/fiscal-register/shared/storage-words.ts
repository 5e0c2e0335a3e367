import type { OperatorExchange, StorageStatus } from '../fiscal-register.ts'

/** What the storage's own numbers mean, in whatever answer a register passes them on («Описание протокола ККТ–ФН» 1.2.06, §4). */

const phases: Readonly<Record<number, StorageStatus['phase']>> = {
  1: 'ready',
  3: 'fiscal',
  7: 'closed-unsent',
  15: 'archive',
}

const warningBits = [
  [0, 'replace-urgently'],
  [1, 'replace-soon'],
  [2, 'memory-almost-full'],
  [3, 'operator-wait-exceeded'],
  [7, 'critical'],
] as const

/** `phase`: the byte «состояние фазы жизни». */
export const storagePhase = (phase: number): StorageStatus['phase'] => phases[phase] ?? 'unknown'

/** `warnings`: the byte «флаги предупреждения». */
export const storageWarnings = (warnings: number): StorageStatus['warnings'] =>
  warningBits.filter(([bit]) => warnings & (1 << bit)).map(([, warning]) => warning)

/** `firstNumber` and `firstTime` mean something only while documents wait; zero is no number. */
export function operatorExchange(
  connected: boolean,
  queue: number,
  firstNumber: number,
  firstTime: OperatorExchange['firstUnsentTime'],
): OperatorExchange {
  const waiting = queue > 0
  return {
    connected,
    unsentCount: queue,
    firstUnsentNumber: waiting && firstNumber > 0 ? firstNumber : undefined,
    firstUnsentTime: waiting ? firstTime : undefined,
  }
}
