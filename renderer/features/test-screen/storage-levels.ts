import type { Health } from '../../../electron/contract/vocabulary.ts'
import { formatDeviceTime } from '../../i18n/format.ts'
import type { Words } from '../../i18n/use-words.ts'

interface StorageFigures {
  readonly validUntil?: string | undefined
  readonly daysLeft?: number | undefined
  readonly documentsLeft?: number | undefined
  /** Documents that it holds. */
  readonly lastDocumentNumber: number
}

interface Unsent {
  readonly count: number
  readonly firstTime?: string | undefined
  readonly ageDays?: number | undefined
}

export interface Level {
  readonly label: string
  readonly text: string
  readonly share: number
  readonly health: Health
}

const fullBarDays = 365
const soonDays = 30
const almostFullShare = 0.9

/** Term and load of a fiscal storage. A year or more fills the bar: what matters is the end of it. */
export function storageLevels(storage: StorageFigures, words: Words): Level[] {
  const levels: Level[] = []
  const { daysLeft, documentsLeft } = storage
  if (daysLeft !== undefined) {
    levels.push({
      label: words.t('ui.storage.term'),
      text:
        daysLeft < 0
          ? words.t('ui.storage.termOver', { date: formatDeviceTime(storage.validUntil ?? '') })
          : words.t('ui.storage.termLeft', { count: daysLeft, date: formatDeviceTime(storage.validUntil ?? '') }),
      share: daysLeft / fullBarDays,
      health: daysLeft < 3 ? 'fails' : daysLeft <= soonDays ? 'attention' : 'works',
    })
  }
  if (documentsLeft !== undefined) {
    const used = storage.lastDocumentNumber / Math.max(1, storage.lastDocumentNumber + documentsLeft)
    levels.push({
      label: words.t('ui.storage.load'),
      text: words.t('ui.storage.loadLeft', { count: documentsLeft, figure: words.number(documentsLeft) }),
      share: used,
      health: used > 0.99 ? 'fails' : used > almostFullShare ? 'attention' : 'works',
    })
  }
  return levels
}

/** What the operator has not got yet, and since when. */
export function unsentText(unsent: Unsent, words: Words): string {
  if (unsent.count === 0) return words.t('ui.register.allSent')
  const days = unsent.ageDays ?? 0
  return words.t(days >= 1 ? 'ui.register.unsent' : 'ui.register.unsentToday', {
    count: unsent.count,
    since: unsent.firstTime ? formatDeviceTime(unsent.firstTime) : '—',
    days: Math.floor(days),
  })
}

/** A storage refuses new documents once the oldest unsent one is thirty days old. */
export function unsentHealth(unsent: Unsent): Health {
  if (unsent.count === 0) return 'works'
  const age = unsent.ageDays ?? 0
  return age >= 25 ? 'fails' : age >= 1 ? 'attention' : 'works'
}
