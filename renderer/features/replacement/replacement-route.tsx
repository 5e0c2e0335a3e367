import { Check, CircleDot } from 'lucide-react'
import type { Replacement } from '../../../electron/contract/replacement.ts'
import { useWords } from '../../i18n/use-words.ts'
import styles from './replacement-route.module.css'

/** Where the replacement stands. The steps follow from what register and log show, so none can be chosen. */
export function ReplacementRoute({ replacement }: { readonly replacement: Replacement }) {
  const { t } = useWords()
  return (
    <ol className={styles.route} aria-label={t('ui.replacement.steps')}>
      {replacement.steps.map(({ step, state }, index) => (
        <li key={step} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
          {state === 'done' ? (
            <Check aria-hidden className={styles.done} />
          ) : state === 'current' ? (
            <CircleDot aria-hidden className={styles.current} />
          ) : (
            <span className={styles.number} aria-hidden>
              {index + 1}
            </span>
          )}
          <span className={styles.names}>
            {t(`replacement.steps.${step}.title`)}
            <small className={state === 'current' ? undefined : styles.unseen}>
              {t(`ui.replacement.stepStates.${state}`)}
            </small>
          </span>
        </li>
      ))}
    </ol>
  )
}
