import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { DocumentFilter } from '../../../electron/contract/fiscal-log.ts'
import { useWords } from '../../i18n/use-words.ts'
import { client } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { MenuButton } from '../../ui/menu-button.tsx'
import { saveBytes } from '../../ui/save-file.ts'
import { FailurePanel } from '../../ui/states.tsx'

const types = { json: 'application/json', csv: 'text/csv' } as const
type Format = keyof typeof types

/** Takes away what is on the list now, filters included. */
export function ExportMenu({ filter }: { readonly filter: DocumentFilter }) {
  const { t, number } = useWords()
  const take = useMutation({
    mutationFn: async (format: Format) => {
      const exported = await client.fiscalLog.exportDocuments({ filter, format })
      // Spreadsheets take a CSV for UTF-8 only with the mark.
      const text = format === 'csv' ? `\uFEFF${exported.text.replace(/^\uFEFF/, '')}` : exported.text
      saveBytes(exported.fileName, types[format], text)
      return exported
    },
  })
  return (
    <>
      <MenuButton
        label={t('ui.log.export')}
        icon={<Download aria-hidden />}
        isPending={take.isPending}
        items={(['csv', 'json'] as const).map((format) => ({ id: format, label: t(`ui.log.exportAs.${format}`) }))}
        onChoose={take.mutate}
      />
      <Dialog isOpen={take.isError || take.isSuccess} onClose={take.reset} title={t('ui.log.export')}>
        {take.isError ? (
          <FailurePanel failure={failureOf(take.error)} onRetry={() => take.mutate(take.variables)} />
        ) : (
          <p role="status">
            {t('ui.log.exported', {
              count: take.data?.count ?? 0,
              figure: number(take.data?.count ?? 0),
              file: take.data?.fileName,
            })}
          </p>
        )}
      </Dialog>
    </>
  )
}
