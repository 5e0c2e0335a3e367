import type { Check } from '../../../electron/contract/checks.ts'
import { useWords } from '../../i18n/use-words.ts'
import { EffectBadge } from '../../ui/effect-badge.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { CheckRunner } from './check-runner.tsx'
import { checkText, checkTitle } from './check-texts.ts'
import styles from './check-panel.module.css'

/** A check beside the cards: what it does, what it asks of the person, and its run. */
export function CheckPanel({ check, onClose }: { readonly check: Check; readonly onClose: () => void }) {
  const words = useWords()
  const does = checkText(check.id, 'does', words)
  const instruction = checkText(check.id, 'instruction', words)
  return (
    <SidePanel title={checkTitle(check.id, words)} kicker={words.t(`ui.roles.${check.role}.full`)} onClose={onClose}>
      <div className={styles.facts}>
        <EffectBadge effect={check.effect} />
        <span className={styles.small}>{words.t(check.required ? 'ui.check.required' : 'ui.check.optional')}</span>
      </div>
      {does && <p>{does}</p>}
      {instruction && (
        <section className={styles.instruction}>
          <h3>{words.t('ui.check.whatToDo')}</h3>
          <p>{instruction}</p>
        </section>
      )}
      <CheckRunner key={check.id} check={check} />
    </SidePanel>
  )
}
