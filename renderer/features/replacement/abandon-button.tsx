import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Replacement } from '../../../electron/contract/replacement.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailurePanel } from '../../ui/states.tsx'

/** Leaves the guide for good, after asking: what it remembers goes, what the register did stays. */
export function AbandonButton({ onDone }: { readonly onDone: (replacement: Replacement) => void }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const abandon = useMutation(
    api.replacement.abandon.mutationOptions({
      onSuccess: (state) => {
        setAsking(false)
        onDone(state)
      },
    }),
  )
  return (
    <>
      <Button variant="quiet" onPress={() => setAsking(true)}>
        {t('ui.replacement.abandon')}
      </Button>
      <Dialog
        role="alertdialog"
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t('ui.replacement.abandonTitle')}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('ui.replacement.stay')}</Button>
            <Button variant="primary" isPending={abandon.isPending} onPress={() => abandon.mutate(undefined)}>
              {t('ui.replacement.abandon')}
            </Button>
          </>
        }
      >
        <p>{t('ui.replacement.abandonText')}</p>
        {abandon.isError && <FailurePanel compact failure={failureOf(abandon.error)} onRetry={abandon.reset} />}
      </Dialog>
    </>
  )
}
