import errors from '../../../resources/locales/ru/errors.json' with { type: 'json' }
import register from '../../../resources/locales/ru/fiscal-register.json' with { type: 'json' }
import host from '../../../resources/locales/ru/host.json' with { type: 'json' }
import terminal from '../../../resources/locales/ru/payment-terminal.json' with { type: 'json' }
import scale from '../../../resources/locales/ru/scale.json' with { type: 'json' }
import scanner from '../../../resources/locales/ru/scanner.json' with { type: 'json' }

/**
 * Russian texts for what the host itself puts on paper and on a terminal; screens have their own catalogue of the same
 * files. Papers of a Russian shop are Russian whatever language the screen speaks.
 */
const catalogues: readonly object[] = [errors, register, host, scale, scanner, terminal]

/** The text under `key` with `{{name}}` filled in. `undefined` where no file has it. */
function findText(key: string, data: Readonly<Record<string, unknown>> = {}): string | undefined {
  for (const catalogue of catalogues) {
    let node: unknown = catalogue
    for (const part of splitKey(key))
      node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[part] : undefined
    if (typeof node === 'string') return fill(node, data)
  }
  return undefined
}

/** As `findText`, with `otherwise` (the bare key by default) where no text is: better a code on paper than nothing. */
export function text(key: string, data: Readonly<Record<string, unknown>> = {}, otherwise = key): string {
  return findText(key, data) ?? otherwise
}

function splitKey(key: string): string[] {
  return key.split('.')
}

function fill(template: string, data: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{\{\s*([\w-]+)\s*\}\}/gu, (_all, name: string) => show(data[name]))
}

function show(value: unknown): string {
  if (value === undefined || value === null) return '—'
  if (typeof value === 'object' && 'ru' in value) return String(value.ru)
  return String(value)
}
