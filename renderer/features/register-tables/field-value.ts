import type { RegisterField } from '../../../electron/contract/register-tables.ts'

/** What was typed as the field keeps it; `undefined` for what it cannot hold. */
export function parseFieldValue(field: RegisterField, typed: string): string | number | undefined {
  if (field.kind === 'text') return typed.length <= field.size ? typed : undefined
  if (!/^\s*\d{1,15}\s*$/.test(typed)) return undefined
  const number = Number(typed)
  const most = field.maximum ?? 256 ** Math.min(field.size, 6) - 1
  return number >= (field.minimum ?? 0) && number <= most ? number : undefined
}
