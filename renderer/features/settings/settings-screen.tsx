import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { usePreferences } from '../../app/preferences.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Screen } from '../../ui/screen.tsx'
import { FailurePanel, Skeleton } from '../../ui/states.tsx'
import styles from './settings-screen.module.css'

/** Language, theme, and on which devices the program works. */
export function SettingsScreen() {
  const { t } = useWords()
  const { preferences, change, error } = usePreferences()
  const system = useLive(live.system)
  return (
    <Screen title={t('ui.settings.title')} lead={t('ui.settings.lead')}>
      {error && <FailurePanel failure={failureOf(error)} />}
      <section className={styles.section}>
        <RadioGroup
          segmented
          label={t('ui.settings.language')}
          value={preferences.language}
          onChange={(language) => change({ language })}
          options={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
        />
        <RadioGroup
          segmented
          label={t('ui.settings.theme')}
          value={preferences.theme}
          onChange={(theme) => change({ theme })}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`ui.settings.themes.${value}`),
          }))}
        />
      </section>
      {system ? (
        <>
          <BenchChoice bench={system.bench} />
          <section className={styles.section}>
            <h2>{t('ui.settings.about')}</h2>
            <dl className={styles.about}>
              <dt>{t('ui.settings.version')}</dt>
              <dd>{system.version}</dd>
              <dt>{t('ui.settings.data')}</dt>
              <dd>
                <code>{system.dataDirectory}</code>
              </dd>
              <dt>{t('ui.settings.started')}</dt>
              <dd>{formatInstant(system.startedAt)}</dd>
            </dl>
          </section>
        </>
      ) : (
        <Skeleton />
      )}
    </Screen>
  )
}

/** Going over ends every connection, so it is asked first. */
function BenchChoice({ bench }: { readonly bench: boolean }) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  // oxlint-disable-next-line react/hooks -- a procedure of the host, not a hook
  const goOver = useMutation(api.system.useBench.mutationOptions())
  const to = bench ? 'ports' : 'bench'
  return (
    <section className={styles.section}>
      <h2>{t(`ui.settings.devices.${bench ? 'bench' : 'ports'}.title`)}</h2>
      <p className={styles.text}>{t(`ui.settings.devices.${bench ? 'bench' : 'ports'}.text`)}</p>
      <div>
        <Button isPending={goOver.isPending} onPress={() => setAsking(true)}>
          {t(`ui.settings.devices.${to}.go`)}
        </Button>
      </div>
      {goOver.isError && (
        <FailurePanel compact failure={failureOf(goOver.error)} onRetry={() => goOver.mutate({ bench: !bench })} />
      )}
      <Dialog
        role="alertdialog"
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t(`ui.settings.devices.${to}.ask`)}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t('ui.actions.cancel')}</Button>
            <Button
              variant="primary"
              onPress={() => {
                setAsking(false)
                goOver.mutate({ bench: !bench })
              }}
            >
              {t(`ui.settings.devices.${to}.go`)}
            </Button>
          </>
        }
      >
        <p>{t(`ui.settings.devices.${to}.askText`)}</p>
      </Dialog>
    </section>
  )
}
