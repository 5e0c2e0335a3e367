import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { classNames } from './class-names.ts'
import styles from './button.module.css'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  /** `primary` says the next action: at most one on a screen. */
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly icon?: ReactNode
  readonly children?: ReactNode
  /** Fills the width of its place. */
  readonly wide?: boolean
}

/** A button is a verb. Without text it needs an `aria-label`. */
export function Button({ variant = 'plain', icon, children, wide, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={classNames(
        styles.button,
        styles[variant],
        wide && styles.wide,
        children === undefined && styles.square,
      )}
    >
      {props.isPending ? <LoaderCircle aria-hidden className={styles.pending} /> : icon}
      {children !== undefined && <span className={styles.text}>{children}</span>}
    </AriaButton>
  )
}
