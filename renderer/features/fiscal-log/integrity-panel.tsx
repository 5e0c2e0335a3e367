import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import type { Storage } from '../../../electron/contract/fiscal-log.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { FailurePanel, Note, Skeleton } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { ChainCheck } from './chain-check.tsx'
import type { LogSearchChange } from './filters.ts'
import { findingText } from './finding-text.ts'
import { healthOfSeverity } from './findings-ribbon.tsx'
import styles from './integrity-panel.module.css'

interface Properties {
  readonly storages: readonly Storage[]
  readonly onChange: (part: LogSearchChange) => void
}

/** Whether the log can be believed: is everything there, was nothing changed, does it contradict itself. */
export function IntegrityPanel({ storages, onChange }: Properties) {
  return (
    <div className={styles.panel}>
      {storages.map((storage) => (
        <StorageIntegrity key={storage.storageId} storage={storage} onChange={onChange} />
      ))}
    </div>
  )
}

function StorageIntegrity({ storage, onChange }: { readonly storage: Storage } & Pick<Properties, 'onChange'>) {
  const words = useWords()
  const { t, number } = words
  const findings = useQuery(api.fiscalLog.findings.queryOptions({ input: { storageId: storage.storageId } }))
  const complete = storage.missingCount === 0
  return (
    <section className={styles.storage} aria-label={t('ui.log.storage', { number: storage.storageId })}>
      <h2>{t('ui.log.storage', { number: storage.storageId })}</h2>
      <dl className={styles.figures}>
        <div>
          <dt>{t('ui.log.integrity.documents')}</dt>
          <dd>{number(storage.documentCount)}</dd>
        </div>
        <div>
          <dt>{t('ui.log.integrity.onDevice')}</dt>
          <dd>{number(storage.lastNumberOnDevice)}</dd>
        </div>
        <div>
          <dt>{t('ui.log.integrity.missing')}</dt>
          <dd>
            <StatusMark health={complete ? 'works' : 'attention'} word={number(storage.missingCount)} />
          </dd>
        </div>
      </dl>
      {!complete && (
        <Note tone="attention">
          {t('ui.log.integrity.incomplete', { count: storage.missingCount, figure: number(storage.missingCount) })}
        </Note>
      )}
      <p className={styles.about}>{t('ui.log.integrity.chainAbout')}</p>
      <ChainCheck storageId={storage.storageId} />
      {findings.isError ? (
        <FailurePanel failure={failureOf(findings.error)} onRetry={() => void findings.refetch()} />
      ) : !findings.data ? (
        <Skeleton lines={3} />
      ) : findings.data.length === 0 ? (
        complete && <Note tone="works">{t('ui.log.integrity.noFindings')}</Note>
      ) : (
        <ul className={styles.findings} aria-label={t('ui.log.findings')}>
          {findings.data.map(({ rule, severity, count, examples }) => (
            <li key={rule}>
              <header>
                <StatusMark
                  health={healthOfSeverity[severity]}
                  word={words.first([`findings.${rule}.title`, `findings.${rule}.text`, rule], examples[0]?.data)}
                />
                <strong>{number(count)}</strong>
              </header>
              {examples[0] && <p>{findingText(examples[0], words)}</p>}
              <footer>
                <small>{examples[0]?.source}</small>
                {examples.some((example) => example.number !== undefined) && (
                  <Button
                    variant="quiet"
                    icon={<ListFilter aria-hidden />}
                    onPress={() => onChange({ view: undefined, storage: storage.storageId, finding: rule })}
                  >
                    {t('ui.log.integrity.show')}
                  </Button>
                )}
              </footer>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
