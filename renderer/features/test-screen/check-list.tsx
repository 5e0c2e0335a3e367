import { ChevronRight } from 'lucide-react'
import type { Check } from '../../../electron/contract/checks.ts'
import { useWords } from '../../i18n/use-words.ts'
import { EffectBadge } from '../../ui/effect-badge.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { checkState, checkTitle } from './check-texts.ts'
import styles from './check-list.module.css'

interface Properties {
  readonly checks: readonly Check[]
  readonly openId: string | undefined
  readonly onOpen: (checkId: string) => void
}

export function CheckList({ checks, openId, onOpen }: Properties) {
  const words = useWords()
  return (
    <ul className={styles.list}>
      {checks.map((check) => {
        const state = checkState(check, words)
        return (
          <li key={check.id}>
            <button
              type="button"
              className={styles.check}
              aria-expanded={check.id === openId}
              data-unavailable={check.unavailable !== undefined || undefined}
              onClick={() => onOpen(check.id)}
            >
              <StatusMark health={state.health} word={state.text} iconOnly />
              <span className={styles.text}>
                <span className={styles.title}>{checkTitle(check.id, words)}</span>
                <span className={styles.state} aria-hidden>
                  {state.text}
                </span>
              </span>
              <EffectBadge effect={check.effect} />
              <ChevronRight aria-hidden className={styles.arrow} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
