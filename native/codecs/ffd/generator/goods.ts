/** What the shop of the virtual bench sells: names with Cyrillic of every kind, both VAT rates, goods by the piece and by weight. */
export interface Good {
  readonly name: string
  /** Kopecks for a piece or a kilogram. */
  readonly price: number
  readonly vat: 'base' | 'reduced'
  readonly measure: 'piece' | 'kilogram'
  readonly marked?: string
}

export const goods: readonly Good[] = [
  { name: 'Молоко пастеризованное 3,2% 930 мл', price: 8_990, vat: 'reduced', measure: 'piece' },
  { name: 'Хлеб "Бородинский" нарезка 300 г', price: 5_490, vat: 'reduced', measure: 'piece' },
  { name: 'Яйцо куриное С1, 10 шт.', price: 12_900, vat: 'reduced', measure: 'piece' },
  { name: 'Сыр "Российский" 50%, весовой', price: 89_900, vat: 'reduced', measure: 'kilogram' },
  { name: 'Яблоки сезонные', price: 14_990, vat: 'reduced', measure: 'kilogram' },
  { name: 'Картофель мытый', price: 5_990, vat: 'reduced', measure: 'kilogram' },
  { name: 'Филе цыплёнка охлаждённое', price: 42_990, vat: 'reduced', measure: 'kilogram' },
  { name: 'Чай чёрный "Ёлочка" 100 пак.', price: 24_990, vat: 'base', measure: 'piece' },
  { name: 'Кофе молотый 250 г', price: 49_900, vat: 'base', measure: 'piece' },
  { name: 'Шоколад горький 72% 90 г', price: 13_490, vat: 'base', measure: 'piece' },
  {
    name: 'Вода питьевая негазированная 1,5 л',
    price: 5_900,
    vat: 'base',
    measure: 'piece',
    marked: '0104600439931256215mQfEG7x',
  },
  { name: 'Стиральный порошок автомат 3 кг', price: 54_900, vat: 'base', measure: 'piece' },
  { name: 'Батарейки АА щелочные, 4 шт.', price: 29_900, vat: 'base', measure: 'piece' },
  { name: 'Пакет-майка 40x60', price: 900, vat: 'base', measure: 'piece' },
]

export const cashiers: readonly string[] = ['Кассир 1', 'Кассир 2', 'Старший кассир']
