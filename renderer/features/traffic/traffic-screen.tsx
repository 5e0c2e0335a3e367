import { useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowDownToLine, Pause, X } from 'lucide-react'
import { useState } from 'react'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { failureOf } from '../../rpc/failure-of.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { roles } from '../../ui/roles.ts'
import { Screen } from '../../ui/screen.tsx'
import { EmptyState, FailurePanel, Note, Skeleton } from '../../ui/states.tsx'
import { TrafficList } from './traffic-list.tsx'
import { useTraffic, type TrafficWish } from './use-traffic.ts'
import styles from './traffic-screen.module.css'

/** «Обмен»: every byte on every line, as it goes, with its name. */
export function TrafficScreen() {
  const { t, number } = useWords()
  const search = useSearch({ from: '/traffic' })
  const navigate = useNavigate({ from: '/traffic' })
  const [attempt, setAttempt] = useState(0)
  const range =
    search.first !== undefined && search.last !== undefined ? { first: search.first, last: search.last } : undefined
  const chooseRole = (role: Role | 'all') => void navigate({ search: role === 'all' ? {} : { role }, replace: true })
  return (
    <Screen fill title={t('ui.traffic.title')} lead={t('ui.traffic.lead')}>
      {range && (
        <div className={styles.range}>
          <Note tone="in-progress">
            {t('ui.traffic.range', { first: number(range.first), last: number(range.last) })}
          </Note>
          <Button icon={<X aria-hidden />} onPress={() => chooseRole(search.role ?? 'all')}>
            {t('ui.traffic.showAll')}
          </Button>
        </div>
      )}
      <TrafficView
        key={JSON.stringify([search.role, range, attempt])}
        role={search.role}
        range={range}
        onRole={chooseRole}
        onRetry={() => setAttempt(attempt + 1)}
      />
    </Screen>
  )
}

interface ViewProperties extends TrafficWish {
  readonly onRole: (role: Role | 'all') => void
  readonly onRetry: () => void
}

function TrafficView({ role, range, onRole, onRetry }: ViewProperties) {
  const { t, number } = useWords()
  const [follow, setFollow] = useState(range === undefined)
  const traffic = useTraffic({ role, range }, follow)
  return (
    <>
      <div className={styles.bar}>
        <RadioGroup
          segmented
          label={t('ui.traffic.device')}
          value={role ?? 'all'}
          onChange={onRole}
          options={[
            { value: 'all', label: t('ui.traffic.all') },
            ...roles.map((value) => ({ value, label: t(`ui.roles.${value}.short`) })),
          ]}
        />
        <span className={styles.space} />
        {traffic.waiting > 0 && (
          <span className={styles.waiting} role="status">
            {t('ui.traffic.waiting', { count: traffic.waiting, figure: number(traffic.waiting) })}
          </span>
        )}
        {!range && (
          <Button
            variant={follow ? 'plain' : 'primary'}
            icon={follow ? <Pause aria-hidden /> : <ArrowDownToLine aria-hidden />}
            onPress={() => setFollow(!follow)}
          >
            {t(follow ? 'ui.traffic.pause' : 'ui.traffic.follow')}
          </Button>
        )}
      </div>
      {traffic.dropped > 0 && (
        <p className={styles.dropped}>
          {t('ui.traffic.dropped', { count: traffic.dropped, figure: number(traffic.dropped) })}
        </p>
      )}
      {traffic.error ? <FailurePanel failure={failureOf(traffic.error)} onRetry={onRetry} /> : null}
      {!traffic.entries ? (
        !traffic.error && <Skeleton lines={8} />
      ) : traffic.entries.length === 0 ? (
        <EmptyState title={t('ui.traffic.empty')} text={t('ui.traffic.emptyText')} />
      ) : (
        <TrafficList
          entries={traffic.entries}
          follow={follow}
          onLeaveEnd={() => setFollow(false)}
          onReachStart={traffic.hasOlder ? traffic.loadOlder : undefined}
        />
      )}
    </>
  )
}
