import { useMutation } from '@tanstack/react-query'
import { Download, ShieldCheck } from 'lucide-react'
import type { DocumentFilter, Storage } from '../../../electron/contract/fiscal-log.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api, client } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { saveBytes } from '../../ui/save-file.ts'
import { FailurePanel, Note } from '../../ui/states.tsx'
import { ReadButton } from './reading-panel.tsx'
import styles from './log-actions.module.css'

const types = { json: 'application/json', csv: 'text/csv' } as const

/** Read, verify, take away. */
export function LogActions({ storage, filter }: { readonly storage: Storage; readonly filter: DocumentFilter }) {
  const { t, number } = useWords()
  const verify = useMutation(api.fiscalLog.verifyChain.mutationOptions())
  const take = useMutation({
    mutationFn: async (format: 'json' | 'csv') => {
      const exported = await client.fiscalLog.exportDocuments({ filter, format })
      // Spreadsheets take a CSV for UTF-8 only with the mark.
      saveBytes(
        exported.fileName,
        types[format],
        format === 'csv' ? `\uFEFF${exported.text.replace(/^\uFEFF/, '')}` : exported.text,
      )
      return exported
    },
  })
  const chain = verify.data?.storageId === storage.storageId ? verify.data : undefined
  return (
    <div className={styles.actions}>
      <div className={styles.bar}>
        <ReadButton missing={storage.connected ? storage.missingCount : undefined} />
        <span className={styles.space} />
        <Button
          variant="quiet"
          icon={<ShieldCheck aria-hidden />}
          isPending={verify.isPending}
          onPress={() => verify.mutate({ storageId: storage.storageId })}
        >
          {t('ui.log.verify')}
        </Button>
        {(['json', 'csv'] as const).map((format) => (
          <Button
            key={format}
            variant="quiet"
            icon={<Download aria-hidden />}
            isPending={take.isPending && take.variables === format}
            onPress={() => take.mutate(format)}
          >
            {t('ui.log.export', { format: format.toUpperCase() })}
          </Button>
        ))}
      </div>
      {verify.isError && <FailurePanel compact failure={failureOf(verify.error)} onRetry={verify.reset} />}
      {take.isError && <FailurePanel compact failure={failureOf(take.error)} onRetry={take.reset} />}
      <div role="status">
        {chain && (
          <Note tone={chain.state === 'sound' ? 'works' : 'attention'}>
            {t(`ui.log.chain.${chain.state}`, {
              count: chain.checked,
              figure: number(chain.checked),
              place: chain.brokenAt,
            })}
            {chain.lastHash && <code className={styles.hash}>{chain.lastHash}</code>}
          </Note>
        )}
        {take.data && (
          <span className={styles.small}>
            {t('ui.log.exported', { count: take.data.count, figure: number(take.data.count) })}
          </span>
        )}
      </div>
    </div>
  )
}
