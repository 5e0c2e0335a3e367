import { randomBytes } from 'node:crypto'
import { serveLoopback } from './carriers/web-socket.ts'
import { defaultDataDirectory } from './data-directory.ts'
import { readHostArguments } from './host-arguments.ts'
import { createSystemHost } from './system-host.ts'

/**
 * Entry of the host as a process of its own behind a WebSocket on loopback: for the browser shell, which gives the token
 * in the environment and learns the port over the process's message channel.
 */
const token = process.env['STYKOVKA_HOST_TOKEN'] ?? randomBytes(24).toString('base64url')
delete process.env['STYKOVKA_HOST_TOKEN']

const { dataDirectory = defaultDataDirectory(), bench, port } = readHostArguments(process.argv.slice(2))
const host = await createSystemHost({ dataDirectory, bench, shell: 'browser' })
const server = await serveLoopback(host, { port, token })

let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  setTimeout(() => process.exit(1), 5_000).unref()
  await server.close()
  await host.close()
  process.exit(0)
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
process.on('disconnect', end)

if (process.send) process.send({ kind: 'listening', port: server.port })
else process.stdout.write(`ws://127.0.0.1:${server.port}/rpc?token=${token}\n`)
