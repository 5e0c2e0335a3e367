import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { useWords } from '../i18n/use-words.ts'
import { failureOf } from '../rpc/failure-of.ts'
import { Screen } from '../ui/screen.tsx'
import { FailurePanel } from '../ui/states.tsx'

/** A page that broke: the rest of the window stays in use. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const { t } = useWords()
  const router = useRouter()
  return (
    <Screen title={t('ui.brokenPage.title')} lead={t('ui.brokenPage.text')}>
      <FailurePanel
        failure={failureOf(error)}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </Screen>
  )
}
