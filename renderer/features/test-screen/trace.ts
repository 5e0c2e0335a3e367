export interface TracePoint {
  /** Milliseconds ago. */
  readonly age: number
  readonly milligrams: number | null
  readonly stable: boolean
}

export interface Trace {
  /** SVG path on a field of 600 × 100, the present at the right. */
  readonly path: string
  /** The parts on which the weight had not come to rest, drawn over it. */
  readonly unstablePath: string
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  /** How many times the weight came to rest. */
  readonly rests: number
}

const span = 60_000
const width = 600
const top = 8
const bottom = 92

/** Draws the last 60 s; a gap in the readings is a gap in the line. */
export function traceOf(points: readonly TracePoint[]): Trace {
  const known = points.flatMap(({ milligrams }) => (milligrams === null ? [] : [milligrams]))
  if (known.length === 0) return { path: '', unstablePath: '', minimum: undefined, maximum: undefined, rests: 0 }
  const minimum = Math.min(...known)
  const maximum = Math.max(...known)
  const low = Math.min(0, minimum)
  const range = Math.max(maximum - low, 1)
  const x = (age: number) => (width - (Math.min(age, span) / span) * width).toFixed(1)
  const y = (milligrams: number) => (bottom - ((milligrams - low) / range) * (bottom - top)).toFixed(1)
  let path = ''
  let unstablePath = ''
  let rests = 0
  let before: TracePoint | undefined
  for (const point of points) {
    if (point.milligrams === null) {
      before = undefined
      continue
    }
    const here = `${x(point.age)} ${y(point.milligrams)}`
    path += before ? `L${here}` : `M${here}`
    if (before && before.milligrams !== null && !point.stable) {
      unstablePath += `M${x(before.age)} ${y(before.milligrams)}L${here}`
    }
    if (point.stable && before && !before.stable) rests += 1
    before = point
  }
  return { path, unstablePath, minimum, maximum, rests }
}
