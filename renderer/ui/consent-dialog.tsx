import { useMutation } from '@tanstack/react-query'
import { Banknote, Printer, ReceiptText, Settings2, Hand } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Consent } from '../../electron/contract/checks.ts'
import type { Effect } from '../../electron/contract/vocabulary.ts'
import { useWords } from '../i18n/use-words.ts'
import { api } from '../rpc/client.ts'
import { failureOf } from '../rpc/failure-of.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { FailurePanel, Skeleton } from './states.tsx'
import styles from './consent-dialog.module.css'

export interface ConsentRequest {
  readonly operation: string
  readonly subject: Record<string, string | number>
  /** What it is about, in words of the caller, if the text needs more than its subject. */
  readonly about?: string
}

interface Properties {
  readonly request: ConsentRequest | undefined
  readonly onClose: () => void
  /** The person pressed the button: the id serves for this one operation, once. */
  readonly onConsent: (consentId: string) => void
}

const effectIcons = {
  read: Hand,
  physical: Printer,
  setting: Settings2,
  money: Banknote,
  fiscal: ReceiptText,
} satisfies Record<Effect, unknown>

/** Asks for the consent to one operation: what will happen, on what, and until when the question stands. */
export function ConsentDialog({ request, onClose, onConsent }: Properties) {
  return request ? <OpenConsentDialog request={request} onClose={onClose} onConsent={onConsent} /> : null
}

function OpenConsentDialog({ request, onClose, onConsent }: Properties & { readonly request: ConsentRequest }) {
  const words = useWords()
  const prepare = useMutation(api.consents.request.mutationOptions())
  const ask = () => prepare.mutate({ operation: request.operation, subject: request.subject })
  // oxlint-disable-next-line react/exhaustive-deps -- asked once for each question that is opened
  useEffect(ask, [request])
  const consent = prepare.data
  const expired = useExpired(consent)
  const key = `consents.${request.operation}`
  const parameters = subjectWords(consent?.subject ?? request.subject, words)
  return (
    <Dialog
      role="alertdialog"
      isOpen
      onClose={onClose}
      title={words.first([`${key}.title`, 'ui.consent.title'], parameters)}
      actions={
        <>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- Enter must refuse until the person has chosen */}
          <Button onPress={onClose} autoFocus>
            {words.t('ui.actions.cancel')}
          </Button>
          {expired ? (
            <Button variant="primary" onPress={ask}>
              {words.t('ui.consent.askAgain')}
            </Button>
          ) : (
            <Button
              variant="primary"
              isDisabled={!consent || prepare.isPending}
              onPress={() => {
                if (!consent) return
                onConsent(consent.consentId)
                onClose()
              }}
            >
              {words.first([`${key}.confirm`, 'ui.consent.confirm'], parameters)}
            </Button>
          )}
        </>
      }
    >
      {prepare.isError ? (
        <FailurePanel failure={failureOf(prepare.error)} onRetry={ask} />
      ) : consent ? (
        <ConsentBody
          consent={consent}
          text={words.first([`${key}.text`, 'ui.consent.text'], parameters)}
          about={request.about}
        />
      ) : (
        <Skeleton lines={2} />
      )}
      {expired && <p className={styles.expired}>{words.t('ui.consent.expired')}</p>}
    </Dialog>
  )
}

function ConsentBody({
  consent,
  text,
  about,
}: {
  readonly consent: Consent
  readonly text: string
  readonly about: string | undefined
}) {
  const { t } = useWords()
  const Icon = effectIcons[consent.effect]
  return (
    <>
      <p className={styles.effect}>
        <Icon aria-hidden />
        {t(`ui.effects.${consent.effect}`)}
      </p>
      <p>{text}</p>
      {about && <p className={styles.about}>{about}</p>}
    </>
  )
}

/** Names and figures of a subject as the texts want them: sums in roubles besides whole kopecks. */
function subjectWords(subject: Consent['subject'], words: ReturnType<typeof useWords>): Record<string, unknown> {
  const kopecks = subject['kopecks']
  return typeof kopecks === 'number' ? { ...subject, sum: words.kopecks(kopecks) } : subject
}

function useExpired(consent: Consent | undefined): boolean {
  const [expiredId, setExpiredId] = useState<string>()
  useEffect(() => {
    if (!consent) return undefined
    const left = new Date(consent.expiresAt).getTime() - Date.now()
    const timer = setTimeout(() => setExpiredId(consent.consentId), Math.min(Math.max(0, left), 2 ** 31 - 1))
    return () => clearTimeout(timer)
  }, [consent])
  return consent !== undefined && expiredId === consent.consentId
}
