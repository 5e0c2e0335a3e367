import type { FamilyId } from './families.ts'

/** How sure it is that the group uses these layouts: only the confirmed ones may ever reject a code. */
export type Confidence = 'confirmed' | 'likely' | 'assumed'

export interface ProductGroup {
  /** Number and code of the group in «Честный ЗНАК». */
  readonly number: number
  readonly code: string
  readonly name: { readonly ru: string; readonly en: string }
  readonly families: readonly FamilyId[]
  readonly confidence: Confidence
}

const rows = `
1  lp           confirmed s13_44,s13_88 Лёгкая промышленность | Clothing and linen
2  shoes        confirmed s13_88,s13_240_8x,s13_44 Обувь | Shoes
3  tobacco      confirmed pack29,block,transport_01_21_10 Табачная продукция | Tobacco
4  perfumery    confirmed s13_44 Духи и туалетная вода | Perfume
5  tires        confirmed s13_44 Шины и покрышки | Tyres
6  electronics  confirmed s20_44 Фотокамеры и лампы-вспышки | Cameras and flashes
7  pharma       confirmed s13_44,s13_240_8x Лекарства (МДЛП) | Medicines
8  milk         confirmed s6_93,s13_93 Молочная продукция | Dairy
9  bicycle      confirmed s13_44 Велосипеды | Bicycles
10 wheelchairs  confirmed s13_44 Медицинские изделия и кресла-коляски | Medical devices and wheelchairs
11 alcohol      confirmed egais_pdf417,egais_dm150 Алкоголь (ЕГАИС) | Alcohol (EGAIS)
12 otp          likely    pack29,pack25,block Альтернативная табачная продукция | Alternative tobacco
13 water        confirmed s13_93 Упакованная вода | Packed water
14 furs         likely    fur,s13_44 Товары из натурального меха | Furs
15 beer         confirmed s7_93,s13_93 Пиво и слабоалкогольные напитки | Beer
16 ncp          likely    pack29,pack25,block Никотинсодержащая продукция | Nicotine goods
17 bio          confirmed s13_93,s13_44 БАД | Food supplements
19 antiseptic   confirmed s13_93 Антисептики | Antiseptics
20 petfood      assumed   s13_93 Корма для животных | Pet food
21 seafood      assumed   s13_93 Морепродукты | Seafood
22 nabeer       assumed   s13_93,s7_93 Безалкогольное пиво | Non-alcoholic beer
23 softdrinks   assumed   s13_93,s7_93 Безалкогольные напитки и соки | Soft drinks and juices
26 vetpharma    assumed   s13_44,s13_93 Ветеринарные препараты | Veterinary medicines
27 toys         assumed   s13_93,s13_44 Игры и игрушки | Toys
28 radio        assumed   s13_93,s13_44 Радиоэлектроника | Radio electronics
31 titan        assumed   s13_44,s13_93 Титановая металлопродукция | Titanium products
32 conserve     assumed   s13_93,s6_44 Консервированные продукты | Canned food
33 vegetableoil assumed   s13_93 Растительные масла | Vegetable oils
34 opticfiber   assumed   s13_44,s13_93 Оптоволокно | Optical fibre
35 chemistry    assumed   s13_93,s13_44 Косметика и бытовая химия | Cosmetics and household chemicals
36 books        assumed   s13_93,s13_44 Печатная продукция | Printed matter
37 grocery      assumed   s13_93 Бакалея | Groceries
38 pharmaraw    assumed   s13_44 Фармсубстанции | Pharmaceutical substances
39 construction assumed   s13_93 Строительные материалы | Building materials
40 fire         assumed   s13_93 Пиротехника и противопожарные средства | Fireworks and fire protection
41 heater       assumed   s13_44,s13_93 Отопительные приборы | Heaters
42 cableraw     assumed   s13_93 Кабельная продукция | Cables
43 autofluids   assumed   s13_93 Моторные масла и автожидкости | Motor oils and fluids
44 polymer      assumed   s13_93 Полимерные трубы | Polymer pipes
45 sweets       assumed   s13_93 Сладости и кондитерские изделия | Sweets
48 carparts     assumed   s13_44,s13_93 Автозапчасти | Car parts
`

/** Product groups of «Честный ЗНАК», in the order of their numbers. */
export const productGroups: readonly ProductGroup[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [, number, code = '', confidence, families = '', ru = '', en = ''] =
      /^(\d+) +(\S+) +(\S+) +(\S+) (.+) \| (.+)$/u.exec(row) ?? []
    return {
      number: Number(number),
      code,
      name: { ru, en },
      families: families.split(',') as FamilyId[],
      confidence: confidence as Confidence,
    }
  })

/**
 * Groups whose goods carry codes of this layout. Which of them it is tells the goods card or the online check, never
 * the code alone: one layout serves a dozen groups.
 */
export function groupsOf(family: FamilyId): readonly ProductGroup[] {
  return productGroups.filter(({ families }) => families.includes(family))
}
