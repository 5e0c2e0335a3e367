/** What a symbology identifier (`]` letter modifier, ISO/IEC 15424) says of the symbol that was read. */
export interface Symbology {
  /** `ean-13`, `gs1-data-matrix`, `qr`, … */
  readonly id: string
  readonly name: { readonly ru: string; readonly en: string }
  /** The data is a GS1 element string; a leading FNC1 is implied. */
  readonly gs1: boolean
}

const symbology = (id: string, name: string, gs1 = false, ru = name): Symbology => ({ id, name: { ru, en: name }, gs1 })

const exact: Readonly<Record<string, Symbology>> = {
  E0: symbology('ean-13', 'EAN-13'),
  E1: symbology('ean-2', 'EAN supplement, 2 digits', false, 'Дополнение EAN, 2 цифры'),
  E2: symbology('ean-5', 'EAN supplement, 5 digits', false, 'Дополнение EAN, 5 цифр'),
  E3: symbology('ean-13-supplement', 'EAN-13 with supplement', false, 'EAN-13 с дополнением'),
  E4: symbology('ean-8', 'EAN-8'),
  C0: symbology('code-128', 'Code 128'),
  C1: symbology('gs1-128', 'GS1-128', true),
  C2: symbology('code-128', 'Code 128'),
  C4: symbology('code-128', 'Code 128'),
  e0: symbology('gs1-databar', 'GS1 DataBar', true),
  e1: symbology('gs1-composite', 'GS1 Composite', true),
  e2: symbology('gs1-composite', 'GS1 Composite', true),
  d2: symbology('gs1-data-matrix', 'GS1 DataMatrix', true),
  d5: symbology('gs1-data-matrix', 'GS1 DataMatrix', true),
  Q3: symbology('gs1-qr', 'GS1 QR Code', true),
  Q4: symbology('gs1-qr', 'GS1 QR Code', true),
  J1: symbology('gs1-dotcode', 'GS1 DotCode', true),
}

/** Letters whose modifiers only tell options of the reader. */
const byLetter: Readonly<Record<string, Symbology>> = {
  A: symbology('code-39', 'Code 39'),
  C: symbology('code-128', 'Code 128'),
  d: symbology('data-matrix', 'Data Matrix'),
  E: symbology('ean', 'EAN/UPC'),
  e: symbology('gs1-databar', 'GS1 DataBar', true),
  F: symbology('codabar', 'Codabar'),
  G: symbology('code-93', 'Code 93'),
  H: symbology('code-11', 'Code 11'),
  h: symbology('han-xin', 'Han Xin'),
  I: symbology('itf', 'Interleaved 2 of 5'),
  J: symbology('dotcode', 'DotCode'),
  L: symbology('pdf417', 'PDF417'),
  Q: symbology('qr', 'QR Code'),
  S: symbology('code-25', 'Code 2 of 5'),
  U: symbology('maxicode', 'MaxiCode'),
  z: symbology('aztec', 'Aztec'),
  X: symbology('other', 'Other', false, 'Другой код'),
}

/** Reads an identifier such as `]d2`. `undefined` for one that the standard does not know. */
export function symbologyOf(identifier: string): Symbology | undefined {
  if (!isSymbologyIdentifier(identifier)) return undefined
  return exact[identifier.slice(1)] ?? byLetter[identifier.charAt(1)]
}

/** True for `]`, a letter and a modifier; the standard gives modifiers 0…9 and A…Z, a…z to some letters. */
export function isSymbologyIdentifier(text: string): boolean {
  return /^\][A-Za-z][0-9A-Za-z]$/u.test(text)
}

/** Cuts an identifier off the front of `text`, if there is one. */
export function splitSymbologyIdentifier(text: string): {
  readonly identifier: string | undefined
  readonly rest: string
} {
  const identifier = text.slice(0, 3)
  if (!isSymbologyIdentifier(identifier) || !symbologyOf(identifier)) return { identifier: undefined, rest: text }
  return { identifier, rest: text.slice(3) }
}
