import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { TrafficEntry } from '../../../electron/contract/traffic.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { BytesView } from '../../ui/bytes-view.tsx'
import { classNames } from '../../ui/class-names.ts'
import { FailurePanel, Skeleton } from '../../ui/states.tsx'
import { indexAfter } from '../fiscal-log/list-keys.ts'
import styles from './decoded-view.module.css'

/** A frame field by field, each lighting its bytes. */
export function DecodedView({ entry }: { readonly entry: TrafficEntry }) {
  const words = useWords()
  const { t } = words
  const decoded = useQuery(api.traffic.decode.queryOptions({ input: { id: entry.id }, staleTime: Infinity }))
  const [focused, setFocused] = useState(0)
  const [pointed, setPointed] = useState<number>()
  const [hasFocus, setHasFocus] = useState(false)
  const table = useRef<HTMLDivElement>(null)
  if (decoded.isError)
    return <FailurePanel compact failure={failureOf(decoded.error)} onRetry={() => void decoded.refetch()} />
  if (!decoded.data) return <Skeleton lines={3} />
  const { fields, problem } = decoded.data
  const lit = pointed ?? (hasFocus ? focused : undefined)
  const field = lit === undefined ? undefined : fields[lit]
  const byteCount = entry.hex.length / 2
  const trouble = problem && { offset: problem.offset, length: Math.max(1, byteCount - problem.offset) }
  return (
    <div className={styles.view}>
      <p className={styles.facts}>
        {formatInstant(entry.at, 'seconds')} · {entry.address} ·{' '}
        {t('ui.log.byteCount', { count: byteCount, figure: words.number(byteCount) })}
        {entry.familyId && ` · ${entry.familyId}`}
      </p>
      {problem && <FailurePanel compact failure={problem.failure} />}
      <div className={styles.columns}>
        {fields.length > 0 && (
          // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its options have the focus
          <div
            ref={table}
            className={styles.fields}
            role="listbox"
            aria-label={t('ui.traffic.fields')}
            onFocus={() => setHasFocus(true)}
            onBlur={() => setHasFocus(false)}
            onPointerLeave={() => setPointed(undefined)}
            onKeyDown={(event) => {
              const next = indexAfter(event.key, focused, fields.length, 10)
              if (next === undefined) return
              event.preventDefault()
              event.stopPropagation()
              setFocused(next)
              table.current?.querySelectorAll<HTMLElement>('[role="option"]')[next]?.focus()
            }}
          >
            {fields.map((item, index) => (
              <div
                key={index}
                role="option"
                aria-selected={index === lit}
                tabIndex={index === focused ? 0 : -1}
                className={classNames(styles.field, index === lit && styles.lit)}
                onFocus={() => setFocused(index)}
                onPointerEnter={() => setPointed(index)}
              >
                <span className={styles.name}>
                  {item.name}
                  {item.meaning && <small>{words.local(item.meaning)}</small>}
                </span>
                <code className={styles.value}>{readable(item.value)}</code>
                <span className={styles.place}>
                  {item.length > 0 && `${item.offset}…${item.offset + item.length - 1}`}
                </span>
              </div>
            ))}
          </div>
        )}
        <BytesView
          hex={entry.hex}
          highlight={field ?? trouble}
          label={t('ui.traffic.bytesLabel')}
          onPoint={(offset) => setPointed(offset === undefined ? undefined : innermost(fields, offset))}
        />
      </div>
    </div>
  )
}

/** The shortest field that holds a byte. */
function innermost(fields: readonly { offset: number; length: number }[], offset: number): number | undefined {
  let found: { index: number; length: number } | undefined
  for (const [index, field] of fields.entries()) {
    if (offset < field.offset || offset >= field.offset + field.length) continue
    if (!found || field.length <= found.length) found = { index, length: field.length }
  }
  return found?.index
}

/** JSON without the quotes that only JSON needs. */
function readable(value: string): string {
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'string' ? parsed : value
  } catch {
    return value
  }
}
