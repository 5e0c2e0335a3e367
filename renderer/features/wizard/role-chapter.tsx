import { useState } from 'react'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import type { Wizard } from '../../../electron/contract/wizard.ts'
import { useWords } from '../../i18n/use-words.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, Skeleton } from '../../ui/states.tsx'
import { useChecks } from '../test-screen/use-checks.ts'
import { ChapterConnect } from './chapter-connect.tsx'
import { ChapterTest } from './chapter-test.tsx'
import { ChapterWire } from './chapter-wire.tsx'
import { chapterPart, type ChapterPart } from './chapter-part.ts'
import { PartSteps } from './part-steps.tsx'
import { StepHeading } from './step-heading.tsx'
import type { WizardActions } from './use-wizard.ts'

interface Properties {
  readonly role: Role
  readonly wizard: Wizard
  readonly actions: Pick<WizardActions, 'unskip'>
}

/** Wire, connect, test: the part that is due is open, the others stay in reach. */
export function RoleChapter({ role, wizard, actions }: Properties) {
  const words = useWords()
  const { t } = words
  const devices = useLive(live.devices)
  const checks = useChecks(role)
  const [chosen, setChosen] = useState<ChapterPart>()
  const skipped = wizard.skipped.find((entry) => entry.role === role)
  if (skipped) {
    return (
      <>
        <StepHeading
          title={t(`ui.roles.${role}.without`)}
          text={t('ui.wizard.skippedBecause', { reason: skipped.reason })}
        />
        <div>
          <Button onPress={() => actions.unskip.mutate(role)}>{t('ui.wizard.unskip')}</Button>
        </div>
      </>
    )
  }
  const binding = devices?.bindings.find((present) => present.role === role)
  if (!devices || !binding) return <Skeleton lines={6} />
  const due = chapterPart(
    binding,
    checks.data ?? [],
    devices.candidates.some((candidate) => candidate.role === role),
  )
  const part = chosen ?? due
  return (
    <>
      <StepHeading
        title={t(`ui.wizard.chapters.${role}.${part}`)}
        text={t(`ui.wizard.parts.${part}.text`)}
        actions={<PartSteps part={part} due={due} onChoose={setChosen} />}
      />
      {part === 'wire' && (
        <ChapterWire role={role} devices={devices} binding={binding} onNext={() => setChosen('connect')} />
      )}
      {part === 'connect' && (
        <ChapterConnect role={role} devices={devices} binding={binding} onNext={() => setChosen('test')} />
      )}
      {part === 'test' &&
        (binding.familyId ? (
          <ChapterTest role={role} checks={checks} />
        ) : (
          <EmptyState
            title={t(`ui.roles.${role}.missing`)}
            text={t('ui.wizard.test.noDevice')}
            action={
              <Button variant="primary" onPress={() => setChosen('connect')}>
                {t(`ui.wizard.chapters.${role}.connect`)}
              </Button>
            }
          />
        ))}
    </>
  )
}
