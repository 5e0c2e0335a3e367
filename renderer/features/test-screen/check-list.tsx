import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState, type Ref } from 'react'
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

/** The required checks; the others behind one press, unless one of them is open. */
export function CheckList({ checks, openId, onOpen }: Properties) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const optional = checks.filter(({ required }) => !required)
  const isAll = all || optional.some(({ id }) => id === openId)
  const shown = isAll ? checks : checks.filter(({ required }) => required)
  return (
    <ul className={styles.list}>
      {shown.map((check) => (
        <li key={check.id}>
          <CheckRow check={check} isOpen={check.id === openId} onPress={() => onOpen(check.id)} />
        </li>
      ))}
      {optional.length > 0 && (
        <li>
          <button type="button" className={styles.more} aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {t(isAll ? 'ui.check.fewer' : 'ui.check.more', { count: optional.length })}
            <ChevronDown aria-hidden />
          </button>
        </li>
      )}
    </ul>
  )
}

interface RowProperties {
  readonly check: Check
  readonly isOpen: boolean
  readonly onPress: () => void
  readonly ref?: Ref<HTMLButtonElement>
}

/** A check as a line: how it went, its name, what it does to the world. */
export function CheckRow({ check, isOpen, onPress, ref }: RowProperties) {
  const words = useWords()
  const state = checkState(check, words)
  return (
    <button
      ref={ref}
      type="button"
      className={styles.check}
      aria-expanded={isOpen}
      data-unavailable={check.unavailable !== undefined || undefined}
      onClick={onPress}
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
  )
}
