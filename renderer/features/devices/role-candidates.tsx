import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Hand, Link2 } from 'lucide-react'
import type { Candidate, DevicesSnapshot } from '../../../electron/contract/devices.ts'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { api } from '../../rpc/client.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { roleIcons } from '../../ui/roles.ts'
import { FailurePanel } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { isBound, isGuess } from './candidates.ts'
import styles from './role-candidates.module.css'

interface Properties {
  readonly role: Role
  readonly devices: DevicesSnapshot
  readonly onByHand: () => void
  /** There is one button for all that was found. */
  readonly isOneOfMany?: boolean
}

/** One role: its device, what was found for it and why the program thinks so. */
export function RoleCandidates({ role, devices, onByHand, isOneOfMany = false }: Properties) {
  const words = useWords()
  const candidates = devices.candidates.filter((candidate) => candidate.role === role)
  const binding = devices.bindings.find((present) => present.role === role)
  const RoleIcon = roleIcons[role]
  return (
    <section className={styles.role} aria-labelledby={`found-${role}`}>
      <header className={styles.header}>
        <RoleIcon aria-hidden />
        <h2 id={`found-${role}`}>{words.t(`ui.roles.${role}.full`)}</h2>
        {binding?.familyId && <StatusMark health={binding.health} />}
        <Button variant="quiet" icon={<Hand aria-hidden />} onPress={onByHand}>
          {words.t('ui.devices.byHandButton')}
        </Button>
      </header>
      {candidates.length === 0 && !binding?.familyId && (
        <p className={styles.none}>
          {words.t(devices.search.state === 'running' ? 'ui.devices.searchingRole' : 'ui.devices.noneYet')}
        </p>
      )}
      {binding?.failure && <FailurePanel compact failure={binding.failure} />}
      <CandidateList role={role} devices={devices} isOneOfMany={isOneOfMany} />
      {binding?.familyId && !candidates.some((candidate) => isBound(candidate, binding)) && (
        <p className={styles.evidence}>
          {[binding.identity?.model ?? (binding.familyName && words.local(binding.familyName)), binding.addressText]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </section>
  )
}

/** What was found for one role, with the button that gives it the role. */
export function CandidateList({ role, devices, isOneOfMany = false }: Omit<Properties, 'onByHand'>) {
  const words = useWords()
  const queryClient = useQueryClient()
  const assign = useMutation(
    api.devices.assign.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.wizard.get.key() }),
    }),
  )
  const binding = devices.bindings.find((present) => present.role === role)
  return (
    <>
      {assign.isError && <FailurePanel compact failure={failureOf(assign.error)} onRetry={assign.reset} />}
      <ul>
        {devices.candidates
          .filter((candidate) => candidate.role === role)
          .map((candidate) => (
            <li key={candidate.id} className={styles.candidate}>
              <CandidateText candidate={candidate} />
              {isBound(candidate, binding) ? (
                <span className={styles.bound}>{words.t('ui.devices.bound')}</span>
              ) : (
                <Button
                  variant={binding?.familyId || isOneOfMany ? 'plain' : 'primary'}
                  icon={<Link2 aria-hidden />}
                  isPending={assign.isPending && assign.variables.candidateId === candidate.id}
                  onPress={() => assign.mutate({ candidateId: candidate.id })}
                >
                  {words.t('ui.devices.bind')}
                </Button>
              )}
            </li>
          ))}
      </ul>
    </>
  )
}

function CandidateText({ candidate }: { readonly candidate: Candidate }) {
  const words = useWords()
  const { identity } = candidate
  const name = [identity.vendor, identity.model].filter(Boolean).join(' ') || candidate.familyId
  return (
    <div className={styles.text}>
      <p className={styles.name}>
        {isGuess(candidate) && <span className={styles.guess}>{words.t('ui.devices.guess')}</span>}
        <span>{name}</span>
        {identity.serialNumber && <code>№ {identity.serialNumber}</code>}
      </p>
      <p className={styles.evidence}>
        {candidate.addressText}
        {identity.firmware && ` · ${words.t('ui.devices.firmware', { firmware: identity.firmware })}`}
      </p>
      {candidate.evidence.map((evidence, index) => (
        <p key={index} className={styles.evidence}>
          {words.local(evidence)}
        </p>
      ))}
    </div>
  )
}
