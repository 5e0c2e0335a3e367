import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, Download } from 'lucide-react'
import type { Replacement } from '../../../electron/contract/replacement.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api, client } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { saveBytes } from '../../ui/save-file.ts'
import { FailurePanel, Note } from '../../ui/states.tsx'

const labels = {
  copy: 'ui.replacement.keepCopy',
  'closing-report': 'ui.replacement.keepReport',
  'final-copy': 'ui.replacement.keepFinalCopy',
} as const

interface Properties {
  readonly file: keyof typeof labels
  readonly replacement: Replacement
  readonly onChange: (replacement: Replacement) => void
}

/** Gives a file to the person and has the host remember that it did. */
export function KeepFile({ file, replacement, onChange }: Properties) {
  return replacement.can.readDocuments ? (
    <GivenFile file={file} />
  ) : (
    <ElsewhereFile file={file} replacement={replacement} onChange={onChange} />
  )
}

/** The register gives no documents: a person keeps the file with the vendor's program and says so. */
function ElsewhereFile({ file, onChange }: Properties) {
  const { t } = useWords()
  const keep = useMutation(api.replacement.keptElsewhere.mutationOptions({ onSuccess: onChange }))
  return (
    <>
      {keep.isError && <FailurePanel compact failure={failureOf(keep.error)} onRetry={keep.reset} />}
      <Button
        variant={keep.isSuccess ? 'plain' : 'primary'}
        icon={<Check aria-hidden />}
        isPending={keep.isPending}
        onPress={() => keep.mutate({ file })}
      >
        {t(`ui.replacement.keptElsewhere.${file}`)}
      </Button>
    </>
  )
}

function GivenFile({ file }: Pick<Properties, 'file'>) {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const keep = useMutation({
    mutationFn: async () => {
      const { fileName, base64 } = await client.replacement.keepFile({ file })
      saveBytes(
        fileName,
        file === 'closing-report' ? 'application/pdf' : 'application/octet-stream',
        Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
      )
      return fileName
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.replacement.state.queryKey() }),
  })
  return (
    <>
      {keep.isError && <FailurePanel compact failure={failureOf(keep.error)} onRetry={() => keep.mutate()} />}
      <Button
        variant={keep.isSuccess ? 'plain' : 'primary'}
        icon={<Download aria-hidden />}
        isPending={keep.isPending}
        onPress={() => keep.mutate()}
      >
        {t(labels[file])}
      </Button>
      <div role="status">{keep.data && <Note tone="works">{t('ui.replacement.kept', { file: keep.data })}</Note>}</div>
    </>
  )
}
