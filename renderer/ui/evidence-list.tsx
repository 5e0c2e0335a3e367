import type { Evidence } from '../../electron/contract/vocabulary.ts'
import { useWords } from '../i18n/use-words.ts'
import styles from './evidence-list.module.css'

/** What was seen, as names and values. */
export function EvidenceList({ evidence }: { readonly evidence: readonly Evidence[] }) {
  const words = useWords()
  if (evidence.length === 0) return null
  return (
    <dl className={styles.list}>
      {evidence.map((item, index) => {
        const { label, value } = words.evidence(item)
        return (
          <div key={`${item.name}-${index}`} className={styles.row}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        )
      })}
    </dl>
  )
}
