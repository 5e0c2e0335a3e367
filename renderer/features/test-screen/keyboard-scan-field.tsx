import { useEffect, useState } from 'react'
import { useWords } from '../../i18n/use-words.ts'
import { Note } from '../../ui/states.tsx'
import { createKeyboardScanGuard } from './keyboard-scan.ts'
import styles from './interaction-prompt.module.css'

/** Stands while a code is awaited: a scanner that types like a keyboard is noticed and named, and presses no button. */
export function KeyboardScanField() {
  const { t } = useWords()
  const [typed, setTyped] = useState<string>()
  useEffect(() => {
    const guard = createKeyboardScanGuard(({ text }) => setTyped(text))
    const listen = (event: KeyboardEvent) => guard.handle(event, event.timeStamp)
    document.addEventListener('keydown', listen, { capture: true })
    return () => document.removeEventListener('keydown', listen, { capture: true })
  }, [])
  if (typed === undefined) return null
  return (
    <div className={styles.scan} role="status">
      <Note tone="attention">{t('ui.check.keyboardScanner', { text: typed.slice(0, 60) })}</Note>
    </div>
  )
}
