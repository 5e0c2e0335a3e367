import { useMutation } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel, Note } from '../../ui/states.tsx'
import styles from './chain-check.module.css'

/** Follows the chain of hashes from the first record to the last. */
export function ChainCheck({ storageId }: { readonly storageId: string }) {
  const { t, number } = useWords()
  const verify = useMutation(api.fiscalLog.verifyChain.mutationOptions())
  const chain = verify.data
  return (
    <div className={styles.chain}>
      <Button
        wide
        icon={<ShieldCheck aria-hidden />}
        isPending={verify.isPending}
        onPress={() => verify.mutate({ storageId })}
      >
        {t('ui.log.verify')}
      </Button>
      {verify.isError && (
        <FailurePanel compact failure={failureOf(verify.error)} onRetry={() => verify.mutate({ storageId })} />
      )}
      <div role="status">
        {chain && (
          <Note tone={chain.state === 'sound' ? 'works' : 'attention'}>
            {t(`ui.log.chain.${chain.state}`, {
              count: chain.checked,
              figure: number(chain.checked),
              place: chain.brokenAt,
            })}
            {chain.lastHash && (
              <code className={styles.hash} title={chain.lastHash}>
                {chain.lastHash.slice(0, 16)}…
              </code>
            )}
          </Note>
        )}
      </div>
    </div>
  )
}
