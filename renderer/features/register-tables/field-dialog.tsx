import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RegisterField } from '../../../electron/contract/register-tables.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { ConsentDialog, type ConsentRequest } from '../../ui/consent-dialog.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { FailurePanel } from '../../ui/states.tsx'
import { parseFieldValue } from './field-value.ts'

interface Properties {
  readonly place: { readonly table: number; readonly row: number; readonly field: number }
  readonly field: RegisterField
  readonly value: string | number | undefined
  readonly shown: string
  readonly onClose: () => void
}

/** Changes one field: the new value first, then the consent to it, then how it ended. */
export function FieldDialog({ place, field, value, shown, onClose }: Properties) {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  const [asking, setAsking] = useState<ConsentRequest>()
  const parsed = parseFieldValue(field, typed)
  const rowInput = { table: place.table, row: place.row }
  const write = useMutation(
    api.registerTables.write.mutationOptions({
      onSuccess: (row) => {
        queryClient.setQueryData(api.registerTables.readRow.queryKey({ input: rowInput }), row)
        onClose()
      },
    }),
  )
  const hint =
    field.kind === 'number'
      ? t('ui.tables.whole', {
          minimum: field.minimum ?? 0,
          maximum: field.maximum ?? 256 ** Math.min(field.size, 6) - 1,
        })
      : t('ui.tables.text', { count: field.size })
  return (
    <>
      <Dialog
        isOpen={asking === undefined}
        onClose={onClose}
        title={field.title}
        actions={
          <>
            <Button onPress={onClose}>{t('ui.actions.cancel')}</Button>
            <Button
              variant="primary"
              isPending={write.isPending}
              isDisabled={parsed === undefined || (!field.secret && parsed === value)}
              onPress={() =>
                parsed !== undefined &&
                setAsking({
                  operation: 'register.write-table',
                  subject: { ...place, ...(!field.secret && { value: parsed }) },
                  about: field.secret ? field.title : t('ui.tables.about', { title: field.title, value: shown }),
                })
              }
            >
              {t('ui.tables.change')}
            </Button>
          </>
        }
      >
        <TextField
          label={t('ui.tables.newValue')}
          value={typed}
          hint={hint}
          secret={field.secret}
          maxLength={field.kind === 'text' ? field.size : 15}
          inputMode={field.kind === 'number' ? 'numeric' : 'text'}
          problem={typed !== '' && parsed === undefined ? hint : undefined}
          onChange={setTyped}
        />
        {write.isError && <FailurePanel compact failure={failureOf(write.error)} onRetry={write.reset} />}
      </Dialog>
      <ConsentDialog
        request={asking}
        onClose={() => setAsking(undefined)}
        onConsent={(consentId) => parsed !== undefined && write.mutate({ ...place, value: parsed, consentId })}
      />
    </>
  )
}
