import { Banknote, Eye, Printer, ReceiptText, Settings2, type LucideIcon } from 'lucide-react'
import type { Effect } from '../../electron/contract/vocabulary.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from './class-names.ts'
import styles from './effect-badge.module.css'

const icons: Record<Effect, LucideIcon> = {
  read: Eye,
  physical: Printer,
  setting: Settings2,
  money: Banknote,
  fiscal: ReceiptText,
}

/** What a check does to the device or to the shop. */
export function EffectBadge({ effect }: { readonly effect: Effect }) {
  const { t } = useWords()
  const Icon = icons[effect]
  const careful = effect === 'money' || effect === 'fiscal' || effect === 'setting'
  return (
    <span className={classNames(styles.badge, careful && styles.careful)}>
      <Icon aria-hidden />
      {t(`ui.effectBadges.${effect}`)}
    </span>
  )
}
