import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useWords } from '../i18n/use-words.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './dialog.module.css'

interface Properties {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly actions?: ReactNode
  readonly wide?: boolean
  /** `alertdialog`: a question whose answer has an effect; it has no other way out than its buttons and Esc. */
  readonly role?: 'dialog' | 'alertdialog'
}

/**
 * A dialog over the screen. Esc closes it, a touch beside it does not: what was typed is not lost by a slip of the hand.
 * The focus returns to where it came from.
 */
export function Dialog({ title, isOpen, onClose, children, actions, wide, role = 'dialog' }: Properties) {
  const { t } = useWords()
  return (
    <ModalOverlay className={styles.backdrop ?? ''} isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Modal className={classNames(styles.modal, wide && styles.wide)}>
        <AriaDialog className={styles.dialog ?? ''} role={role}>
          <header className={styles.header}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {role === 'dialog' && (
              <Button variant="quiet" icon={<X aria-hidden />} aria-label={t('ui.actions.close')} onPress={onClose} />
            )}
          </header>
          <div className={styles.body}>{children}</div>
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
