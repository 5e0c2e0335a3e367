import { useMemo } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { traceOf, type TracePoint } from './trace.ts'
import styles from './weight-trace.module.css'

interface Properties {
  readonly trace: readonly TracePoint[]
  readonly divisionMilligrams: number | undefined
}

/** The last minute of the weight; what it shows stands in words for those who do not see it. */
export function WeightTrace({ trace, divisionMilligrams }: Properties) {
  const words = useWords()
  const { path, unstablePath, minimum, maximum, rests } = useMemo(() => traceOf(trace), [trace])
  const weight = (milligrams: number) => words.kilograms(milligrams, divisionMilligrams)
  const summary =
    minimum === undefined || maximum === undefined
      ? words.t('ui.scale.traceEmpty')
      : words.t('ui.scale.traceSummary', { minimum: weight(minimum), maximum: weight(maximum), rests: String(rests) })
  return (
    <figure className={styles.trace}>
      <svg viewBox="0 0 600 100" preserveAspectRatio="none" role="img" aria-label={summary}>
        {[150, 300, 450].map((x) => (
          <line key={x} x1={x} x2={x} y1="0" y2="100" className={styles.grid} />
        ))}
        <path d={path} className={styles.line} />
        <path d={unstablePath} className={styles.unstable} />
      </svg>
      <figcaption className={styles.caption} aria-hidden>
        <span>{words.t('ui.scale.minuteAgo')}</span>
        {maximum !== undefined && minimum !== undefined && (
          <span>
            {weight(minimum)}…{weight(maximum)} {words.t('ui.units.kg')}
          </span>
        )}
        <span>{words.t('ui.scale.now')}</span>
      </figcaption>
    </figure>
  )
}
