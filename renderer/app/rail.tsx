import { Link } from '@tanstack/react-router'
import {
  ArrowLeftRight,
  ClipboardCheck,
  FlaskConical,
  Gauge,
  ReceiptText,
  Settings,
  type LucideIcon,
} from 'lucide-react'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import styles from './rail.module.css'

const destinations: readonly { to: '/setup' | '/check' | '/log' | '/traffic'; key: string; icon: LucideIcon }[] = [
  { to: '/setup', key: 'setup', icon: ClipboardCheck },
  { to: '/check', key: 'check', icon: Gauge },
  { to: '/log', key: 'log', icon: ReceiptText },
  { to: '/traffic', key: 'traffic', icon: ArrowLeftRight },
]

interface Properties {
  readonly bench: boolean
  readonly benchOpen: boolean
  readonly onToggleBench: () => void
}

export function Rail({ bench, benchOpen, onToggleBench }: Properties) {
  const { t } = useWords()
  return (
    <nav className={styles.rail} aria-label={t('ui.frame.navigation')}>
      {destinations.map(({ to, key, icon: Icon }) => (
        <Link key={to} to={to} className={styles.item ?? ''} activeProps={{ 'aria-current': 'page' }}>
          <Icon aria-hidden />
          {t(`ui.rail.${key}`)}
        </Link>
      ))}
      <span className={styles.space} />
      {bench && (
        <button
          type="button"
          className={classNames(styles.item, benchOpen && styles.open)}
          aria-expanded={benchOpen}
          onClick={onToggleBench}
        >
          <FlaskConical aria-hidden />
          {t('ui.rail.bench')}
        </button>
      )}
      <Link to="/settings" className={styles.item ?? ''} activeProps={{ 'aria-current': 'page' }}>
        <Settings aria-hidden />
        {t('ui.rail.settings')}
      </Link>
    </nav>
  )
}
