import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { Health } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { healthIcons } from '../../ui/status-mark.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Note } from '../../ui/states.tsx'
import { findingText } from './finding-text.ts'
import styles from './findings-ribbon.module.css'

interface Properties {
  readonly storageId: string
  readonly rule: string | undefined
  readonly onChange: (rule: string | undefined) => void
}

export const healthOfSeverity = {
  notice: 'not-checked',
  attention: 'attention',
  failure: 'fails',
} as const satisfies Record<string, Health>

/** Gaps and contradictions, each a filter; of the one that is pressed, what it means, what to do and the norm. */
export function FindingsRibbon({ storageId, rule, onChange }: Properties) {
  const words = useWords()
  const findings = useQuery(api.fiscalLog.findings.queryOptions({ input: { storageId } }))
  if (!findings.data || findings.data.length === 0) return null
  const [example] = findings.data.find((finding) => finding.rule === rule)?.examples ?? []
  return (
    <>
      <ul className={styles.ribbon} aria-label={words.t('ui.log.findings')}>
        {findings.data.map((finding) => {
          const health = healthOfSeverity[finding.severity]
          const Icon = healthIcons[health]
          const pressed = finding.rule === rule
          return (
            <li key={finding.rule}>
              <button
                type="button"
                className={classNames(styles.finding, styles[health])}
                aria-pressed={pressed}
                onClick={() => onChange(pressed ? undefined : finding.rule)}
              >
                <Icon aria-hidden />
                {words.first(
                  [`findings.${finding.rule}.title`, `findings.${finding.rule}.text`, finding.rule],
                  finding.examples[0]?.data,
                )}
                <strong>{words.number(finding.count)}</strong>
                {pressed && <X aria-hidden />}
              </button>
            </li>
          )
        })}
      </ul>
      {example && (
        <Note tone={example.severity === 'notice' ? 'not-checked' : 'attention'}>
          {findingText(example, words)}
          <small className={styles.source}>{example.source}</small>
        </Note>
      )}
    </>
  )
}
