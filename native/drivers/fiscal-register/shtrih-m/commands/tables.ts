import { readUnsigned } from '../../shared/codec/byte-input.ts'
import { dependent, field, nothing, sequence, whenPresent, type Layout } from '../../shared/codec/layout.ts'
import { hexadecimal, raw, text, u16, u8, unsigned, type ValueFormat } from '../../shared/codec/value-format.ts'
import { decodeZeroTerminated } from '../../shared/codec/windows-1251.ts'
import { command, password } from './command.ts'

const table = field('table', u8)
const row = field('row', u16)
const fieldNumber = field('field', u8)

/** Whether a value is a number or a text stands in 2Eh only, so all three readings are shown. */
const value: Layout<{ readonly value: Uint8Array }> = {
  names: ['value'],
  read(input, listen) {
    const at = input.offset
    const bytes = input.take(input.remaining).slice()
    listen('valueHex', hexadecimal(bytes), at, bytes.length)
    if (bytes.length > 0 && bytes.length <= 6) listen('valueInt', readUnsigned(bytes), at, bytes.length)
    listen('valueText', decodeZeroTerminated(bytes), at, bytes.length)
    return { value: bytes }
  },
  write: (record) => [record.value],
}

/** Error 5Dh: no such table. */
export const tableStructure = command(0x2d, 'table structure', {
  request: sequence(password, table),
  answer: sequence(field('title', text(40)), field('rows', u16), field('fields', u8)),
  repeatable: true,
})

const fieldKind: ValueFormat<number> = { ...u8, show: (kind) => (kind === 0 ? 'BIN' : kind === 1 ? 'CHAR' : kind) }

/** Limits follow only a numeric field; for a text some machines send two bytes without a meaning. */
export const fieldStructure = command(0x2e, 'field structure', {
  request: sequence(password, table, fieldNumber),
  answer: dependent(
    sequence(field('title', text(40)), field('type', fieldKind), field('size', u8)),
    ({ type, size }): Layout<{ readonly min?: number; readonly max?: number; readonly limits?: Uint8Array }> => {
      if (type !== 0) return whenPresent(unlisted(field('limits', raw('rest'))))
      if (size > 6) return whenPresent(field('limits', raw('rest')))
      return size === 0 ? nothing : whenPresent(sequence(field('min', unsigned(size)), field('max', unsigned(size))))
    },
  ),
  repeatable: true,
})

/** Bytes that are read and kept but not shown. */
function unlisted<T>(layout: Layout<T>): Layout<T> {
  return { ...layout, read: (input) => layout.read(input, () => {}) }
}

export const readTable = command(0x1f, 'read table', {
  request: sequence(password, table, row, fieldNumber),
  answer: value,
  repeatable: true,
})

export const writeTable = command(0x1e, 'write table', { request: sequence(password, table, row, fieldNumber, value) })

const resetTables = command(0x24, 'reset tables', { request: password })

export const tableCommands = [tableStructure, fieldStructure, readTable, writeTable, resetTables]
