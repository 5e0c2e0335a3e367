import { useState } from 'react'
import type { Scan } from '../../../electron/contract/devices.ts'
import { formatClock } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { classNames } from '../../ui/class-names.ts'
import { Note } from '../../ui/states.tsx'
import { splitByParts } from './code-parts.ts'
import { MarkingCheck } from './marking-check.tsx'
import styles from './scanner-instrument.module.css'

/** The last code, its parts coloured where they stand and explained below; earlier codes in small print. */
export function ScannerInstrument({
  scans,
  canCheckMarking,
}: {
  readonly scans: readonly Scan[]
  /** The register can say what the state thinks of a marking code. */
  readonly canCheckMarking: boolean
}) {
  const words = useWords()
  const [last, ...earlier] = scans
  if (!last) return <p className={styles.empty}>{words.t('ui.scanner.empty')}</p>
  return (
    <div className={styles.instrument}>
      <ScannedCode scan={last} />
      {canCheckMarking && last.content === 'marking-code' && <MarkingCheck key={last.id} scan={last} />}
      {earlier.length > 0 && (
        <ol className={styles.earlier} aria-label={words.t('ui.scanner.earlier')}>
          {earlier.slice(0, 3).map((scan) => (
            <li key={scan.id}>
              <time>{formatClock(scan.at)}</time>
              <span>{words.local(scan.contentName)}</span>
              <code>{scan.text}</code>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function ScannedCode({ scan }: { readonly scan: Scan }) {
  const words = useWords()
  const [lit, setLit] = useState<number>()
  const light = (part: number | undefined) => ({
    onPointerEnter: () => setLit(part),
    onPointerLeave: () => setLit(undefined),
  })
  return (
    <>
      <p className={styles.kind} aria-live="polite">
        <strong>{words.local(scan.contentName)}</strong>
        {scan.symbologyName && <span>{words.local(scan.symbologyName)}</span>}
        {scan.aimIdentifier && <code>{scan.aimIdentifier}</code>}
        <time>{formatClock(scan.at)}</time>
      </p>
      <p className={classNames(styles.code, scan.text.length > 48 && styles.long)}>
        {splitByParts(scan.text, scan.parts).map(({ text, part }, index) =>
          part === undefined ? (
            <BetweenParts key={index} text={text} />
          ) : (
            <span
              key={index}
              className={classNames(styles.part, styles[`part${part % 6}`], lit === part && styles.lit)}
              {...light(part)}
            >
              {text}
            </span>
          ),
        )}
      </p>
      {scan.parts.length > 0 && (
        <dl className={styles.parts}>
          {scan.parts.map((part, index) => (
            <div key={index} className={lit === index ? styles.litRow : undefined} {...light(index)}>
              <dt>
                <span className={classNames(styles.name, styles[`part${index % 6}`])}>{part.name}</span>
                {part.title && words.local(part.title)}
              </dt>
              <dd>
                <code>{part.value}</code>
                {!part.valid && <span className={styles.wrong}>{part.problem ?? words.t('ui.scanner.partWrong')}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {scan.problems.map((problem, index) => (
        <Note key={index} tone="attention">
          {words.local(problem)}
        </Note>
      ))}
    </>
  )
}

/** The separator of GS1 elements has no shape of its own: it is shown as a mark, where it stands. */
function BetweenParts({ text }: { readonly text: string }) {
  const { t } = useWords()
  return text.split('␝').map((piece, index) => (
    <span key={index}>
      {index > 0 && (
        <abbr className={styles.separator} title={t('ui.scanner.separator')}>
          GS
        </abbr>
      )}
      {piece}
    </span>
  ))
}
