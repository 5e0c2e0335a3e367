import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../i18n/use-words.ts'
import { Button } from '../ui/button.tsx'
import { Screen } from '../ui/screen.tsx'
import { EmptyState } from '../ui/states.tsx'

export function LostPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  return (
    <Screen title={t('ui.lost.title')}>
      <EmptyState
        title={t('ui.lost.title')}
        text={t('ui.lost.text')}
        action={
          <Button variant="primary" onPress={() => void navigate({ to: '/setup' })}>
            {t('ui.lost.action')}
          </Button>
        }
      />
    </Screen>
  )
}
