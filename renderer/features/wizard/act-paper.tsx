import type { ReactNode } from 'react'
import type { Act } from '../../../electron/contract/wizard.ts'
import { formatInstant } from '../../i18n/format.ts'
import { useWords } from '../../i18n/use-words.ts'
import { StatusMark } from '../../ui/status-mark.tsx'
import { checkTitle, healthOfVerdict } from '../test-screen/check-texts.ts'
import styles from './act-paper.module.css'

/** What the act will say. */
export function ActPaper({ act }: { readonly act: Act }) {
  const words = useWords()
  const { t } = words
  const { shop } = act
  const software = shop.posSoftwareName ?? (shop.posSoftware && t(`ui.wizard.shop.software.${shop.posSoftware}`))
  const facts: [string, ReactNode][] = [
    [t('ui.wizard.shop.organisation'), shop.organisation],
    [t('ui.wizard.shop.taxpayerNumber'), shop.taxpayerNumber],
    [t('ui.wizard.shop.address'), shop.address],
    [t('ui.wizard.shop.till'), shop.till],
    [t('ui.wizard.shop.posSoftware'), software],
    [t('ui.wizard.shop.installerName'), [shop.installerName, shop.installerOrganisation].filter(Boolean).join(', ')],
  ]
  return (
    <article className={styles.paper} aria-label={t('ui.wizard.act.preview')}>
      <header>
        <h2>{t('ui.wizard.act.heading', { number: act.number })}</h2>
        <p className={styles.small}>{formatInstant(act.createdAt)}</p>
      </header>
      {act.bench && <p className={styles.bench}>{t('ui.wizard.act.bench')}</p>}
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value || '—'}</dd>
          </div>
        ))}
      </dl>
      {act.devices.map((device) => (
        <section key={device.role} className={styles.device}>
          <h3>{t(`ui.roles.${device.role}.full`)}</h3>
          {device.skippedBecause ? (
            <p>{t('ui.wizard.skippedBecause', { reason: device.skippedBecause })}</p>
          ) : (
            <>
              <p className={styles.small}>
                {[
                  device.identity?.model ?? (device.familyName && words.local(device.familyName)),
                  device.identity?.serialNumber && `№ ${device.identity.serialNumber}`,
                  device.addressText,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              <ul>
                {device.checks.map((check) => (
                  <li key={check.runId}>
                    <StatusMark
                      health={healthOfVerdict[check.verdict]}
                      word={t(`ui.check.verdict.${check.verdict}`)}
                      iconOnly
                    />
                    <span>
                      {checkTitle(check.checkId, words)}: {t(`ui.check.verdict.${check.verdict}`)}
                    </span>
                    <span className={styles.small}>{formatInstant(check.finishedAt)}</span>
                  </li>
                ))}
              </ul>
              {device.checks.length === 0 && <p className={styles.small}>{t('ui.wizard.act.noChecks')}</p>}
            </>
          )}
        </section>
      ))}
      <p>{t(`ui.wizard.act.rehearsal.${act.rehearsal}`)}</p>
      {act.openQuestions.length > 0 && (
        <section className={styles.device}>
          <h3>{t('ui.wizard.act.openQuestions')}</h3>
          <ul>
            {act.openQuestions.map((failure, index) => (
              <li key={index}>{words.failure(failure).what}</li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles.digest}>{t('ui.wizard.act.digest', { digest: act.evidenceDigest })}</p>
    </article>
  )
}
