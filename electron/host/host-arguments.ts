import { parseArgs } from 'node:util'

/** What a shell tells the host it starts. Throws for anything else. */
export function readHostArguments(list: readonly string[]): {
  dataDirectory: string | undefined
  bench: boolean | 'as-left'
  port: number
} {
  const { values } = parseArgs({
    args: [...list],
    options: {
      'data-dir': { type: 'string' },
      virtual: { type: 'boolean' },
      'as-left': { type: 'boolean' },
      port: { type: 'string', default: '0' },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`not a port: ${values.port}`)
  return { dataDirectory: values['data-dir'], bench: values['as-left'] ? 'as-left' : (values.virtual ?? false), port }
}
