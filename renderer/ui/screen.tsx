import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './screen.module.css'

interface Properties {
  readonly title: string
  /** Where you are, or what there is to see, in one line. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Lists use the full width and scroll inside; texts do not. */
  readonly fill?: boolean
}

/** One task: the title says it, the first line says where you are. */
export function Screen({ title, lead, actions, children, fill }: Properties) {
  return (
    <div className={classNames(styles.screen, fill && styles.fill)}>
      <header className={styles.header}>
        <div className={styles.titles}>
          <h1>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}
