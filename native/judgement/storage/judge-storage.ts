import type { Finding } from '../finding.ts'
import { limits } from '../law/law.ts'
import type { Owner } from '../sequence/owner-changed.ts'
import type { OpenShift } from '../sequence/shift.ts'
import { hoursBetween } from '../sequence/shift.ts'

/** A storage as its register describes it and as the log holds it. Times and days are the shop's own. */
export interface StorageToJudge {
  /** Last number that the register named; `undefined` for a storage that no register has shown. */
  readonly lastOnDevice: number | undefined
  readonly held: number
  readonly highest: number | undefined
  /** The reading came to its end: what is missing now is missing on the device. */
  readonly complete: boolean
  /** Runs of numbers that the register says its storage does not have. */
  readonly absent: readonly { readonly from: number; readonly to: number }[]
  readonly unsent: { readonly count: number; readonly first: number | undefined; readonly since: string | undefined }
  /** Last day of the storage's keys. */
  readonly validUntil: string | undefined
  readonly openShift: OpenShift | undefined
  /** Whose storage it is by its register, and by its documents. */
  readonly registered: Owner
  readonly documented: Owner
  /** `YYYY-MM-DDThh:mm`; without it nothing is said of terms. */
  readonly now: string | undefined
}

/** What a storage's log contradicts as a whole: gaps, counts, and terms that run out. */
export function judgeStorage(storage: StorageToJudge): Finding[] {
  return [
    ...judgeGaps(storage),
    ...judgeCounts(storage),
    ...judgeOwner(storage),
    ...(storage.now ? judgeTerms(storage, storage.now) : []),
  ]
}

function judgeGaps({ absent }: StorageToJudge): Finding[] {
  return absent.map(({ from, to }) => ({
    rule: 'number-gap',
    severity: 'failure',
    number: undefined,
    data: { from, to, count: to - from + 1 },
  }))
}

function judgeCounts({ lastOnDevice, held, highest, complete }: StorageToJudge): Finding[] {
  if (lastOnDevice === undefined) return []
  const findings: Finding[] = []
  if (highest !== undefined && highest > lastOnDevice)
    findings.push({
      rule: 'beyond-last',
      severity: 'failure',
      number: highest,
      data: { storage: lastOnDevice, highest },
    })
  const most = limits.storageDocuments.value
  if (lastOnDevice > most)
    return [
      ...findings,
      { rule: 'impossible-number', severity: 'failure', number: undefined, data: { storage: lastOnDevice, most } },
    ]
  if (complete && held < lastOnDevice)
    findings.push({
      rule: 'document-count',
      severity: 'attention',
      number: undefined,
      data: { held, storage: lastOnDevice },
    })
  return findings
}

/** Said only after a whole reading: a registration that is not read yet would look like a contradiction. */
function judgeOwner({ complete, registered, documented }: StorageToJudge): Finding[] {
  if (!complete) return []
  return (['taxpayerNumber', 'registrationNumber'] as const).flatMap((field): Finding[] => {
    const [register, document] = [registered[field]?.trim(), documented[field]?.trim()]
    if (!register || !document || register === document) return []
    return [{ rule: 'register-differs', severity: 'failure', number: undefined, data: { field, register, document } }]
  })
}

function judgeTerms({ unsent, validUntil, openShift }: StorageToJudge, now: string): Finding[] {
  const findings: Finding[] = []
  const { warning, block } = limits.unsentDays
  const waiting = (unsent.count > 0 && unsent.since && daysBetween(unsent.since, now)) || 0
  if (waiting >= warning)
    findings.push({
      rule: 'unsent-too-long',
      severity: waiting >= block ? 'failure' : 'attention',
      number: unsent.first,
      data: { days: waiting, count: unsent.count, left: Math.max(0, block - waiting) },
    })
  const left = validUntil ? daysBetween(now, validUntil) : undefined
  if (left !== undefined && left <= limits.storageExpiryDays.warning)
    findings.push({
      rule: 'storage-expires',
      severity: left < 0 ? 'failure' : 'attention',
      number: undefined,
      data: { until: validUntil ?? '', days: left },
    })
  const hours = openShift?.openedAt === undefined ? 0 : hoursBetween(openShift.openedAt, now)
  if (hours > limits.shiftHours.value)
    findings.push({
      rule: 'shift-open-too-long',
      severity: 'attention',
      number: openShift?.openedBy,
      data: {
        shift: openShift?.number ?? 0,
        opened: openShift?.openedAt?.slice(0, 16) ?? '',
        hours: Math.floor(hours),
      },
    })
  return findings
}

/** Whole days between the days of two times; `undefined` for what is no time. */
function daysBetween(from: string, to: string): number | undefined {
  const days = Math.round((Date.parse(`${to.slice(0, 10)}Z`) - Date.parse(`${from.slice(0, 10)}Z`)) / 86_400_000)
  return Number.isFinite(days) ? days : undefined
}
