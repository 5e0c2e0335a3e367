/** GS1 set 82, from which serial numbers are made. */
const text = `[!"%&'()*+,\\-./0-9:;<=>?A-Z_a-z]`
const base64 = '[A-Za-z0-9+/=]'
/** Stands in patterns where a separator belongs. */
const separator = '␝'
/** A pack's code has no application identifiers; what looks like one with them is not a pack. */
const noIdentifiers = '(?!01\\d{14}21)'
const start = (serial: number) => `01(?<gtin>\\d{14})21(?<serial>${text}{${serial}})`
const short = `${separator}93(?<check>${base64}{4})`
const full = (length: number | string) =>
  `${separator}91(?<key>[0-9A-Za-z]{4})${separator}92(?<check>${base64}{${length}})`

/**
 * Layouts of Russian marking codes. `cisLength`: how many characters from the front are the identification code (КИ),
 * separators not counted; the rest proves that the code is genuine.
 */
export const families = {
  pack29: {
    pattern: `${noIdentifiers}(?<gtin>\\d{14})(?<serial>${text}{7})(?<price>${text}{4})(?<check>${text}{4})`,
    cisLength: 21,
    title: { ru: 'Пачка', en: 'Pack' },
  },
  pack25: {
    pattern: `${noIdentifiers}(?<gtin>\\d{14})(?<serial>${text}{7})(?<price>${text}{4})`,
    cisLength: 21,
    title: { ru: 'Пачка, короткий код', en: 'Pack, short code' },
  },
  block: {
    pattern: `${start(7)}${separator}8005(?<kopecks>\\d{6})${separator}93(?<check>${base64}{4})(?:${separator}240${text}{1,30})?`,
    cisLength: 25,
    title: { ru: 'Блок пачек', en: 'Block of packs' },
  },
  s6_93: {
    pattern: `${start(6)}${short}(?:${separator}3103(?<grams>\\d{6}))?`,
    cisLength: 24,
    title: { ru: 'Серийный номер 6, проверка 4', en: 'Serial 6, check 4' },
  },
  s7_93: {
    pattern: start(7) + short,
    cisLength: 25,
    title: { ru: 'Серийный номер 7, проверка 4', en: 'Serial 7, check 4' },
  },
  s13_93: {
    pattern: start(13) + short,
    cisLength: 31,
    title: { ru: 'Серийный номер 13, проверка 4', en: 'Serial 13, check 4' },
  },
  s13_44: {
    pattern: start(13) + full(44),
    cisLength: 31,
    title: { ru: 'Серийный номер 13, проверка 44', en: 'Serial 13, check 44' },
  },
  s13_88: {
    pattern: start(13) + full(88),
    cisLength: 31,
    title: { ru: 'Серийный номер 13, проверка 88', en: 'Serial 13, check 88' },
  },
  s13_240_8x: {
    pattern: `${start(13)}${separator}240(?<commodity>${text}{1,30}?)(?:${separator}10${text}{1,20})?(?:${separator}17\\d{6})?${full('44,88')}`,
    cisLength: 31,
    title: { ru: 'Ранний код с ТН ВЭД', en: 'Early code with a commodity code' },
  },
  s20_44: {
    pattern: start(20) + full(44),
    cisLength: 38,
    title: { ru: 'Серийный номер 20, проверка 44', en: 'Serial 20, check 44' },
  },
  s6_44: {
    pattern: start(6) + full(44),
    cisLength: 24,
    title: { ru: 'Серийный номер 6, проверка 44', en: 'Serial 6, check 44' },
  },
  transport_01_21_10: {
    pattern: `${start(7)}${separator}10(?<batch>${text}{1,20})`,
    cisLength: 25,
    title: { ru: 'Транспортная упаковка', en: 'Transport package' },
  },
  sscc: {
    pattern: '(?:00)?(?<sscc>\\d{18})',
    cisLength: 18,
    title: { ru: 'Грузовая упаковка (SSCC)', en: 'Logistic unit (SSCC)' },
  },
  fur: {
    pattern: '[A-Z]{2}-\\d{6}-[A-Z]{3}\\d{7,8}',
    cisLength: 21,
    title: { ru: 'Контрольный знак меха', en: 'Fur control mark' },
  },
  egais_pdf417: {
    pattern: '\\d\\d[A-Z0-9]{21}\\d[01]\\d[0-3]\\d{10}[A-Z0-9]{31}',
    cisLength: 68,
    title: { ru: 'Акцизная марка, PDF417', en: 'Excise stamp, PDF417' },
  },
  egais_dm150: {
    pattern:
      '(?<type>\\d{3})(?<series>\\d{3})(?<number>\\d{8})(?<month>0[1-9]|1[0-2])(?<year>\\d{2})(?<version>[0-9A-Z]{3})[0-9A-Z]{129}',
    cisLength: 150,
    title: { ru: 'Акцизная марка, DataMatrix', en: 'Excise stamp, DataMatrix' },
  },
} as const satisfies Record<string, MarkingFamily>

export interface MarkingFamily {
  readonly pattern: string
  readonly cisLength: number
  readonly title: { readonly ru: string; readonly en: string }
}

export type FamilyId = keyof typeof families

export interface FamilyMatch {
  readonly id: FamilyId
  readonly parts: Readonly<Record<string, string>>
}

/** A layout that fits if separators are put back where they belong. */
export interface RestoredMatch extends FamilyMatch {
  readonly code: string
}

const familyIds = Object.keys(families) as FamilyId[]

const exactPatterns = compile(familyIds, () => '\\x1D', 'u')
/** A space is what some programs make of a separator. */
const tolerantPatterns = compile(
  familyIds.filter((id) => families[id].pattern.includes(separator)),
  (index) => `(?<gap${index}>[\\x1D ]?)`,
  'du',
)

/** No code is longer than a few hundred characters; a pattern never meets more. */
const longestCode = 400

/** The layout that a whole normalised code has. */
export function matchFamily(code: string): FamilyMatch | undefined {
  if (code.length > longestCode) return undefined
  for (const [id, pattern] of exactPatterns) {
    const match = pattern.exec(code)
    if (match) return { id, parts: { ...match.groups } }
  }
  return undefined
}

/** Layouts that a code would have if separators had been lost. More than one is no answer. */
export function matchFamilyWithoutSeparators(code: string): readonly RestoredMatch[] {
  if (code.length > longestCode) return []
  return [...tolerantPatterns].flatMap(([id, pattern]) => {
    const match = pattern.exec(code)
    return match ? [{ id, parts: { ...match.groups }, code: putBack(code, match) }] : []
  })
}

function compile(
  ids: readonly FamilyId[],
  gap: (index: number) => string,
  flags: string,
): ReadonlyMap<FamilyId, RegExp> {
  return new Map(
    ids.map((id) => {
      let index = 0
      const pattern = families[id].pattern.replaceAll(separator, () => gap(index++))
      return [id, new RegExp(`^${pattern}$`, flags)]
    }),
  )
}

function putBack(code: string, match: RegExpExecArray): string {
  const gaps = Object.entries(match.indices?.groups ?? {})
    .filter(([name, span]) => name.startsWith('gap') && (span as readonly [number, number] | undefined) !== undefined)
    .map(([, span]) => span)
    .sort(([left], [right]) => right - left)
  let restored = code
  for (const [start, end] of gaps) restored = `${restored.slice(0, start)}\x1D${restored.slice(end)}`
  return restored
}
