import { leaf, wholeNumber, type Shape } from '../../../../codecs/json/shape.ts'

export {
  digits,
  list,
  numbered,
  optional,
  record,
  text,
  whole,
  yesNo,
  type AnyShape,
  type RecordOf,
  type Shape,
} from '../../../../codecs/json/shape.ts'

/** Sums in kopecks. */
export const money: Shape<number> = leaf('kopecks', wholeNumber, (value) => {
  const kopecks = wholeNumber(value)
  if (kopecks === undefined) return undefined
  const roubles = (kopecks / 100).toFixed(2)
  return { ru: `${roubles.replace('.', ',')} ₽`, en: `${roubles} roubles` }
})

/** Ten-thousandths of the unit: 10000 is one. */
export const quantity: Shape<number> = leaf('ten-thousandths', wholeNumber, (value) => {
  const parts = wholeNumber(value)
  return parts === undefined ? undefined : { ru: String(parts / 10_000).replace('.', ','), en: String(parts / 10_000) }
})

/** Local civil time, `YYYY-MM-DDThh:mm:ss`; the service names no zone. */
export const time: Shape<string> = leaf('YYYY-MM-DDThh:mm:ss', (value) =>
  typeof value === 'string' ? /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?/u.exec(value)?.[0] : undefined,
)

export const date: Shape<string> = leaf('YYYY-MM-DD', (value) =>
  typeof value === 'string' ? /^\d{4}-\d\d-\d\d/u.exec(value)?.[0] : undefined,
)
