import type { DocumentDetail, PaperLine } from '../../../electron/contract/fiscal-log.ts'
import { useWords } from '../../i18n/use-words.ts'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState } from '../../ui/states.tsx'
import { SvgImage } from './svg-image.tsx'
import styles from './paper-view.module.css'

/** As the till prints it, on 80 mm. */
export function PaperView({ document }: { readonly document: DocumentDetail }) {
  const { t } = useWords()
  if (document.paper.length === 0) return <EmptyState title={t('ui.log.noPaper')} text={t('ui.log.noPaperText')} />
  return (
    <div className={styles.desk}>
      <article className={styles.paper} aria-label={t('ui.log.view.paper')}>
        {document.paper.map((line, index) => (
          <Line key={index} line={line} qr={document.qr} />
        ))}
      </article>
    </div>
  )
}

function Line({ line, qr }: { readonly line: PaperLine; readonly qr: DocumentDetail['qr'] }) {
  const { t } = useWords()
  switch (line.kind) {
    case 'rule':
      return <hr className={styles.rule} />
    case 'pair':
      return (
        <p className={classNames(styles.pair, line.bold && styles.bold)}>
          <span>{line.left}</span> <span>{line.right}</span>
        </p>
      )
    case 'qr':
      return qr ? (
        <p className={styles.qr}>
          <SvgImage svg={qr.svg} label={t('ui.log.qrImage')} />
        </p>
      ) : (
        <p className={styles.centre}>{line.text}</p>
      )
    case 'text':
      return (
        <p className={classNames(styles[line.align], line.bold && styles.bold, line.wide && styles.wide)}>
          {line.text || '\u00a0'}
        </p>
      )
  }
}
