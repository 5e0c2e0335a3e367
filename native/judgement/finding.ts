import type { RuleId } from './rules.ts'

export type Severity = 'notice' | 'attention' | 'failure'

/** What a rule has against fiscal data. Its texts stand under `findings.<rule>`, its norm in `rules`. Sums are kopecks. */
export interface Finding {
  readonly rule: RuleId
  readonly severity: Severity
  /** Number (ФД) of the document that it is about; `undefined` if it is about the storage. */
  readonly number: number | undefined
  /** What fills the places in the rule's text. */
  readonly data: Readonly<Record<string, string | number>>
}

/** Most documents have nothing against them: they share this list. */
export const nothing: readonly Finding[] = []
