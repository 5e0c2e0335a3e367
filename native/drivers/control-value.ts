import type { SimulatorControl } from './device-simulator.ts'

/** The number given to a control, or its default. Throws RangeError. */
export function numberFor(controls: readonly SimulatorControl[], name: string, value: unknown): number {
  const parameter = controls.find((control) => control.name === name)?.parameter
  if (parameter?.kind !== 'number') throw new RangeError(`${name} takes no number`)
  const number = value === undefined ? parameter.default : value
  if (typeof number !== 'number' || !(number >= parameter.minimum && number <= parameter.maximum)) {
    throw new RangeError(`${name} takes ${parameter.minimum} to ${parameter.maximum}`)
  }
  return number
}

/** The switch given to a control, or its default. Throws RangeError. */
export function switchFor(controls: readonly SimulatorControl[], name: string, value: unknown): boolean {
  const parameter = controls.find((control) => control.name === name)?.parameter
  if (parameter?.kind !== 'yes-no') throw new RangeError(`${name} is no switch`)
  if (value === undefined) return parameter.default
  if (typeof value !== 'boolean') throw new RangeError(`${name} takes yes or no`)
  return value
}

/** The text given to a control, or its default. Throws RangeError. */
export function textFor(controls: readonly SimulatorControl[], name: string, value: unknown): string {
  const parameter = controls.find((control) => control.name === name)?.parameter
  if (parameter?.kind !== 'text') throw new RangeError(`${name} takes no text`)
  if (value === undefined) return parameter.default
  if (typeof value !== 'string') throw new RangeError(`${name} takes a text`)
  return value
}
