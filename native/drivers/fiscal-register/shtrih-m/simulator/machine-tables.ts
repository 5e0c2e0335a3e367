import { writeUnsigned } from '../../shared/codec/byte-input.ts'
import { decodeZeroTerminated, encodeWindows1251 } from '../../shared/codec/windows-1251.ts'

interface TableField {
  readonly title: string
  readonly kind: 'number' | 'text'
  readonly size: number
  readonly minimum?: number
  readonly maximum?: number
  readonly initial: (row: number) => string | number
}

interface MachineTable {
  readonly number: number
  readonly title: string
  readonly rows: number
  readonly fields: readonly TableField[]
}

const text = (title: string, size: number, initial: string | ((row: number) => string) = ''): TableField => ({
  title,
  kind: 'text',
  size,
  initial: typeof initial === 'string' ? () => initial : initial,
})
const number = (
  title: string,
  size: number,
  minimum: number,
  maximum: number,
  initial: number | ((row: number) => number) = minimum,
): TableField => ({
  title,
  kind: 'number',
  size,
  minimum,
  maximum,
  initial: typeof initial === 'number' ? () => initial : initial,
})
const fromList = (values: readonly string[]) => (row: number) => values[row - 1] ?? ''

const payments = ['НАЛИЧНЫМИ', 'ПЛАТЁЖНОЙ КАРТОЙ']
const taxes = [
  'НДС 22%',
  'НДС 10%',
  'НДС 0%',
  'БЕЗ НДС',
  'НДС 22/122',
  'НДС 10/110',
  'НДС 5%',
  'НДС 7%',
  'НДС 5/105',
  'НДС 7/107',
]

/** Where the machine says what it is called and what it was registered as; the storage's owner fills in the blanks. */
interface Owner {
  readonly shopName: string
  readonly taxpayerNumber: string
  readonly registrationNumber: string
  readonly factoryNumber: string
}

export function standardTables(owner: Owner): MachineTable[] {
  return [
    {
      number: 1,
      title: 'ТИП И РЕЖИМ КАССЫ',
      rows: 1,
      fields: [
        number('НОМЕР МАГАЗИНА', 1, 1, 99, 1),
        number('АВТООБНУЛЕНИЕ ДЕН. НАЛИЧНОСТИ', 1, 0, 1, 0),
        number('ПЕЧАТЬ РЕКЛАМНОГО ТЕКСТА', 1, 0, 1, 1),
        number('ОТРЕЗКА ЧЕКА', 1, 0, 2, 2),
        number('ОТКРЫВАНИЕ ДЕНЕЖНОГО ЯЩИКА', 1, 0, 1, 1),
        number('НАЧИСЛЕНИЕ НАЛОГОВ', 1, 0, 3, 0),
      ],
    },
    {
      number: 2,
      title: 'ПАРОЛИ КАССИРОВ И АДМИНИСТРАТОРОВ',
      rows: 30,
      fields: [
        number('ПАРОЛЬ', 4, 0, 99_999_999, (row) => row),
        text('ДОЛЖНОСТЬ И ФАМИЛИЯ', 64, (row) =>
          row < 29 ? 'Кассир' : row === 29 ? 'Администратор' : 'Системный администратор',
        ),
      ],
    },
    {
      number: 4,
      title: 'ТЕКСТ В ЧЕКЕ',
      rows: 14,
      fields: [text('ТЕКСТ', 64, (row) => (row === 14 ? owner.shopName : ''))],
    },
    { number: 5, title: 'НАИМЕНОВАНИЯ ТИПОВ ОПЛАТЫ', rows: 16, fields: [text('НАИМЕНОВАНИЕ', 64, fromList(payments))] },
    {
      number: 6,
      title: 'НАЛОГОВЫЕ СТАВКИ',
      rows: taxes.length,
      fields: [number('ВЕЛИЧИНА НАЛОГА', 2, 0, 9999, 0), text('НАЗВАНИЕ НАЛОГА', 64, fromList(taxes))],
    },
    { number: 7, title: 'НАИМЕНОВАНИЯ ОТДЕЛОВ', rows: 16, fields: [text('НАИМЕНОВАНИЕ', 64, (row) => `${row}`)] },
    {
      number: 17,
      title: 'РЕГИОНАЛЬНЫЕ НАСТРОЙКИ',
      rows: 1,
      fields: [
        number('RUS ТИП ФН', 1, 0, 4, 4),
        number('RUS РАСШ. ОТВЕТЫ', 1, 0, 1, 0),
        number('RUS ФОРМАТ ФД', 1, 2, 4, 4),
        number('RUS ЧАСОВАЯ ЗОНА', 1, 1, 11, 2),
      ],
    },
    {
      number: 18,
      title: 'FISCAL STORAGE',
      rows: 1,
      fields: [
        text('ЗАВ. НОМЕР', 20, owner.factoryNumber),
        text('ИНН', 12, owner.taxpayerNumber),
        text('РНМ', 20, owner.registrationNumber),
        text('ФИС. ПАМЯТЬ', 16),
        number('СИСТ. НАЛОГООБЛОЖЕНИЯ', 1, 0, 63, 1),
        number('РЕЖИМ РАБОТЫ', 1, 0, 255, 0),
        text('ПОЛЬЗОВАТЕЛЬ', 128, owner.shopName),
        text('ОПЕРАТОР', 64),
        text('АДРЕС ПОЛЬЗ.', 128),
        text('ИМЯ ОФД', 64),
        text('АДРЕС САЙТА ОФД', 64),
        text('ИНН ОФД', 12),
        text('АДРЕС САЙТА ФНС', 64, 'www.nalog.gov.ru'),
        text('МЕСТО РАСЧЕТОВ', 128),
        text('Е-MAIL ОТПРАВИТ. ЧЕКА', 64),
      ],
    },
    {
      number: 19,
      title: 'ПАРАМЕТРЫ ОФД',
      rows: 1,
      fields: [text('СЕРВЕР', 64, 'ofd.example'), number('ПОРТ', 2, 0, 65_535, 7777), number('ТАЙМАУТ', 2, 0, 600, 60)],
    },
    { number: 25, title: 'ИНФОРМАЦИЯ О ДРАЙВЕРЕ', rows: 1, fields: [text('1048', 128)] },
  ]
}

