import type { Health } from '../../electron/contract/vocabulary.ts'
import { classNames } from './class-names.ts'
import styles from './level-bar.module.css'

interface Properties {
  readonly label: string
  /** What the bar shows, in words. */
  readonly text: string
  /** 0…1 */
  readonly share: number
  readonly health?: Health
}

/** How much is left or used of something that runs out; the words carry it, the bar helps. */
export function LevelBar({ label, text, share, health = 'works' }: Properties) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div className={styles.level}>
      <div className={styles.head}>
        <span className={styles.label}>{label}</span>
        <span className={styles.text}>{text}</span>
      </div>
      <div
        className={styles.track}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
      >
        <div className={classNames(styles.fill, styles[health])} style={{ inlineSize: `${percent}%` }} />
      </div>
    </div>
  )
}
