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

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  json: 'application/json',
  fnc: 'application/octet-stream',
  pdf: 'application/pdf',
} as const
type Format = keyof typeof types
const formats = Object.keys(types) as Format[]

interface Properties {
  readonly filter: DocumentFilter
  /** The document that is open: it alone has a paper. */
  readonly documentId: number | undefined
}

/** Takes away what is on the list now, filters included; the storage's archive whole; the open document as paper. */
export function ExportMenu({ filter, documentId }: Properties) {
  const { t, number } = useWords()
  const take = useMutation({
    mutationFn: async (format: Format) => {
      const { content, ...exported } = await fetchFile(format, filter, documentId)
      saveBytes(exported.fileName, types[format], content)
      return exported
    },
  })
  return (
    <>
      <MenuButton
        label={t('ui.log.export')}
        icon={<Download aria-hidden />}
        isPending={take.isPending}
        items={formats
          .filter((format) => format !== 'pdf' || documentId !== undefined)
          .map((format) => ({ id: format, label: t(`ui.log.exportAs.${format}`) }))}
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

async function fetchFile(
  format: Format,
  filter: DocumentFilter,
  documentId: number | undefined,
): Promise<{ fileName: string; count: number; content: BlobPart }> {
  if (format === 'json' || format === 'csv') {
    const { fileName, count, text } = await client.fiscalLog.exportDocuments({ filter, format })
    // Spreadsheets take a CSV for UTF-8 only with the mark.
    return { fileName, count, content: format === 'csv' ? `\uFEFF${text.replace(/^\uFEFF/, '')}` : text }
  }
  const { fileName, count, base64 } =
    format === 'pdf'
      ? await client.fiscalLog.exportPaper({ documentId: documentId ?? 0 })
      : await client.fiscalLog.exportFile({ filter, format })
  return { fileName, count, content: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) }
}
