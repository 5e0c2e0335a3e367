import type { ReactNode } from 'react'
import styles from './step-heading.module.css'

/** The task of a step in the imperative, and one line on it. */
export function StepHeading({
  title,
  text,
  actions,
}: {
  readonly title: string
  readonly text?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <header className={styles.heading}>
      <div>
        <h1>{title}</h1>
        {text !== undefined && <p>{text}</p>}
      </div>
      {actions}
    </header>
  )
}
