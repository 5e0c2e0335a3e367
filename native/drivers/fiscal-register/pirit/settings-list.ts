import type { TableInformation } from '../fiscal-register.ts'

/** A setting of «Таблица настроек ККТ»: a number, a text, or an array of either. */
interface Setting {
  readonly number: number
  readonly title: string
  /** First and last index; absent for what is no array. */
  readonly indexes?: readonly [first: number, last: number]
  readonly kind: 'number' | 'text'
  /** Longest text, or bytes of the number. */
  readonly size: number
  readonly minimum?: number
  readonly maximum?: number
  /** Follows from the registration or is laid down by law. */
  readonly readOnly?: true
}

const mask = (number: number, title: string): Setting => ({
  number,
  title,
  kind: 'number',
  size: 1,
  minimum: 0,
  maximum: 255,
})
const whole = (number: number, title: string, minimum: number, maximum: number): Setting => ({
  number,
  title,
  kind: 'number',
  size: 2,
  minimum,
  maximum,
})
const text = (number: number, title: string, size: number, indexes?: readonly [number, number]): Setting => ({
  number,
  title,
  kind: 'text',
  size,
  ...(indexes ? { indexes } : {}),
})
const fixed = (setting: Setting): Setting => ({ ...setting, readOnly: true })

/**
 * What all models have in common. Left out: 20, the password of the link, which would lock its own program out; and what only some
 * models or firmware have.
 */
export const settings: readonly Setting[] = [
  mask(1, 'Параметры печати'),
  mask(2, 'Параметры чека'),
  mask(3, 'Параметры отчёта о закрытии смены'),
  mask(4, 'Внешние устройства'),
  mask(5, 'Управление расчётами'),
  mask(6, 'Расчёт и печать налогов'),
  whole(10, 'Логический номер кассы', 1, 9_999),
  whole(11, 'Дополнительная ячейка', 1, 65_535),
  fixed(text(30, 'Наименование и адрес организации', 44, [0, 3])),
  text(31, 'Строки окончания чека', 44, [0, 9]),
  text(32, 'Названия типов платежей', 18, [0, 15]),
  fixed(text(40, 'Названия ставок налога', 18, [0, 5])),
  fixed(text(41, 'Проценты ставок налога', 6, [0, 5])),
  text(42, 'Название налоговой группы в чеке', 44),
  text(50, 'Наименования отделов', 44, [1, 16]),
  text(51, 'Название группы отделов', 44),
  text(52, 'Наименования реквизитов', 30, [1, 5]),
  text(54, 'Реквизиты ЦТО', 44, [0, 1]),
  fixed(text(70, 'Номер автомата', 12)),
  fixed(text(71, 'ИНН ОФД', 12)),
  fixed(text(72, 'Содержание QR-кода', 160)),
  text(73, 'IP-адрес кассы', 15),
  text(74, 'Маска подсети', 15),
  text(75, 'IP-адрес шлюза', 15),
  text(76, 'IP-адрес DNS', 15),
  text(77, 'Адрес сервера ОФД', 64),
  whole(78, 'Порт сервера ОФД', 1, 65_534),
  whole(79, 'Таймер ФН, с', 0, 60),
  whole(80, 'Таймер С, с', 0, 3_600),
  fixed(text(81, 'Наименование ОФД', 64)),
  fixed(text(82, 'Электронная почта отправителя чека', 64)),
  fixed(text(83, 'Сайт ФНС', 64)),
  fixed(text(85, 'Место расчётов', 112)),
]

export const findSetting = (number: number): Setting | undefined =>
  settings.find((setting) => setting.number === number)

/** The setting's index of a row, counted from one as tables are. */
export const indexOfRow = ({ indexes: [first] = [0, 0] }: Setting, row: number): number => first + row - 1

/** Settings as tables: the row is the index, and there is one field. */
export const tables: readonly TableInformation[] = settings.map((setting) => {
  const { number, title, indexes: [first, last] = [0, 0], kind, size, minimum, maximum } = setting
  return {
    number,
    title,
    rows: last - first + 1,
    fields: [{ number: 1, title, kind, size, ...(kind === 'number' ? { minimum, maximum } : {}) }],
  }
})
