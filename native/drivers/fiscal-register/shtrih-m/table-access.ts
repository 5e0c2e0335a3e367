import { CodecError } from '../../../codecs/codec-error.ts'
import { DeviceFailure } from '../../../foundation/device-failure.ts'
import type { Outcome } from '../../../foundation/operation.ts'
import type { TableInformation } from '../fiscal-register.ts'
import { readUnsigned, writeUnsigned } from '../shared/codec/byte-input.ts'
import { hexadecimal } from '../shared/codec/value-format.ts'
import { decodeZeroTerminated, encodeWindows1251 } from '../shared/codec/windows-1251.ts'
import type { CommandChannel } from './command-channel.ts'
import { fieldStructure, readTable, tableStructure, writeTable } from './commands/tables.ts'
import { refusal } from './failures.ts'
import { act } from './outcomes.ts'
import type { TablePlace } from '../shared/register-driver.ts'

type Signal = AbortSignal | undefined
type FieldInformation = TableInformation['fields'][number]

const tableNotDefined = 0x5d
/** A machine that does not list its tables at all. */
const notSupported = 0x37
const badParameters = [tableNotDefined, 0x33, 0x35, 0x36, notSupported]
/** Numbers have gaps, and families differ in where their tables end. */
const highestTable = 64
const longestGap = 16

/** Asks for every table by number: what a table means differs between families, its title does not. */
export async function listTables(channel: CommandChannel, signal: Signal): Promise<TableInformation[]> {
  const tables: TableInformation[] = []
  for (let number = 1, gap = 0; number <= highestTable && gap < longestGap; number++) {
    const asked = await channel.perform(tableStructure, { table: number }, signal)
    if (asked.state !== 'answered') throw asked.failure
    const { answer } = asked
    if (!('value' in answer)) {
      if (answer.error === notSupported) break
      if (!badParameters.includes(answer.error)) throw refusal(tableStructure, answer.error)
      gap++
      continue
    }
    gap = 0
    const structure = answer.value
    const fields: FieldInformation[] = []
    for (let field = 1; field <= structure.fields; field++) {
      const information = await readField(channel, number, field, signal)
      if (information) fields.push(information)
    }
    tables.push({ number, title: structure.title.trim(), rows: structure.rows, fields })
  }
  return tables
}

/** Throws `device.refused` where there is no such field. */
export async function readTableField(
  channel: CommandChannel,
  place: TablePlace,
  signal: Signal,
): Promise<string | number> {
  const structure = await channel.read(fieldStructure, place, signal)
  const { value } = await channel.read(readTable, place, signal)
  if (structure.type === 1) return decodeZeroTerminated(value)
  return value.length <= 6 ? readUnsigned(value) : hexadecimal(value)
}

/** Throws `operation.wrong-argument` for a value that the field cannot hold; nothing is sent then. */
export async function writeTableField(
  channel: CommandChannel,
  place: TablePlace,
  value: string | number,
  signal: Signal,
): Promise<Outcome<void>> {
  const structure = await channel.read(fieldStructure, place, signal)
  const bytes = encodeFieldValue(structure, value)
  const before = await channel.read(readTable, place, signal)
  return act(channel, writeTable, { ...place, value: bytes }, signal, async (still) => {
    const after = await channel.read(readTable, place, still)
    if (equal(after.value, bytes)) return true
    return equal(after.value, before.value) ? false : undefined
  })
}

interface Structure {
  readonly type: number
  readonly size: number
  readonly min?: number
  readonly max?: number
}

function encodeFieldValue(structure: Structure, value: string | number): Uint8Array {
  const { type, size, min = 0, max = 256 ** Math.min(size, 6) - 1 } = structure
  const wrong = (reason: string) => new DeviceFailure('operation.wrong-argument', { argument: 'value', reason })
  try {
    if (type === 0) {
      if (typeof value !== 'number' || size > 6) throw wrong('number expected')
      if (value < min || value > max) throw wrong(`${min}…${max}`)
      return writeUnsigned(value, size)
    }
    if (typeof value !== 'string') throw wrong('text expected')
    const text = encodeWindows1251(value)
    if (text.length > size) throw wrong(`at most ${size} characters`)
    const padded = new Uint8Array(size)
    padded.set(text)
    return padded
  } catch (error) {
    if (error instanceof CodecError) throw wrong(error.detail)
    throw error
  }
}

async function readField(
  channel: CommandChannel,
  table: number,
  field: number,
  signal: Signal,
): Promise<FieldInformation | undefined> {
  const structure = await channel.readUnless(fieldStructure, { table, field }, signal, ...badParameters)
  if (!structure) return undefined
  return {
    number: field,
    title: structure.title.trim(),
    kind: structure.type === 1 ? 'text' : 'number',
    size: structure.size,
    ...(structure.type === 0 ? { minimum: structure.min, maximum: structure.max } : {}),
  }
}

/** Texts may come back padded or cut at their end, so trailing zero bytes do not count. */
function equal(left: Uint8Array, right: Uint8Array): boolean {
  const trimmed = (bytes: Uint8Array) => hexadecimal(bytes).replace(/(?:00)+$/u, '')
  return trimmed(left) === trimmed(right)
}
