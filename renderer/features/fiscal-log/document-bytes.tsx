import type { DocumentDetail } from '../../../electron/contract/fiscal-log.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { BytesView } from '../../ui/bytes-view.tsx'
import { EmptyState } from '../../ui/states.tsx'
import styles from './document-bytes.module.css'

/** What was read from the storage, byte for byte, and the link of the chain that holds it. */
export function DocumentBytes({ document }: { readonly document: DocumentDetail }) {
  const { t, number } = useWords()
  if (document.bytes.length === 0) return <EmptyState title={t('ui.log.noBytes')} text={t('ui.log.noBytesText')} />
  return (
    <div className={styles.parts}>
      {document.bytes.map((part) => (
        <section key={part.hash} className={styles.part}>
          <h3>
            {t(`ui.log.part.${part.part}`)}
            <span>{t('ui.log.byteCount', { count: part.hex.length / 2, figure: number(part.hex.length / 2) })}</span>
          </h3>
          <BytesView hex={part.hex} bytesPerRow={8} label={t(`ui.log.part.${part.part}`)} />
          <dl className={styles.hashes}>
            <dt>{t('ui.log.readAt')}</dt>
            <dd>{formatInstant(part.readAt, 'seconds')}</dd>
            <dt>{t('ui.log.hash')}</dt>
            <dd>
              <code>{part.hash}</code>
            </dd>
            <dt>{t('ui.log.previousHash')}</dt>
            <dd>
              <code>{part.previousHash}</code>
            </dd>
          </dl>
        </section>
      ))}
    </div>
  )
}
