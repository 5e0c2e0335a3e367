import type { Outcome } from '../../../foundation/operation.ts'
import type { RegistrationValues } from '../fiscal-register.ts'
import { done } from '../shared/outcomes.ts'
import type { CommandChannel } from './command-channel.ts'
import { extendedRequest } from './commands/status.ts'
import { tableStructure } from './commands/tables.ts'
import { readTableField, writeTableField } from './table-access.ts'

type Signal = AbortSignal | undefined

/** The storage's parameters stand in this table unless F7h names another; the order of its fields is the same everywhere. */
const usualTable = 18
const fieldOf = {
  organisation: 7,
  address: 9,
  operatorName: 10,
  operatorTaxpayerNumber: 12,
  taxOfficeSite: 13,
  place: 14,
  senderEmail: 15,
} as const satisfies Partial<Record<keyof RegistrationValues, number>>

const formatNumber = { '1.05': 2, '1.1': 3, '1.2': 4 } as const
const unknown = [0x01, 0x33, 0x36, 0x37, 0x5d] as const

/**
 * Puts a registration's texts where the machine takes them from, and its format of documents. Only what differs is written, and
 * only into fields that the machine has.
 */
export async function writeRequisites(
  channel: CommandChannel,
  values: RegistrationValues,
  signal: Signal,
): Promise<Outcome<void>> {
  const model = await channel.readUnless(extendedRequest, { requestType: 1 }, signal, ...unknown)
  const table = model?.fnTable || usualTable
  const fieldCount = async (of: number) =>
    (await channel.readUnless(tableStructure, { table: of }, signal, ...unknown))?.fields ?? 0
  const fields = await fieldCount(table)
  for (const [name, field] of Object.entries(fieldOf) as [keyof typeof fieldOf, number][]) {
    if (field > fields) continue
    const outcome = await write(channel, table, field, values[name].trim(), signal)
    if (outcome.state !== 'done') return outcome
  }
  const { ffdTable, ffdField } = model ?? {}
  if (!ffdTable || !ffdField || (await fieldCount(ffdTable)) < ffdField) return done
  return write(channel, ffdTable, ffdField, formatNumber[values.formatVersion], signal)
}

async function write(
  channel: CommandChannel,
  table: number,
  field: number,
  value: string | number,
  signal: Signal,
): Promise<Outcome<void>> {
  const place = { table, row: 1, field }
  if ((await readTableField(channel, place, signal)) === value) return done
  return writeTableField(channel, place, value, signal)
}
