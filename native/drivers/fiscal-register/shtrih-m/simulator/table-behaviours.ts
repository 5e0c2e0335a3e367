import { confirmDate, setDate, setTime } from '../commands/clock.ts'
import { fieldStructure, readTable, tableStructure, writeTable } from '../commands/tables.ts'
import { on, Refusal, type Behaviour } from './behaviour.ts'

const noTable = new Refusal(0x5d)
const badParameter = new Refusal(0x33)
const shiftOpen = new Refusal(0x3c)
const dateDiffers = new Refusal(0x7c)
const badDate = new Refusal(0x7d)
const wrongMode = new Refusal(0x73)

/** Its first fields the storage keeps itself; the texts after them wait for the next registration. */
const storageTable = 18
const keptFields = 6
const readyForRegistration = 1

export const tableBehaviours: readonly Behaviour[] = [
  on(tableStructure, 'system', ({ tables }, { table }) => {
    const found = tables.table(table)
    return found ? { title: found.title, rows: found.rows, fields: found.fields.length } : noTable
  }),
  on(fieldStructure, 'system', ({ tables }, { table, field }) => {
    if (!tables.table(table)) return noTable
    const found = tables.field(table, field)
    if (!found) return badParameter
    const head = { title: found.title.slice(0, 40), type: found.kind === 'text' ? 1 : 0, size: found.size }
    return found.kind === 'text'
      ? { ...head, limits: new Uint8Array(2) }
      : { ...head, min: found.minimum ?? 0, max: found.maximum ?? 0 }
  }),
  on(readTable, 'system', ({ tables }, { table, row, field }) => {
    if (!tables.table(table)) return noTable
    const value = tables.read(table, row, field)
    return value ? { value } : badParameter
  }),
  on(writeTable, 'system', (machine, { table, row, field, value }) => {
    if (!machine.tables.table(table)) return noTable
    const kept = table === storageTable && (field <= keptFields || machine.storage.phase !== readyForRegistration)
    if (kept) return new Refusal(0x7a)
    if (!machine.tables.write(table, row, field, value)) return badParameter
    machine.count('write-table')
    return {}
  }),
  on(setDate, 'system', (machine, { date }) => {
    if (machine.storage.shift.open) return shiftOpen
    if (Number.isNaN(new Date(`${date}T00:00:00`).getTime())) return badDate
    machine.count('set-date')
    machine.clock.proposedDate = date
    return {}
  }),
  on(confirmDate, 'system', (machine, { date }) => {
    if (machine.clock.proposedDate === undefined) return wrongMode
    if (machine.clock.proposedDate !== date) return dateDiffers
    machine.count('confirm-date')
    machine.clock.proposedDate = undefined
    machine.clock.setDate(date)
    return {}
  }),
  on(setTime, 'system', (machine, { time }) => {
    if (machine.storage.shift.open) return shiftOpen
    if (machine.clock.proposedDate !== undefined) return wrongMode
    if (Number.isNaN(new Date(`2026-01-01T${time}`).getTime())) return badParameter
    machine.count('set-time')
    machine.clock.setTime(time)
    return {}
  }),
]
