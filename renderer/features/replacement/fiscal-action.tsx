import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import { useState } from 'react'
import type { Replacement } from '../../../electron/contract/replacement.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api, client } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { ConsentDialog, type ConsentRequest } from '../../ui/consent-dialog.tsx'
import { FailurePanel } from '../../ui/states.tsx'

const operations = {
  closeShift: 'register.close-shift',
  closeStorage: 'register.close-storage',
  register: 'register.register-storage',
} as const

interface Properties {
  readonly action: keyof typeof operations
  readonly replacement: Replacement
  readonly onChange: (replacement: Replacement) => void
  readonly isBlocked: boolean
}

/** A fiscal operation: asks for the consent to it, performs it, and tells plainly how it ended. */
export function FiscalAction({ action, replacement, onChange, isBlocked }: Properties) {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState<ConsentRequest>()
  const perform = useMutation({
    mutationFn: (consentId: string) => client.replacement[action]({ consentId }),
    onSuccess: onChange,
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.replacement.state.queryKey() }),
  })
  const storageId = action === 'register' ? replacement.newStorageId : replacement.storageId
  const nameless = replacement.problems['cashierName'] !== undefined
  return (
    <>
      {perform.isError && <FailurePanel failure={failureOf(perform.error)} onRetry={perform.reset} />}
      <Button
        variant="primary"
        icon={<ReceiptText aria-hidden />}
        isPending={perform.isPending}
        isDisabled={isBlocked || nameless || storageId === undefined}
        onPress={() => setAsking({ operation: operations[action], subject: { storageId: storageId ?? '' } })}
      >
        {t(`ui.replacement.${action}`)}
      </Button>
      <ConsentDialog request={asking} onClose={() => setAsking(undefined)} onConsent={(id) => perform.mutate(id)} />
    </>
  )
}
