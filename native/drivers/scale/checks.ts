import { DeviceFailure, isFailure } from '../../foundation/device-failure.ts'
import { sleep } from '../../foundation/clock.ts'
import type { CheckEnvironment, CheckVerdict, DeviceCheck, Evidence, Interaction } from '../check.ts'
import type { WeightReading } from './scale.ts'

type Environment = CheckEnvironment<'scale'>

/** A person needs time to find a weight; after this nobody is there. */
const patience = 120_000
/** Pause between readings while a person is at work; the live dial stays live. */
const pause = 80
/** A reading counts once it has come out the same this often. */
const repetitions = 3

export const scaleChecks: readonly DeviceCheck<'scale'>[] = [
  check('scale.identify', 'read', 'none', true, undefined, identify),
  check('scale.weigh', 'read', 'put-weight', true, 'weight', weigh),
  check('scale.zero', 'physical', 'clear-pan', false, 'zero', zero),
  check('scale.tare', 'physical', 'put-weight', false, 'tare', tare),
  check('scale.rate', 'read', 'none', false, 'weight', rate),
]

function check(
  id: string,
  effect: 'read' | 'physical',
  interaction: Interaction,
  required: boolean,
  needs: string | undefined,
  run: (environment: Environment) => Promise<CheckVerdict>,
): DeviceCheck<'scale'> {
  return { id, role: 'scale', effect, interaction, required, needs, operation: undefined, run: guarded(run) }
}

/** A failure of the device is a verdict; being cancelled is the caller's business. */
function guarded(run: (environment: Environment) => Promise<CheckVerdict>) {
  return async (environment: Environment): Promise<CheckVerdict> => {
    try {
      return await run(environment)
    } catch (error) {
      if (!isFailure(error) || error.code === 'operation.cancelled') throw error
      return { verdict: 'failed', failure: error, evidence: [] }
    }
  }
}

async function identify({ driver, signal }: Environment): Promise<CheckVerdict> {
  const { vendor, model, serialNumber, firmware, facts } = await driver.identify({ signal })
  const named = { vendor, model, serialNumber, firmware }
  const evidence: Evidence[] = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  )
  evidence.push(...facts.map(({ name, value }) => ({ name: 'fact', value: `${name}: ${value}` })))
  return { verdict: 'passed', evidence }
}

async function weigh(environment: Environment): Promise<CheckVerdict> {
  const reading = await stableReading(environment, 'put-weight', ({ milligrams = 0 }) => milligrams > 0)
  return { verdict: 'passed', evidence: evidenceOf(reading) }
}

async function zero(environment: Environment): Promise<CheckVerdict> {
  const { driver, signal } = environment
  await stableReading(environment, 'clear-pan', (reading) => near(reading, 0))
  await driver.zero({ signal })
  const after = await stableReading(environment, 'none', (reading) => reading.zero || reading.milligrams === 0)
  return { verdict: 'passed', evidence: evidenceOf(after) }
}

/** Takes the load as tare, sees the net mass go to nought, and gives the load back. */
async function tare(environment: Environment): Promise<CheckVerdict> {
  const { driver, signal } = environment
  const loaded = await stableReading(environment, 'put-weight', ({ milligrams = 0 }) => milligrams > 0)
  await driver.tare('present-load', { signal })
  const net = await stableReading(environment, 'none', (reading) => near(reading, 0))
  await driver.tare(0, { signal })
  const again = await stableReading(environment, 'none', (reading) => near(reading, loaded.milligrams ?? 0))
  return {
    verdict: 'passed',
    evidence: [
      { name: 'tare', value: kilograms({ ...net, milligrams: loaded.milligrams }) },
      { name: 'netWeight', value: kilograms(net) },
      { name: 'weight', value: kilograms(again) },
    ],
  }
}

async function rate({ driver, clock, signal }: Environment): Promise<CheckVerdict> {
  const start = clock.now()
  let readings = 0
  while (clock.now() - start < 3000) {
    await driver.readWeight({ signal })
    readings++
  }
  const perSecond = Math.round((readings * 10_000) / (clock.now() - start)) / 10
  const evidence = [{ name: 'readingsPerSecond', value: perSecond }]
  return perSecond >= 10 ? { verdict: 'passed', evidence } : { verdict: 'attention', reason: 'scale-slow', evidence }
}

/** Waits for a load that stands still and is what is looked for. Throws `scale.unstable`, `scale.overload`, `scale.fault`. */
async function stableReading(
  { driver, clock, signal, report }: Environment,
  interaction: Interaction,
  isWanted: (reading: WeightReading) => boolean,
): Promise<WeightReading> {
  const deadline = clock.now() + patience
  let same = 0
  let before: number | undefined
  for (;;) {
    const reading = await driver.readWeight({ signal })
    report({ interaction: reading.condition === 'overload' ? 'clear-pan' : interaction, evidence: evidenceOf(reading) })
    if (reading.condition === 'fault') throw new DeviceFailure('scale.fault')
    const counts = reading.condition === 'normal' && reading.stable && isWanted(reading)
    same = counts ? (reading.milligrams === before ? same + 1 : 1) : 0
    before = counts ? reading.milligrams : undefined
    if (same >= repetitions) return reading
    if (clock.now() >= deadline) {
      if (reading.condition === 'overload') throw new DeviceFailure('scale.overload')
      if (reading.condition === 'underload') throw new DeviceFailure('scale.underload')
      throw new DeviceFailure('scale.unstable', { seconds: patience / 1000, weight: kilograms(reading) })
    }
    await sleep(clock, pause, signal)
  }
}

function near({ milligrams, divisionMilligrams = 1000 }: WeightReading, expected: number): boolean {
  return milligrams !== undefined && Math.abs(milligrams - expected) <= 20 * divisionMilligrams
}

function evidenceOf(reading: WeightReading): Evidence[] {
  const evidence: Evidence[] = [
    { name: 'weight', value: kilograms(reading) },
    { name: 'stable', value: reading.stable },
  ]
  if (reading.condition !== 'normal') evidence.push({ name: 'condition', value: reading.condition })
  return evidence
}

/** Kilograms with as many digits as the device's own division has: `1.235`. */
export function kilograms({
  milligrams,
  divisionMilligrams = 1000,
}: Pick<WeightReading, 'milligrams' | 'divisionMilligrams'>): string {
  if (milligrams === undefined) return '—'
  const digits = Math.max(0, 6 - Math.floor(Math.log10(Math.max(1, divisionMilligrams))))
  return (milligrams / 1_000_000).toFixed(digits)
}