/** Tables with their values as bytes, for 2Dh, 2Eh, 1Fh and 1Eh. */
export class TableStore {
  #tables: ReadonlyMap<number, MachineTable>
  readonly #values = new Map<string, Uint8Array>()

  constructor(tables: readonly MachineTable[]) {
    this.#tables = new Map(tables.map((table) => [table.number, table]))
  }

  /** Leaves the first field of the first two tables. */
  shorten(): void {
    const short = [...this.#tables.values()].slice(0, 2)
    this.#tables = new Map(short.map((table) => [table.number, { ...table, fields: table.fields.slice(0, 1) }]))
  }

  table(number: number): MachineTable | undefined {
    return this.#tables.get(number)
  }

  field(table: number, field: number): TableField | undefined {
    return this.#tables.get(table)?.fields[field - 1]
  }

  read(table: number, row: number, field: number): Uint8Array | undefined {
    const definition = this.field(table, field)
    if (!definition || row < 1 || row > (this.#tables.get(table)?.rows ?? 0)) return undefined
    return this.#values.get(`${table}.${row}.${field}`) ?? encode(definition, definition.initial(row))
  }

  readText(table: number, row: number, field: number): string {
    const bytes = this.read(table, row, field)
    return bytes ? decodeZeroTerminated(bytes).trim() : ''
  }

  /** False if the field cannot hold the bytes. */
  write(table: number, row: number, field: number, bytes: Uint8Array): boolean {
    const definition = this.field(table, field)
    if (!definition || !this.read(table, row, field) || bytes.length > definition.size) return false
    const value = new Uint8Array(definition.size)
    value.set(bytes)
    if (definition.kind === 'number') {
      const given = value.reduceRight((sum, byte) => sum * 256 + byte, 0)
      if (given < (definition.minimum ?? 0) || given > (definition.maximum ?? Infinity)) return false
    }
    this.#values.set(`${table}.${row}.${field}`, value)
    return true
  }
}

function encode(field: TableField, value: string | number): Uint8Array {
  if (typeof value === 'number') return writeUnsigned(value, field.size)
  const bytes = new Uint8Array(field.size)
  bytes.set(encodeWindows1251(value).subarray(0, field.size))
  return bytes
}
