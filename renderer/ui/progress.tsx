import { useId, type ReactNode } from 'react'
import { useWords } from '../i18n/use-words.ts'
import { formatDuration } from '../i18n/format.ts'
import styles from './progress.module.css'

interface Properties {
  readonly label: string
  readonly done: number
  readonly total: number
  /** What is counted: «документов». */
  readonly unit?: string
  readonly perSecond?: number | undefined
  readonly secondsLeft?: number | undefined
  /** Pause and cancel. */
  readonly actions?: ReactNode
  readonly note?: ReactNode
}

/** Work that takes longer than a moment: how much is done, how fast, how long still, and the way out. */
export function Progress({ label, done, total, unit, perSecond, secondsLeft, actions, note }: Properties) {
  const { t, number } = useWords()
  const labelled = useId()
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <div className={styles.progress}>
      <div className={styles.head}>
        <span id={labelled} className={styles.label}>
          {label}
        </span>
        <span className={styles.figures}>
          {t('ui.progress.of', { done: number(done), total: number(total) })}
          {unit && ` ${unit}`}
          {perSecond !== undefined && perSecond > 0 && (
            <span>{t('ui.progress.rate', { rate: number(perSecond, perSecond < 10 ? 1 : 0) })}</span>
          )}
          {secondsLeft !== undefined && <span>{t('ui.progress.left', { time: formatDuration(secondsLeft) })}</span>}
        </span>
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-labelledby={labelled}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <div className={styles.fill} style={{ inlineSize: `${share * 100}%` }} />
      </div>
      {note !== undefined && <div className={styles.note}>{note}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
