import { useMutation } from '@tanstack/react-query'
import { ScanLine } from 'lucide-react'
import type { MarkingAnswer, Scan } from '../../../electron/contract/devices.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel, Note } from '../../ui/states.tsx'

/** Asks the register's storage, and through it the state's system, about the code that was scanned. Nothing is sold. */
export function MarkingCheck({ scan }: { readonly scan: Scan }) {
  const { t } = useWords()
  const check = useMutation(api.devices.checkMarking.mutationOptions())
  return (
    <>
      <Button
        icon={<ScanLine aria-hidden />}
        isPending={check.isPending}
        onPress={() => check.mutate({ scanId: scan.id })}
      >
        {t('ui.marking.check')}
      </Button>
      {check.isError && (
        <FailurePanel compact failure={failureOf(check.error)} onRetry={() => check.mutate({ scanId: scan.id })} />
      )}
      <div role="status">
        {check.data && (
          <Note tone={toneOf(check.data)}>
            <p>{t(`ui.marking.storage.${check.data.storage}`)}</p>
            <p>{t(`ui.marking.online.${check.data.online}`)}</p>
          </Note>
        )}
      </div>
    </>
  )
}

function toneOf({ storage, online }: MarkingAnswer): 'works' | 'attention' | 'not-checked' {
  if (storage === 'bad' || online === 'bad') return 'attention'
  return storage === 'good' || online === 'good' ? 'works' : 'not-checked'
}
