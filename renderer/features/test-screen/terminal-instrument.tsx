import type { Readings } from '../../../electron/contract/devices.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { StatusMark } from '../../ui/status-mark.tsx'
import styles from './terminal-instrument.module.css'

/** What the bank's side said last, and its slip as paper. */
export function TerminalInstrument({ terminal }: { readonly terminal: Readings['terminal'] }) {
  const words = useWords()
  if (!terminal?.lastOperation) return <p className={styles.empty}>{words.t('ui.terminal.empty')}</p>
  return (
    <div className={styles.instrument}>
      <div className={styles.head}>
        <StatusMark
          health={terminal.approved ? 'works' : 'attention'}
          word={words.t(terminal.approved ? 'ui.terminal.approved' : 'ui.terminal.declined')}
        />
        <span className={styles.small}>
          {words.first([`ui.terminal.operations.${terminal.lastOperation}`, 'ui.terminal.operation'])}
          {terminal.at && `, ${formatInstant(terminal.at)}`}
          {terminal.code && ` · ${words.t('ui.terminal.code', { code: terminal.code })}`}
        </span>
      </div>
      {terminal.meaning && <p>{words.local(terminal.meaning)}</p>}
      {terminal.advice && <p className={styles.small}>{words.local(terminal.advice)}</p>}
      {terminal.slips[0] && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls
        <pre className={styles.slip} tabIndex={0} aria-label={words.t('ui.terminal.slip')} role="region">
          {terminal.slips[0]}
        </pre>
      )}
    </div>
  )
}
