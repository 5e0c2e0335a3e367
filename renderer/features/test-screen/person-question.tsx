import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import styles from './person-question.module.css'

interface Properties {
  readonly question: string | undefined
  readonly onAnswer: (answer: 'yes' | 'no') => void
}

/** What only a person can see or hear. */
export function PersonQuestion({ question, onAnswer }: Properties) {
  const { t, first } = useWords()
  return (
    <div className={styles.question} role="group">
      <p role="status">{question ? first([`questions.${question}`, 'ui.check.question']) : t('ui.check.question')}</p>
      <div className={styles.answers}>
        <Button variant="primary" onPress={() => onAnswer('yes')}>
          {t('ui.check.answerYes')}
        </Button>
        <Button onPress={() => onAnswer('no')}>{t('ui.check.answerNo')}</Button>
      </div>
    </div>
  )
}
