import {
  Cable,
  CreditCard,
  FileText,
  Inbox,
  PackageOpen,
  PanelTopClose,
  Scale,
  ScanBarcode,
  Scroll,
  Volume2,
  type LucideIcon,
} from 'lucide-react'
import type { Interaction } from '../../../electron/contract/vocabulary.ts'
import { useWords } from '../../i18n/use-words.ts'
import { KeyboardScanField } from './keyboard-scan-field.tsx'
import styles from './interaction-prompt.module.css'

const icons: Record<Exclude<Interaction, 'none'>, LucideIcon> = {
  'plug-in': Cable,
  'scan-sample': ScanBarcode,
  'put-weight': Scale,
  'clear-pan': PackageOpen,
  'insert-card': CreditCard,
  'look-at-paper': FileText,
  'hear-beep': Volume2,
  'look-at-drawer': Inbox,
  'close-cover': PanelTopClose,
  'load-paper': Scroll,
}

/** What the person has to do at this moment, large enough to read from where the device stands. */
export function InteractionPrompt({ interaction }: { readonly interaction: Interaction }) {
  const { t } = useWords()
  if (interaction === 'none') return null
  const Icon = icons[interaction]
  return (
    <div className={styles.prompt}>
      <Icon aria-hidden />
      <p role="status">{t(`interactions.${interaction}`)}</p>
      {interaction === 'scan-sample' && <KeyboardScanField />}
    </div>
  )
}
