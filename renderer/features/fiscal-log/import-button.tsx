import { useMutation } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ImportResult } from '../../../electron/contract/fiscal-log.ts'
import { useWords } from '../../i18n/use-words.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/progress.tsx'
import { FailurePanel, Note } from '../../ui/states.tsx'
import { sendFile } from './send-file.ts'

/** Brings documents from a file into the log: an archive of a storage (`.fnc`) or our own export (`.json`). */
export function ImportButton({ wide = false }: { readonly wide?: boolean }) {
  const { t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const abort = useRef<AbortController>(undefined)
  const [sent, setSent] = useState(0)
  const take = useMutation({
    mutationFn: (file: File) => {
      setSent(0)
      abort.current = new AbortController()
      return sendFile(file, setSent, abort.current.signal)
    },
  })
  const close = () => {
    abort.current?.abort()
    take.reset()
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".fnc,.json"
        hidden
        aria-label={t('ui.log.importFile')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          // The same file can be chosen again.
          target.value = ''
          if (file) take.mutate(file)
        }}
      />
      <Button
        wide={wide}
        icon={<Upload aria-hidden />}
        isPending={take.isPending}
        onPress={() => input.current?.click()}
      >
        {t('ui.log.import')}
      </Button>
      <Dialog
        isOpen={!take.isIdle}
        onClose={close}
        title={t('ui.log.import')}
        actions={
          <Button variant={take.isPending ? 'plain' : 'primary'} onPress={close}>
            {t(take.isPending ? 'ui.actions.cancel' : 'ui.actions.close')}
          </Button>
        }
      >
        {take.isPending && <ImportProgress file={take.variables} sent={sent} />}
        {take.isError && <FailurePanel failure={failureOf(take.error)} onRetry={() => take.mutate(take.variables)} />}
        {take.data && <ImportOutcome result={take.data} />}
      </Dialog>
    </>
  )
}

function ImportProgress({ file, sent }: { readonly file: File; readonly sent: number }) {
  const { t } = useWords()
  const state = useLive(live.importing)
  const importing = state?.state === 'importing' && sent >= file.size
  return (
    <Progress
      label={t(importing ? 'ui.log.importing' : 'ui.log.sending', { file: file.name })}
      done={importing ? state.done : Math.round(sent / 1024)}
      total={importing ? state.total : Math.ceil(file.size / 1024)}
      unit={t(importing ? 'ui.log.documentsUnit' : 'ui.log.kilobytes')}
    />
  )
}

/** What came in, what was there, and what was not taken and why. */
function ImportOutcome({ result }: { readonly result: ImportResult }) {
  const { t, number } = useWords()
  const counted = (key: string, count: number) => t(`ui.log.${key}`, { count, figure: number(count) })
  return (
    <div role="status">
      <p>{counted('imported', result.added)}</p>
      {result.known > 0 && <p>{counted('importKnown', result.known)}</p>}
      {result.refused > 0 && <Note tone="attention">{counted('importRefused', result.refused)}</Note>}
      {result.unreadable > 0 && <Note tone="attention">{counted('importUnreadable', result.unreadable)}</Note>}
      {result.damage && (
        <Note tone="attention">{t('ui.log.importDamage', { place: number(result.damage.offset) })}</Note>
      )}
      {result.checksumFits === false && <Note tone="not-checked">{t('ui.log.importChecksum')}</Note>}
    </div>
  )
}
