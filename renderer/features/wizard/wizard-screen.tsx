import { lazy, Suspense, useState } from 'react'
import type { Wizard } from '../../../electron/contract/wizard.ts'
import { useWords } from '../../i18n/use-words.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Screen } from '../../ui/screen.tsx'
import { FailurePanel, Skeleton } from '../../ui/states.tsx'
import { FindStep } from './find-step.tsx'
import { RoleChapter } from './role-chapter.tsx'
import { ShopStep } from './shop-step.tsx'
import { isRole } from './steps.ts'
import { SystemStep } from './system-step.tsx'
import { useWizard, type WizardActions } from './use-wizard.ts'
import { WizardFooter } from './wizard-footer.tsx'
import { WizardRoute } from './wizard-route.tsx'
import styles from './wizard-screen.module.css'

const SettingsStep = lazy(async () => ({ default: (await import('./settings-step.tsx')).SettingsStep }))
const RehearsalStep = lazy(async () => ({ default: (await import('./rehearsal-step.tsx')).RehearsalStep }))
const ActStep = lazy(async () => ({ default: (await import('./act-step.tsx')).ActStep }))

/** «Установка»: the route at the left, the one thing to do in the middle, back and next below. */
export function WizardScreen() {
  const { t } = useWords()
  const wizard = useWizard()
  const { data, error, isError, refetch } = wizard.query
  // An installation that was begun here, not any new id: the host may name one only when it is first written down.
  const [begun, setBegun] = useState(0)
  if (!data) {
    return (
      <Screen title={t('ui.wizard.title')}>
        {isError ? <FailurePanel failure={failureOf(error)} onRetry={() => void refetch()} /> : <Skeleton lines={6} />}
      </Screen>
    )
  }
  return (
    <div className={styles.layout}>
      <WizardRoute
        wizard={data}
        onGo={(step) => wizard.go.mutate(step)}
        onStartNew={() => wizard.startNew.mutate(undefined, { onSuccess: () => setBegun(begun + 1) })}
      />
      <div className={styles.step}>
        <div className={styles.scroll} key={data.step}>
          {[wizard.go, wizard.startNew, wizard.saveShop].map(
            (action, index) =>
              action.isError && <FailurePanel key={index} failure={failureOf(action.error)} onRetry={action.reset} />,
          )}
          <Suspense fallback={<Skeleton lines={6} />}>
            <StepContent key={begun} data={data} actions={wizard} />
          </Suspense>
        </div>
        <WizardFooter wizard={data} actions={wizard} />
      </div>
    </div>
  )
}

function StepContent({ data, actions }: { readonly data: Wizard; readonly actions: WizardActions }) {
  const { step } = data
  if (isRole(step)) return <RoleChapter key={step} role={step} wizard={data} actions={actions} />
  switch (step) {
    case 'shop':
      return <ShopStep wizard={data} save={actions.saveShop.mutateAsync} />
    case 'system':
      return <SystemStep />
    case 'find':
      return <FindStep wizard={data} />
    case 'settings':
      return <SettingsStep />
    case 'rehearsal':
      return <RehearsalStep />
    case 'act':
      return <ActStep finishedAt={data.finishedAt} />
  }
}
