import { VisuallyHidden } from 'react-aria-components'
import type { Readings } from '../../../electron/contract/devices.ts'
import { useWords, type Words } from '../../i18n/use-words.ts'
import { StatusMark } from '../../ui/status-mark.tsx'
import { useCalm } from './calm.ts'
import { WeightTrace } from './weight-trace.tsx'
import styles from './scale-instrument.module.css'

type ScaleReading = NonNullable<Readings['scale']>

/** The weight as the scales show it, whether it has come to rest, and the last minute. */
export function ScaleInstrument({ scale }: { readonly scale: ScaleReading | undefined }) {
  const { t } = useWords()
  return scale ? <LiveWeight scale={scale} /> : <p className={styles.small}>{t('ui.scale.empty')}</p>
}

function LiveWeight({ scale }: { readonly scale: ScaleReading }) {
  const words = useWords()
  const { reading } = scale
  const normal = reading.condition === 'normal' && reading.milligrams !== undefined
  const figure = normal
    ? words.kilograms(reading.milligrams ?? 0, reading.divisionMilligrams)
    : words.t('ui.scale.noFigure')
  const state = weightState(scale, words)
  const announcement = useCalm(normal && reading.stable ? words.t('ui.scale.announce', { weight: figure }) : state.word)
  return (
    <div className={styles.instrument}>
      <div className={styles.line}>
        <p className={styles.figure} aria-hidden>
          {figure}
          {normal && <span className={styles.unit}>{words.t('ui.units.kg')}</span>}
        </p>
        <div className={styles.marks}>
          <StatusMark health={state.health} word={state.word} />
          <span className={styles.small}>
            {reading.net
              ? words.t('ui.scale.net', {
                  tare: words.kilograms(reading.tareMilligrams ?? 0, reading.divisionMilligrams),
                })
              : reading.zero
                ? words.t('ui.scale.zero')
                : words.t('ui.scale.rate', { rate: words.number(scale.perSecond, 1) })}
          </span>
        </div>
      </div>
      <VisuallyHidden>
        <span aria-live="polite">{announcement}</span>
      </VisuallyHidden>
      <WeightTrace trace={scale.trace} divisionMilligrams={reading.divisionMilligrams} />
    </div>
  )
}

function weightState(
  { reading }: ScaleReading,
  words: Words,
): { health: 'works' | 'in-progress' | 'attention' | 'fails'; word: string } {
  if (reading.condition === 'overload' || reading.condition === 'underload') {
    return { health: 'attention', word: words.t(`ui.scale.${reading.condition}`) }
  }
  if (reading.condition === 'fault') return { health: 'fails', word: words.t('ui.scale.fault') }
  return reading.stable
    ? { health: 'works', word: words.t('ui.scale.stable') }
    : { health: 'in-progress', word: words.t('ui.scale.unstable') }
}
