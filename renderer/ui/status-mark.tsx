import { AlertTriangle, Check, CircleDashed, LoaderCircle, X, type LucideIcon } from 'lucide-react'
import type { Health } from '../../electron/contract/vocabulary.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from './class-names.ts'
import styles from './status-mark.module.css'

export const healthIcons: Record<Health, LucideIcon> = {
  works: Check,
  attention: AlertTriangle,
  fails: X,
  'in-progress': LoaderCircle,
  'not-checked': CircleDashed,
}

interface Properties {
  readonly health: Health
  /** Word beside the icon; by default the state's own. */
  readonly word?: string
  /** Only the icon, with the word for screen readers: where the word already stands beside it. */
  readonly iconOnly?: boolean
}

/** State of a thing: icon, word and colour together, never colour alone. */
export function StatusMark({ health, word, iconOnly }: Properties) {
  const { t } = useWords()
  const Icon = healthIcons[health]
  const text = word ?? t(`ui.health.${health}`)
  return (
    <span className={classNames(styles.mark, styles[health])}>
      <span className={styles.icon}>
        <Icon aria-hidden />
      </span>
      <span className={iconOnly ? styles.hidden : styles.word}>{text}</span>
    </span>
  )
}
