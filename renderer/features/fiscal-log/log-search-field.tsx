import { Search, X } from 'lucide-react'
import { useEffect, useState, type Ref } from 'react'
import { Button, Input, SearchField } from 'react-aria-components'
import { useWords } from '../../i18n/use-words.ts'
import styles from './log-search-field.module.css'

const pauseOfTyping = 250

interface Properties {
  readonly ref: Ref<HTMLInputElement>
  readonly value: string
  readonly onChange: (value: string) => void
  /** ↓ leads into the list. */
  readonly onLeave: () => void
}

/** Number, sum, fiscal sign or part of a name; asks once the typing pauses. */
export function LogSearchField({ ref, value, onChange, onLeave }: Properties) {
  const { t } = useWords()
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return undefined
    const timer = setTimeout(() => onChange(typed), pauseOfTyping)
    return () => clearTimeout(timer)
    // Only typing starts the clock.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [typed])
  return (
    <SearchField
      className={styles.search ?? ''}
      aria-label={t('ui.log.search')}
      value={typed}
      onChange={setTyped}
      onSubmit={onChange}
    >
      <Search aria-hidden />
      <Input
        ref={ref}
        className={styles.input ?? ''}
        placeholder={t('ui.log.searchHint')}
        maxLength={200}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          onLeave()
        }}
      />
      <kbd className={styles.key} aria-hidden>
        /
      </kbd>
      <Button className={styles.clear ?? ''} aria-label={t('ui.log.clearSearch')}>
        <X aria-hidden />
      </Button>
    </SearchField>
  )
}
