import { useMemo } from 'react'
import { classNames } from './class-names.ts'
import styles from './bytes-view.module.css'

export interface ByteRange {
  readonly offset: number
  readonly length: number
}

interface Properties {
  /** Hexadecimal without spaces. */
  readonly hex: string
  readonly highlight?: ByteRange | undefined
  readonly label: string
  /** Byte under the pointer, so that the field which holds it can be lit in turn. */
  readonly onPoint?: (offset: number | undefined) => void
  readonly bytesPerRow?: number
}

const printable = (byte: number) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')

/** Bytes as address, hexadecimal and text, with one range lit. Selectable; the text column is read by nobody aloud. */
export function BytesView({ hex, highlight, label, onPoint, bytesPerRow = 16 }: Properties) {
  const rows = useMemo(() => {
    const bytes = hex.match(/../g) ?? []
    return Array.from({ length: Math.ceil(bytes.length / bytesPerRow) }, (_, row) =>
      bytes.slice(row * bytesPerRow, (row + 1) * bytesPerRow),
    )
  }, [hex, bytesPerRow])
  const lit = (offset: number) =>
    highlight !== undefined && offset >= highlight.offset && offset < highlight.offset + highlight.length
  return (
    <div
      className={styles.view}
      role="group"
      aria-label={label}
      // A region that scrolls has to be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onPointerLeave={() => onPoint?.(undefined)}
    >
      {rows.map((row, rowIndex) => {
        const start = rowIndex * bytesPerRow
        return (
          <div key={start} className={styles.row}>
            <span className={styles.address}>{start.toString(16).padStart(4, '0').toUpperCase()}</span>
            <span className={styles.hex}>
              {row.map((pair, index) => (
                <span
                  key={index}
                  className={classNames(styles.byte, lit(start + index) && styles.lit)}
                  data-lit={lit(start + index) || undefined}
                  onPointerEnter={() => onPoint?.(start + index)}
                >
                  {pair.toUpperCase()}
                </span>
              ))}
            </span>
            <span className={styles.text} aria-hidden>
              {row.map((pair, index) => (
                <span key={index} className={lit(start + index) ? styles.lit : undefined}>
                  {printable(Number.parseInt(pair, 16))}
                </span>
              ))}
            </span>
          </div>
        )
      })}
    </div>
  )
}
