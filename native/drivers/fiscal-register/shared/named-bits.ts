/** Masks of a report by the names that JSON protocols give their bits; the first name is bit 0. */
export const flagsOf = <Name extends string>(names: readonly Name[], mask: number): Record<Name, boolean> =>
  Object.fromEntries(names.map((name, bit) => [name, (mask & (1 << bit)) !== 0])) as Record<Name, boolean>

/** The mask of the names that `isSet`. */
export const maskOf = <Name extends string>(names: readonly Name[], isSet: (name: Name) => boolean): number =>
  names.reduce((mask, name, bit) => (isSet(name) ? mask | (1 << bit) : mask), 0)
