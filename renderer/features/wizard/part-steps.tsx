import { Check } from 'lucide-react'
import { useWords } from '../../i18n/use-words.ts'
import { chapterParts, type ChapterPart } from './chapter-part.ts'
import styles from './part-steps.module.css'

interface Properties {
  readonly part: ChapterPart
  readonly due: ChapterPart
  readonly onChoose: (part: ChapterPart) => void
}

export function PartSteps({ part, due, onChoose }: Properties) {
  const { t } = useWords()
  const dueIndex = chapterParts.indexOf(due)
  return (
    <ol className={styles.parts} aria-label={t('ui.wizard.partsLabel')}>
      {chapterParts.map((candidate, index) => (
        <li key={candidate}>
          <button
            type="button"
            className={styles.part}
            aria-current={candidate === part ? 'step' : undefined}
            onClick={() => onChoose(candidate)}
          >
            {index < dueIndex ? <Check aria-hidden /> : <span aria-hidden>{index + 1}</span>}
            {t(`ui.wizard.parts.${candidate}.title`)}
          </button>
        </li>
      ))}
    </ol>
  )
}
