import type { FamilyId, FamilyMatch } from './families.ts'

/** What a layout alone says of the goods: a group where only one confirmed group uses it, else the layout's own description. */
const names: Readonly<Record<FamilyId, string>> = {
  pack29: 'tobacco-pack',
  pack25: 'tobacco-pack',
  block: 'tobacco-block',
  s6_93: 'milk',
  s7_93: 'unknown-7+4',
  s13_93: 'unknown-13+4',
  s13_44: '44-tail',
  s13_88: 'shoes',
  s13_240_8x: 'shoes-old-240',
  s20_44: 'electronics',
  s6_44: 'unknown-6+44',
  transport_01_21_10: 'tobacco-transport',
  sscc: 'sscc',
  fur: 'furs',
  egais_pdf417: 'alcohol',
  egais_dm150: 'alcohol',
}

export function groupName({ id, parts }: FamilyMatch): string {
  // Nicotine goods have no maximum price: its four characters are all zero.
  return id === 'pack29' && parts['price'] === 'AAAA' ? 'ncp-pack' : names[id]
}
