import type { DocumentDetail } from '../../../electron/contract/fiscal-log.ts'
import { useWords } from '../../i18n/use-words.ts'
import { EmptyState } from '../../ui/states.tsx'
import { SvgImage } from './svg-image.tsx'
import styles from './qr-view.module.css'

export function QrView({ qr }: { readonly qr: DocumentDetail['qr'] }) {
  const { t } = useWords()
  if (!qr) return <EmptyState title={t('ui.log.noQr')} text={t('ui.log.noQrText')} />
  return (
    <div className={styles.qr}>
      <SvgImage svg={qr.svg} label={t('ui.log.qrImage')} />
      <p>{t('ui.log.qrUse')}</p>
      <code>{qr.text}</code>
    </div>
  )
}
