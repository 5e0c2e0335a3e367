import type { Outcome } from '../../../foundation/operation.ts'
import type { TablePlace } from '../shared/register-driver.ts'
import type { CommandChannel } from './command-channel.ts'
import { readSetting, writeSetting } from './commands/work.ts'
import { wrongArgument } from './failures.ts'
import { act } from './outcomes.ts'
import { textArgument } from './printable.ts'
import { findSetting, indexOfRow, settings } from './settings-list.ts'
import { startWorking } from './start-of-work.ts'

type Signal = AbortSignal | undefined
type Setting = (typeof settings)[number]

/** Throws `operation.wrong-argument` for what is not on the list of settings. */
function addressOf({ table, row, field }: TablePlace): { readonly setting: Setting; readonly index: number } {
  const setting = findSetting(table)
  if (!setting) throw wrongArgument('table', settings.map(({ number }) => number).join(', '))
  const [first, last] = setting.indexes ?? [0, 0]
  if (row > last - first + 1) throw wrongArgument('row', `1…${last - first + 1}`)
  if (field !== 1) throw wrongArgument('field', '1')
  return { setting, index: indexOfRow(setting, row) }
}

export async function readTableField(
  channel: CommandChannel,
  place: TablePlace,
  signal: Signal,
): Promise<string | number> {
  const { setting, index } = addressOf(place)
  const { value } = await channel.read(readSetting, { setting: setting.number, index }, signal)
  return setting.kind === 'number' && /^\d{1,15}$/u.test(value) ? Number(value) : value
}

/** Throws `operation.wrong-argument` for a value that the setting cannot hold; nothing is sent then. */
export async function writeTableField(
  channel: CommandChannel,
  place: TablePlace,
  value: string | number,
  signal: Signal,
): Promise<Outcome<void>> {
  const { setting, index } = addressOf(place)
  const written = settingText(setting, value)
  await startWorking(channel, signal)
  const address = { setting: setting.number, index }
  const before = await channel.read(readSetting, address, signal)
  return act(channel, writeSetting, { ...address, value: written }, signal, async (still) => {
    const after = await channel.read(readSetting, address, still)
    if (after.value.trim() === written) return true
    return after.value === before.value ? false : undefined
  })
}

function settingText({ kind, size, minimum = 0, maximum = 0, readOnly }: Setting, value: string | number): string {
  if (readOnly) throw wrongArgument('value', 'read only')
  if (kind === 'text') {
    if (typeof value !== 'string') throw wrongArgument('value', 'text expected')
    return textArgument('value', value, size)
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongArgument('value', 'number expected')
  if (value < minimum || value > maximum) throw wrongArgument('value', `${minimum}…${maximum}`)
  return value.toString()
}
