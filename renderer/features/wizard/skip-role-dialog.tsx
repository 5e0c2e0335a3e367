import { useState } from 'react'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'

const reasons = ['not-here', 'later', 'broken', 'other'] as const

interface Properties {
  readonly role: Role
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onSkip: (reason: string) => void
}

/** A device is left out with a reason: the act will say it. */
export function SkipRoleDialog({ role, isOpen, onClose, onSkip }: Properties) {
  const words = useWords()
  const [choice, setChoice] = useState<(typeof reasons)[number]>('not-here')
  const [own, setOwn] = useState('')
  const reason = choice === 'other' ? own.trim() : words.t(`ui.wizard.skipReasons.${choice}`)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.t('ui.wizard.skipTitle', { role: words.t(`ui.roles.${role}.full`) })}
      actions={
        <>
          <Button onPress={onClose}>{words.t('ui.actions.cancel')}</Button>
          <Button variant="primary" isDisabled={reason === ''} onPress={() => onSkip(reason)}>
            {words.t('ui.wizard.skipConfirm')}
          </Button>
        </>
      }
    >
      <p>{words.t('ui.wizard.skipText')}</p>
      <RadioGroup
        label={words.t('ui.wizard.skipReason')}
        value={choice}
        onChange={setChoice}
        options={reasons.map((value) => ({ value, label: words.t(`ui.wizard.skipReasons.${value}`) }))}
      />
      {choice === 'other' && (
        <TextField label={words.t('ui.wizard.skipOwn')} value={own} onChange={setOwn} maxLength={200} />
      )}
    </Dialog>
  )
}
