import datedTable from './dated-requisites.json' with { type: 'json' }
import versions from './format-versions.json' with { type: 'json' }
import laterTable from './later-requisites.json' with { type: 'json' }
import limitTable from './limits.json' with { type: 'json' }
import requisites from './required-requisites.json' with { type: 'json' }
import rateTable from './vat-rates.json' with { type: 'json' }
import transitionTable from './vat-transition.json' with { type: 'json' }

/** From when until when something is law: first and last day, `YYYY-MM-DD`; without an end where none is known. */
export interface Period {
  readonly from?: string
  readonly until?: string
  /** The act that it stands in. */
  readonly source: string
}

export interface RatePeriod extends Period {
  readonly label: string
  readonly percent: number
}

interface FormatVersion extends Period {
  readonly code: number
  readonly label: string
}

interface RequiredRequisites {
  readonly version: number
  readonly source: string
  readonly documents: Readonly<Record<string, readonly number[]>>
  readonly containers: Readonly<Record<string, readonly number[]>>
}

interface Transition {
  readonly lapsedRateMayStand: {
    readonly operations: readonly number[]
    readonly documents: readonly number[]
    readonly paymentMethods: readonly number[]
    readonly source: string
  }
  readonly leniency: readonly Period[]
}

/** True if the period has the day, `YYYY-MM-DD`. */
export function holdsOn({ from, until }: Period, day: string): boolean {
  return (from === undefined || day >= from) && (until === undefined || day <= until)
}

/** Periods of a VAT rate by its code (tag 1199); a code may change its meaning with time. */
export const vatRates: readonly (readonly RatePeriod[] | undefined)[] = (() => {
  const byCode: RatePeriod[][] = []
  for (const { code, periods } of rateTable) byCode[code] = periods as RatePeriod[]
  return byCode
})()

export const vatTransition: Transition = transitionTable
export const limits = limitTable
/** Requisites of the first level that came on a day, whatever the version. */
export const datedRequisites: readonly (Period & { readonly from: string; readonly tags: readonly number[] })[] =
  datedTable
/** Requisites that came with a version of the format. */
export const laterRequisites = { version: laterTable.version, tags: new Set(laterTable.tags) }

export function formatVersion(code: number): FormatVersion | undefined {
  return (versions as readonly FormatVersion[]).find((version) => version.code === code)
}

const required = new Map((requisites as readonly RequiredRequisites[]).map((entry) => [entry.version, entry]))

/** Requisites that a document's electronic form must have, by version (1209) and code; `undefined` where no table says so. */
export function requiredRequisites(version: number, documentCode: number): readonly number[] | undefined {
  return required.get(version)?.documents[documentCode]
}

/** Sums of payments and of VAT, which a document has at most once like what is obligatory, except items. */
const sums = [1031, 1081, 1215, 1216, 1217, 1102, 1103, 1104, 1105, 1106, 1107, 1115]
export const singleRequisites: ReadonlySet<number> = new Set(
  [...required.values()]
    .flatMap(({ documents }) => Object.values(documents).flat())
    .filter((tag) => tag !== 1059 && tag !== 1205)
    .concat(sums),
)

/** Requisites that a container must have where it stands. */
export function requiredInside(version: number, container: number): readonly number[] | undefined {
  return required.get(version)?.containers[container]
}
